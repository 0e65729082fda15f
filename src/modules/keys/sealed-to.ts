import { generalDecrypt, GeneralEncrypt, type GeneralJWE } from 'jose'

import type { PrivateKey, PublicKey } from './key-service.js'

const [WRAPPING, CONTENT] = ['ECDH-ES+A256KW', 'A256GCM'] as const

/** Seals a few bytes for whoever holds the private key, as JWE (RFC 7516, general JSON serialisation). `about` says what they are, and they open as nothing else. */
export async function sealTo(key: PublicKey, content: Buffer, about: string): Promise<Buffer> {
  const sealed = await new GeneralEncrypt(content)
    .setProtectedHeader({ alg: WRAPPING, enc: CONTENT })
    .setAdditionalAuthenticatedData(Buffer.from(about))
    .addRecipient(key)
    .encrypt()
  return Buffer.from(JSON.stringify(sealed))
}

/** What was sealed, or null when it is for another key, about something else, or was changed. */
export async function openSealedTo(sealed: Buffer, key: PrivateKey, about: string): Promise<Buffer | null> {
  try {
    const jwe = JSON.parse(sealed.toString('utf8')) as GeneralJWE
    if (jwe.aad !== Buffer.from(about).toString('base64url')) return null
    const { plaintext } = await generalDecrypt(jwe, key, { keyManagementAlgorithms: [WRAPPING], contentEncryptionAlgorithms: [CONTENT] })
    return Buffer.from(plaintext)
  } catch {
    return null
  }
}
