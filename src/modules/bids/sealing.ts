import { canonicalBytes } from '../../shared/canonical.js'

/** The one way bid content becomes bytes at rest. */
export const seal = (content: unknown): Buffer => canonicalBytes(content)

/** The one way back. */
export const unseal = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8'))
