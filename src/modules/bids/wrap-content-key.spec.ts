import { randomBytes } from 'node:crypto'

import { describe, expect, it } from '@jest/globals'
import { exportJWK, generalDecrypt, type GeneralJWE, generateKeyPair } from 'jose'

import type { PrivateKey, PublicKey } from '../keys/key-service.js'
import { CONTENT, wrapKey, WRAPPING } from './wrap-content-key.js'

const ABOUT = 'quality of bid one version 1'
const RECIPIENTS = ['opening', 'supplier']

async function aRecipient(kid: string): Promise<{ kid: string; key: PublicKey; privateKey: PrivateKey }> {
  const pair = await generateKeyPair(WRAPPING, { crv: 'X25519', extractable: true })
  return { kid, key: (await exportJWK(pair.publicKey)) as PublicKey, privateKey: (await exportJWK(pair.privateKey)) as PrivateKey }
}

/** By a library that knows the standard and nothing of ours. */
async function opened(jwe: GeneralJWE, key: PrivateKey): Promise<Buffer | null> {
  const algorithms = { keyManagementAlgorithms: [WRAPPING], contentEncryptionAlgorithms: [CONTENT] }
  const result = await generalDecrypt(jwe, key, algorithms).catch(() => null)
  return result === null ? null : Buffer.from(result.plaintext)
}

describe('A content key as JWE', () => {
  it('is opened by jose for each recipient, and by nobody else’s key', async () => {
    const recipients = await Promise.all(RECIPIENTS.map(aRecipient))
    const [key, other] = [randomBytes(32), await aRecipient('other')]
    const jwe = wrapKey(key, recipients, ABOUT)
    for (const { privateKey } of recipients) expect(await opened(jwe, privateKey)).toEqual(key)
    expect(await opened(jwe, other.privateKey)).toBeNull()
    expect(jwe.recipients.map(({ header }) => header?.kid)).toEqual(RECIPIENTS)
    expect(JSON.stringify(jwe)).not.toContain('"d"')
  })

  it.each(['aad', 'ciphertext', 'iv', 'protected', 'tag'] as const)('is not opened with another %s', async member => {
    const recipient = await aRecipient('opening')
    const [one, other] = [ABOUT, 'price of bid one version 1'].map(about => wrapKey(randomBytes(32), [recipient], about))
    const changed = { ...one, [member]: member === 'protected' ? Buffer.from('{"enc":"A128GCM"}').toString('base64url') : other?.[member] }
    expect(await opened(changed as GeneralJWE, recipient.privateKey)).toBeNull()
  })

  it('is never wrapped twice with the same bytes', async () => {
    const recipient = await aRecipient('opening')
    const key = Buffer.alloc(32)
    const made = [1, 2].map(() => wrapKey(key, [recipient, recipient], ABOUT))
    const parts = made.flatMap(jwe => [
      jwe.iv,
      jwe.ciphertext,
      ...jwe.recipients.flatMap(({ header, encrypted_key }) => [JSON.stringify(header?.['epk']), encrypted_key]),
    ])
    expect(new Set(parts).size).toBe(parts.length)
  })
})
