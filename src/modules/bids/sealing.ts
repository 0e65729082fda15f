import { canonicalBytes } from '../../shared/canonical.js'

/** The one way canonical bytes become bytes at rest. */
export const sealBytes = (bytes: Buffer): Buffer => bytes

/** The same for bid content that is not bytes yet. */
export const seal = (content: unknown): Buffer => sealBytes(canonicalBytes(content))

/** The one way back. */
export const unseal = (bytes: Buffer): unknown => JSON.parse(bytes.toString('utf8'))
