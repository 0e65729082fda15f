import { describe, expect, it } from '@jest/globals'
import { exportJWK, generateKeyPair } from 'jose'

import type { PrivateKey, PublicKey } from '../keys/key-service.js'
import { aboutEnvelope, openEnvelope, type Recipient, sealEnvelope } from './envelope.js'

const CONTENT = Buffer.from('{"price":"12.50"}')
const HERE = aboutEnvelope('quality', 'one', 1)

async function aPair(): Promise<{ publicKey: PublicKey; privateKey: PrivateKey }> {
  const pair = await generateKeyPair('ECDH-ES+A256KW', { crv: 'X25519', extractable: true })
  return { publicKey: (await exportJWK(pair.publicKey)) as PublicKey, privateKey: (await exportJWK(pair.privateKey)) as PrivateKey }
}

describe('An envelope', () => {
  const made = async () => {
    const [opening, supplier, other] = await Promise.all([aPair(), aPair(), aPair()])
    const sealed = sealEnvelope(CONTENT, { opening: opening.publicKey, supplier: supplier.publicKey }, HERE)
    return { opening, supplier, other, sealed }
  }

  it('opens for each of its recipients and for nobody else', async () => {
    const { opening, supplier, other, sealed } = await made()
    expect(sealed.includes('price')).toBe(false)
    expect(await openEnvelope(sealed, opening.privateKey, 'opening', HERE)).toEqual(CONTENT)
    expect(await openEnvelope(sealed, supplier.privateKey, 'supplier', HERE)).toEqual(CONTENT)
    for (const recipient of ['opening', 'supplier'] as Recipient[])
      expect(await openEnvelope(sealed, other.privateKey, recipient, HERE)).toBeNull()
    expect(await openEnvelope(sealed, supplier.privateKey, 'opening', HERE)).toBeNull()
  })

  it.each([aboutEnvelope('price', 'one', 1), aboutEnvelope('quality', 'two', 1), aboutEnvelope('quality', 'one', 2)])(
    'does not open as %s',
    async elsewhere => {
      const { opening, sealed } = await made()
      expect(await openEnvelope(sealed, opening.privateKey, 'opening', elsewhere)).toBeNull()
    },
  )

  it('does not open cut, or changed in its last byte, in its key or at its beginning', async () => {
    const { opening, sealed } = await made()
    for (const length of [0, 1, 4, 5, 100, sealed.length - 1])
      expect(await openEnvelope(sealed.subarray(0, length), opening.privateKey, 'opening', HERE)).toBeNull()
    const tagOfKeys = sealed.indexOf('"tag":"') + 8
    for (const place of [0, 1, 5, tagOfKeys, sealed.length - 1]) {
      const changed = Buffer.from(sealed)
      changed[place] = (changed[place] ?? 0) ^ 1
      expect(await openEnvelope(changed, opening.privateKey, 'opening', HERE)).toBeNull()
    }
  })
})
