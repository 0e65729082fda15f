import { canonicalBytes } from '../../shared/canonical.js'

/** The one way bid content becomes bytes at rest. */
export const seal = (content: unknown): Buffer => canonicalBytes(content)

/** The one way back. */
export const unseal = <T>(bytes: Buffer): T => JSON.parse(bytes.toString('utf8')) as T
