import { describe, expect, it } from '@jest/globals'

import { isBase64url, keysById, privateKeyOf, type PublicKey, publicKeyOf, thumbprintOf } from './receipt-key.js'

/** The key pair of RFC 8037, appendix A. */
const SEED = Buffer.from('nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A', 'base64url')
const KEY: PublicKey = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
const KID = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k'

describe('A receipt key', () => {
  it('is the pair and has the thumbprint that RFC 8037 gives', () => {
    expect(publicKeyOf(privateKeyOf(SEED))).toEqual(KEY)
    expect(thumbprintOf(KEY)).toBe(KID)
  })

  it('is found in a published set by its thumbprint, whatever it calls itself', () => {
    expect(keysById({ keys: [{ ...KEY, kid: 'other', use: 'sig' }] })).toEqual(new Map([[KID, expect.objectContaining(KEY)]]))
  })

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'keys'],
    ['no list', { keys: KEY }],
    ['an empty list', { keys: [] }],
    ['a list of nothing', { keys: [null, 1, 'x', [], {}] }],
    ['another kind of key', { keys: [{ ...KEY, kty: 'EC' }] }],
    ['another curve', { keys: [{ ...KEY, crv: 'Ed448' }] }],
    ['a short key', { keys: [{ ...KEY, x: KEY.x.slice(0, -2) }] }],
    ['a key spelt otherwise', { keys: [{ ...KEY, x: `${KEY.x}=` }] }],
    ['a key that is no text', { keys: [{ ...KEY, x: [KEY.x] }] }],
  ])('is not found in %s', (_, set) => {
    expect(keysById(set).size).toBe(0)
  })
})

describe('isBase64url', () => {
  it.each<[string, number, boolean]>([
    ['', 0, true],
    ['AA', 1, true],
    ['AB', 1, false],
    ['AA==', 1, false],
    ['A A', 1, false],
    ['+/8', 2, false],
    ['-_8', 2, true],
    ['-_8', 3, false],
  ])('says of %j as %d bytes: %s', (text, bytes, is) => {
    expect(isBase64url(text, bytes)).toBe(is)
  })
})
