import { randomBytes } from 'node:crypto'

import { flattenedDecrypt, type GeneralJWE } from 'jose'

import { seal, unseal } from '../../shared/sealed.js'
import type { PrivateKey, PublicKey } from '../keys/key-service.js'
import { CONTENT, wrapKey, WRAPPING } from './wrap-content-key.js'

/** How the bytes of an envelope begin; what is sealed for a supplier's work begins with 1, and JSON with what prints. */
const FORMAT = 2
const KEY_BYTES = 32
const LENGTH_BYTES = 4

/** Whom an envelope is sealed for: whoever opens the requirement's bids, and the supplier's own checks. */
export interface Recipients {
  opening: PublicKey
  supplier: PublicKey
}

export type Recipient = keyof Recipients

const RECIPIENTS = ['opening', 'supplier'] as const satisfies readonly Recipient[]

/** What the bytes belong to, so that they open as nothing else. */
export const aboutEnvelope = (name: 'quality' | 'price', bidId: string, version: number): string =>
  `${name} of bid ${bidId} version ${version}`

/**
 * Seals under a key of its own (AES-256-GCM), which is wrapped as JWE for each recipient. Needs public keys alone. The bytes: format, length of
 * the JWE, JWE (RFC 7516, general JSON serialisation) around the content key, sealed content.
 */
export function sealEnvelope(content: Buffer, recipients: Partial<Recipients>, about: string): Buffer {
  const key = randomBytes(KEY_BYTES)
  const named = RECIPIENTS.flatMap(kid => {
    const publicKey = recipients[kid]
    return publicKey === undefined ? [] : [{ kid, key: publicKey }]
  })
  const jwe = Buffer.from(JSON.stringify(wrapKey(key, named, about)))
  const head = Buffer.alloc(1 + LENGTH_BYTES)
  head.writeUInt8(FORMAT)
  head.writeUInt32BE(jwe.length, 1)
  return Buffer.concat([head, jwe, seal(key, content, about)])
}

/** What was sealed, or null when the key is another, it belongs to something else, or a bit was changed. */
export async function openEnvelope(sealed: Buffer, key: PrivateKey, recipient: Recipient, about: string): Promise<Buffer | null> {
  const contentKey = await unwrapped(sealed, key, recipient, about)
  return contentKey === null ? null : unseal(contentKey, sealed.subarray(startOfContent(sealed)), about)
}

/** Whether it is sealed for that recipient at all, by what it says of itself. */
export function isSealedFor(recipient: Recipient, sealed: Buffer): boolean {
  const { recipients } = JSON.parse(sealed.subarray(1 + LENGTH_BYTES, startOfContent(sealed)).toString('utf8')) as GeneralJWE
  return recipients.some(({ header }) => header?.kid === recipient)
}

const startOfContent = (sealed: Buffer): number => 1 + LENGTH_BYTES + sealed.readUInt32BE(1)

async function unwrapped(sealed: Buffer, key: PrivateKey, recipient: Recipient, about: string): Promise<Buffer | null> {
  try {
    if (sealed[0] !== FORMAT) return null
    const jwe = JSON.parse(sealed.subarray(1 + LENGTH_BYTES, startOfContent(sealed)).toString('utf8')) as GeneralJWE
    const { recipients, ...shared } = jwe
    const own = recipients.find(({ header }) => header?.kid === recipient)
    if (own === undefined || shared.aad !== Buffer.from(about).toString('base64url')) return null
    const { plaintext } = await flattenedDecrypt({ ...shared, ...own }, key, {
      keyManagementAlgorithms: [WRAPPING],
      contentEncryptionAlgorithms: [CONTENT],
    })
    return plaintext.length === KEY_BYTES ? Buffer.from(plaintext) : null
  } catch {
    return null
  }
}
