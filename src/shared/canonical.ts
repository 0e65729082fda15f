import { createHash } from 'node:crypto'

import { canonicalJson } from './domain/canonical-json.js'

/** The one spelling of a JSON value (RFC 8785) as UTF-8 bytes; throws on lone surrogates and on what JSON cannot hold. */
export function canonicalBytes(value: unknown): Buffer {
  const text = canonicalJson(value)
  if (text === undefined) throw new TypeError('Only JSON values have canonical bytes.')
  return Buffer.from(text, 'utf8')
}

export const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()

/** A hash as it is shown to people and software: "sha256-" and the hexadecimal digits. */
export const shownHash = (hash: Uint8Array): string => `sha256-${Buffer.from(hash).toString('hex')}`

/** The same of a hash that is at hand as hexadecimal digits. */
export const shownHex = (hash: string): string => shownHash(Buffer.from(hash, 'hex'))
