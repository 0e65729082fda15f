import {
  createCipheriv,
  createHmac,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto'

const VERSION = 'age-encryption.org/v1'
const MAC = /^--- ([A-Za-z\d+/]{43})\n/m
/** A key wraps one thing only, so its nonce need not change. */
const ZERO_NONCE = Buffer.alloc(12)

/** Longer than the header of any file of ours is. */
export const MOST_HEADER_BYTES = 2_048

/** An X25519 public key, as a JWK. */
export interface AgeRecipient {
  kty?: string
  crv?: string
  x: string
}

/**
 * The header of an age file (https://age-encryption.org/v1): its key wrapped for each recipient, and a MAC over that by the key. There is always a
 * recipient; where none is given, one that nobody has the key of.
 */
export function ageHeader(fileKey: Buffer, recipients: readonly AgeRecipient[]): Buffer {
  const stanzas = (recipients.length === 0 ? [nobody()] : recipients).flatMap(each => stanzaFor(each, fileKey))
  const unsigned = [VERSION, ...stanzas, '---'].join('\n')
  return Buffer.from(`${unsigned} ${unpadded(macOf(fileKey, unsigned))}\n`)
}

/** How long the header is that the bytes begin with, or null where it is not one of a file with this key. */
export function lengthOfHeader(beginning: Buffer, fileKey: Buffer): number | null {
  const text = beginning.toString('latin1')
  const end = MAC.exec(text)
  if (!text.startsWith(`${VERSION}\n`) || end === null) return null
  const mac = macOf(fileKey, text.slice(0, end.index + '---'.length))
  return timingSafeEqual(Buffer.from(String(end[1]), 'base64'), mac) ? end.index + end[0].length : null
}

function stanzaFor(recipient: AgeRecipient, fileKey: Buffer): string[] {
  const publicKey = createPublicKey({ key: { ...recipient }, format: 'jwk' })
  const ephemeral = generateKeyPairSync('x25519')
  const [share, salt] = [rawOf(ephemeral.publicKey), Buffer.concat([rawOf(ephemeral.publicKey), rawOf(publicKey)])]
  const secret = diffieHellman({ privateKey: ephemeral.privateKey, publicKey })
  const cipher = createCipheriv('chacha20-poly1305', derived(secret, salt, `${VERSION}/X25519`), ZERO_NONCE, { authTagLength: 16 })
  const wrapped = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()])
  return [`-> X25519 ${unpadded(share)}`, unpadded(wrapped)]
}

const nobody = (): AgeRecipient => generateKeyPairSync('x25519').publicKey.export({ format: 'jwk' }) as AgeRecipient

const rawOf = (key: KeyObject): Buffer => Buffer.from(String(key.export({ format: 'jwk' }).x), 'base64url')

const macOf = (fileKey: Buffer, unsigned: string): Buffer =>
  createHmac('sha256', derived(fileKey, Buffer.alloc(0), 'header'))
    .update(unsigned, 'latin1')
    .digest()

const derived = (key: Buffer, salt: Buffer, info: string): Buffer => Buffer.from(hkdfSync('sha256', key, salt, info, 32))

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '')
