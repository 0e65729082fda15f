import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

import { canonicalJson } from '../../../shared/domain/canonical-json.js'

import { type PublicKey, publicKeyOf, thumbprintOf } from './receipt-key.js'

export interface Signature {
  /** Thumbprint of the public key (RFC 7638). */
  kid: string
  /** Ed25519 over the canonical bytes (RFC 8785) of every other member, base64url. */
  signature: string
}

export type Signed<Facts extends object> = Facts & Signature

/** Names the key in the document and signs all of it. */
export function signDocument<Facts extends object>(facts: Facts, privateKey: KeyObject): Signed<Facts> {
  const named = { ...facts, kid: thumbprintOf(publicKeyOf(privateKey)) }
  return { ...named, signature: sign(null, signedBytes(named), privateKey).toString('base64url') }
}

/** Whether the holder of the private key signed exactly this. What the document is, whoever asks must look at. */
export function isSignedWith({ signature, ...covered }: Signature, key: PublicKey): boolean {
  try {
    const publicKey = createPublicKey({ key: { ...key }, format: 'jwk' })
    return verify(null, signedBytes(covered), publicKey, Buffer.from(signature, 'base64url'))
  } catch {
    // It has no canonical bytes (lone surrogates, nested beyond measure), or the key is no point of the curve.
    return false
  }
}

function signedBytes(covered: object): Buffer {
  return Buffer.from(String(canonicalJson(covered)), 'utf8')
}
