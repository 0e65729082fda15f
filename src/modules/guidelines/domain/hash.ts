import { createHash } from 'node:crypto'

import { canonicalJson } from '../../../shared/domain/canonical-json.js'

import { hashable, isHashable } from './json.js'

/** SHA-256 over the RFC 8785 form of any JSON, as "sha256-" and hexadecimal digits; it throws on nothing. */
export const hashOf = (input: unknown): string =>
  `sha256-${createHash('sha256')
    .update(canonicalJson(isHashable(input) ? input : hashable(input)) ?? '')
    .digest('hex')}`
