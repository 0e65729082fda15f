import { createCipheriv, createHash, createPublicKey, diffieHellman, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

import type { GeneralJWE } from 'jose'

import type { PublicKey } from '../keys/key-service.js'

/** How content keys are wrapped: RFC 7518 sections 4.6 and 5.3, with X25519 as RFC 8037 has it. */
export const [WRAPPING, CONTENT] = ['ECDH-ES+A256KW', 'A256GCM'] as const

const KEY_BYTES = 32
const IV_BYTES = 12
/** RFC 3394 section 2.2.3.1. */
const WRAP_IV = Buffer.alloc(8, 0xa6)

/** Whom a key is wrapped for, and the name by which they find their part of it. */
export interface WrapRecipient {
  kid: string
  key: PublicKey
}

/**
 * Wraps a key as JWE (RFC 7516, general JSON serialisation) for each recipient; `about` is authenticated with it. What jose would make, and opens, in
 * a fifth of its time, which a submission spends twice: it asks Web Crypto for each step, and imports each key anew (docs/adr/0037).
 */
export function wrapKey(contentKey: Buffer, recipients: readonly WrapRecipient[], about: string): GeneralJWE {
  const [key, iv] = [randomBytes(KEY_BYTES), randomBytes(IV_BYTES)]
  const header = base64url(JSON.stringify({ enc: CONTENT }))
  const aad = base64url(about)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(`${header}.${aad}`))
  const ciphertext = Buffer.concat([cipher.update(contentKey), cipher.final()])
  return {
    protected: header,
    aad,
    iv: base64url(iv),
    ciphertext: base64url(ciphertext),
    tag: base64url(cipher.getAuthTag()),
    recipients: recipients.map(recipient => wrappedFor(recipient, key)),
  }
}

function wrappedFor({ kid, key }: WrapRecipient, wrapped: Buffer): GeneralJWE['recipients'][number] {
  const { publicKey, privateKey } = generateKeyPairSync('x25519')
  const agreed = diffieHellman({ privateKey, publicKey: imported(key) })
  const cipher = createCipheriv('id-aes256-wrap', derived(agreed), WRAP_IV)
  return {
    header: { alg: WRAPPING, kid, epk: jwkOf(publicKey) },
    encrypted_key: base64url(Buffer.concat([cipher.update(wrapped), cipher.final()])),
  }
}

/** Keys as they were imported: forgotten all at once when there are so many, and imported again. */
const MOST_IMPORTED = 1_000
const importedKeys = new Map<string, KeyObject>()

/** A version is sealed for its supplier twice, and all bids on a requirement for the same two keys. */
function imported(key: PublicKey): KeyObject {
  const { crv, x } = key
  const name = `${crv} ${x}`
  const known = importedKeys.get(name)
  if (known !== undefined) return known
  const made = createPublicKey({ key: { ...key }, format: 'jwk' })
  if (importedKeys.size >= MOST_IMPORTED) importedKeys.clear()
  importedKeys.set(name, made)
  return made
}

const jwkOf = (key: KeyObject) => {
  const { kty, crv, x } = key.export({ format: 'jwk' })
  return { kty, crv, x }
}

/** The Concat KDF of RFC 7518 section 4.6.2 for one block: algorithm, no party's information, length in bits. */
const derived = (agreed: Buffer): Buffer =>
  createHash('sha256')
    .update(Buffer.concat([number(1), agreed, number(WRAPPING.length), Buffer.from(WRAPPING), number(0), number(0), number(KEY_BYTES * 8)]))
    .digest()

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

const base64url = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64url')
