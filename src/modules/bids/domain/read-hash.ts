import { createHash } from 'node:crypto'

import canonicalize from 'canonicalize'

import type { Finding } from '../../guidelines/domain/report.js'

/** A hash of all that a rule read when it fired: it changes with the values, and with nothing else. */
export const readHash = ({ trace }: Finding): string =>
  `sha256-${createHash('sha256')
    .update(canonicalize(trace) ?? '')
    .digest('hex')}`
