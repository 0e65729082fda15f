import { createHash } from 'node:crypto'

import canonicalize from 'canonicalize'

import { hashable } from './json.js'

/** SHA-256 over the RFC 8785 form of any JSON, as "sha256-" and hexadecimal digits; it throws on nothing. */
export const hashOf = (input: unknown): string =>
  `sha256-${createHash('sha256')
    .update(canonicalize(hashable(input)) ?? '')
    .digest('hex')}`
