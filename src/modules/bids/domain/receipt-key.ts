import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

import { canonicalJson } from '../../../shared/domain/canonical-json.js'

/** An Ed25519 public key as a JWK (RFC 8037). */
export interface PublicKey {
  kty: 'OKP'
  crv: 'Ed25519'
  /** 32 bytes, base64url. */
  x: string
}

/** The JWK thumbprint (RFC 7638): SHA-256 over the canonical JSON of the key, base64url. It is the key's `kid`. */
export const thumbprintOf = ({ kty, crv, x }: PublicKey): string =>
  createHash('sha256')
    .update(String(canonicalJson({ kty, crv, x })))
    .digest('base64url')

/** What stands before the 32 bytes of an Ed25519 private key in PKCS#8 (RFC 8410). */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex')

/** The Ed25519 private key that these 32 bytes are. */
export const privateKeyOf = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, seed]), format: 'der', type: 'pkcs8' })

export function publicKeyOf(privateKey: KeyObject): PublicKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' })
  return { kty: 'OKP', crv: 'Ed25519', x: String(x) }
}

/** A published set of keys by their thumbprints, which are worked out and not believed. What is no Ed25519 key is left out. */
export function keysById(set: unknown): ReadonlyMap<string, PublicKey> {
  const listed: unknown = isObject(set) ? set['keys'] : undefined
  const keys = Array.isArray(listed) ? listed.filter(isPublicKey) : []
  return new Map(keys.map(key => [thumbprintOf(key), key]))
}

const isPublicKey = (key: unknown): key is PublicKey =>
  isObject(key) && key['kty'] === 'OKP' && key['crv'] === 'Ed25519' && typeof key['x'] === 'string' && isBase64url(key['x'], 32)

/** Whether the text is the one spelling of so many bytes: decoders forgive spare bits and strange characters, so decoding alone says nothing. */
export function isBase64url(text: string, bytes: number): boolean {
  const decoded = Buffer.from(text, 'base64url')
  return decoded.length === bytes && decoded.toString('base64url') === text
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
