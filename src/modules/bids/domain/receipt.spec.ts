import { createHash, createPublicKey, verify } from 'node:crypto'

import { describe, expect, it } from '@jest/globals'
import canonicalize from 'canonicalize'
import fc from 'fast-check'

import { faultsOf, type Receipt, type ReceiptFacts, type ReceiptFault, signReceipt } from './receipt.js'
import { keysById, privateKeyOf, publicKeyOf } from './receipt-key.js'
import { readReceipt } from './receipt-shape.js'

const SALT = '5a'.repeat(32)
const CONTENT = 'c0'.repeat(32)
const hashOf = (hex: string): string => `sha256-${createHash('sha256').update(Buffer.from(hex, 'hex')).digest('hex')}`

const FACTS: ReceiptFacts = {
  bidId: '01a20995-0837-7060-9f0c-0bd57930f939',
  requirementId: '01a20995-0774-7280-b3bb-b0e79587144b',
  version: 3,
  receivedAt: '2026-11-23T18:05:20.729332Z',
  contentCommitment: hashOf(SALT + CONTENT),
  files: [{ id: '01a20995-0999-7060-9f0c-0bd57930f939', sha256: '1f'.repeat(32) }],
  reportHash: `sha256-${'4e'.repeat(32)}`,
  previousCheckpoint: { stream: 'organisation:01a20995-0001-7060-9f0c-0bd57930f939', sequence: 12, head: `sha256-${'7d'.repeat(32)}` },
}

const PRIVATE_KEY = privateKeyOf(Buffer.alloc(32, 7))
const RECEIPT = signReceipt(FACTS, PRIVATE_KEY)
const KEYS = keysById({ keys: [publicKeyOf(privateKeyOf(Buffer.alloc(32, 8))), publicKeyOf(PRIVATE_KEY)] })
const BESIDE = { salt: SALT, contentHash: `sha256-${CONTENT}` }

/** How a receipt is answered that was sent as JSON: refused as none, or with its faults. */
function answerTo(given: unknown, keys = KEYS): 'not-a-receipt' | ReceiptFault[] {
  const sent = JSON.parse(JSON.stringify(given)) as unknown
  try {
    return faultsOf(readReceipt(sent), keys)
  } catch (error) {
    expect(error).toMatchObject({ code: 'not-a-receipt' })
    return 'not-a-receipt'
  }
}

const isRefused = (given: unknown): boolean => {
  const answer = answerTo(given)
  return answer === 'not-a-receipt' || answer.length > 0
}

describe('A receipt', () => {
  it('is signed over the canonical bytes of all its members but the signature, so that anybody can check it with other means', () => {
    const { signature, ...covered } = RECEIPT
    const key = createPublicKey({ key: { ...publicKeyOf(PRIVATE_KEY) }, format: 'jwk' })
    expect(verify(null, Buffer.from(String(canonicalize(covered))), key, Buffer.from(signature, 'base64url'))).toBe(true)
    expect(Object.keys(RECEIPT).toSorted()).toEqual([...Object.keys(FACTS), 'kid', 'signature'].toSorted())
  })

  it.each<[string, object, 'not-a-receipt' | ReceiptFault[]]>([
    ['as it was signed', RECEIPT, []],
    ['with its members in another order', Object.fromEntries(Object.entries(RECEIPT).toReversed()), []],
    ['with salt and content hash', { ...RECEIPT, ...BESIDE }, []],
    ['with the salt alone', { ...RECEIPT, salt: SALT }, []],
    ['with the content hash alone', { ...RECEIPT, contentHash: BESIDE.contentHash }, []],
    ['with another salt', { ...RECEIPT, ...BESIDE, salt: 'a5'.repeat(32) }, ['commitment-wrong']],
    ['with another content hash', { ...RECEIPT, ...BESIDE, contentHash: hashOf('') }, ['commitment-wrong']],
    ['with half a salt', { ...RECEIPT, ...BESIDE, salt: '5a'.repeat(16) }, 'not-a-receipt'],
    ['with a salt that is nothing', { ...RECEIPT, ...BESIDE, salt: null }, 'not-a-receipt'],
    ['of another version', { ...RECEIPT, version: 4 }, ['signature-wrong']],
    ['a microsecond earlier', { ...RECEIPT, receivedAt: '2026-11-23T18:05:20.729331Z' }, ['signature-wrong']],
    ['without its file', { ...RECEIPT, files: [] }, ['signature-wrong']],
    ['with the file twice', { ...RECEIPT, files: [...FACTS.files, ...FACTS.files] }, ['signature-wrong']],
    ['with one member more', { ...RECEIPT, rank: 1 }, ['signature-wrong']],
    ['with a name that objects have', JSON.parse(`{"__proto__":{},${JSON.stringify(RECEIPT).slice(1)}`) as object, ['signature-wrong']],
    ['with one member more in a part', { ...RECEIPT, previousCheckpoint: { ...FACTS.previousCheckpoint, at: 1 } }, ['signature-wrong']],
    ['of a key nobody knows', signReceipt(FACTS, privateKeyOf(Buffer.alloc(32, 9))), ['key-unknown']],
    [
      'signed with another key than it names',
      { ...signReceipt(FACTS, privateKeyOf(Buffer.alloc(32, 8))), kid: RECEIPT.kid },
      ['signature-wrong'],
    ],
    [
      'naming another key than signed it',
      { ...RECEIPT, kid: signReceipt(FACTS, privateKeyOf(Buffer.alloc(32, 8))).kid },
      ['signature-wrong'],
    ],
    ['without a signature', { ...RECEIPT, signature: undefined }, 'not-a-receipt'],
    ['with an empty signature', { ...RECEIPT, signature: '' }, 'not-a-receipt'],
    ['with a signature of zeros', { ...RECEIPT, signature: 'A'.repeat(86) }, ['signature-wrong']],
    ['with a padded signature', { ...RECEIPT, signature: `${RECEIPT.signature}==` }, 'not-a-receipt'],
    ['unsigned, as version 0.1.0 gave it', FACTS, 'not-a-receipt'],
    ['that is a list', [RECEIPT], 'not-a-receipt'],
  ])('%s is answered as it should be', (_, given, answer) => {
    expect(answerTo(given)).toEqual(answer)
  })

  it('is refused in every other spelling of its signature: decoders forgive what strict reading does not', () => {
    const bytes = Buffer.from(RECEIPT.signature, 'base64url')
    const spellings = Array.from(
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_',
      last => RECEIPT.signature.slice(0, -1) + last,
    )
    const alike = spellings.filter(signature => Buffer.from(signature, 'base64url').equals(bytes))
    expect(alike.length).toBeGreaterThan(1)
    expect(alike.filter(signature => !isRefused({ ...RECEIPT, signature }))).toEqual([RECEIPT.signature])
    expect(isRefused({ ...RECEIPT, signature: ` ${RECEIPT.signature}` })).toBe(true)
  })

  it('is refused when its signature is the right one with the order of the group added', () => {
    const bytes = Buffer.from(RECEIPT.signature, 'base64url')
    const order = (1n << 252n) + 27742317777372353535851937790883648493n
    const scalar = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + order
    const other = Buffer.from(scalar.toString(16).padStart(64, '0'), 'hex').reverse()
    const signature = Buffer.concat([bytes.subarray(0, 32), other]).toString('base64url')
    expect(answerTo({ ...RECEIPT, signature })).toEqual(['signature-wrong'])
  })

  it('is refused when any member is anything else', () => {
    const names = Object.keys(RECEIPT) as (keyof Receipt)[]
    fc.assert(
      fc.property(fc.constantFrom(...names), fc.oneof(fc.jsonValue({ stringUnit: 'binary' }), fc.constant(undefined)), (name, value) => {
        fc.pre(JSON.stringify(value) !== JSON.stringify(RECEIPT[name]))
        expect(isRefused({ ...RECEIPT, [name]: value })).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it('is refused when any one character of it is another', () => {
    const text = JSON.stringify(RECEIPT)
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.constantFrom(...Array.from('0123456789abcdefABCDEF-_zZ"}{ ')), (place, character) => {
        fc.pre(text[place] !== character)
        const changed = text.slice(0, place) + character + text.slice(place + 1)
        const parsed = parsedOrNull(changed)
        fc.pre(parsed !== null && canonicalize(parsed) !== canonicalize(RECEIPT))
        expect(isRefused(parsed)).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is refused with any member added or taken away', () => {
    const strangers = fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ stringUnit: 'binary' }), { minKeys: 1, maxKeys: 3 })
    fc.assert(
      fc.property(strangers, more => {
        fc.pre(Object.keys(more).every(name => !(name in RECEIPT) && !(name in BESIDE)))
        expect(isRefused({ ...RECEIPT, ...more })).toBe(true)
      }),
      { numRuns: 500 },
    )
    for (const name of Object.keys(RECEIPT)) expect(answerTo({ ...RECEIPT, [name]: undefined })).toBe('not-a-receipt')
  })

  it('is refused with any other key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), seed => {
        fc.pre(!Buffer.from(seed).equals(Buffer.alloc(32, 7)))
        const other = publicKeyOf(privateKeyOf(Buffer.from(seed)))
        expect(answerTo(RECEIPT, new Map([[RECEIPT.kid, other]]))).toEqual(['signature-wrong'])
        expect(answerTo(RECEIPT, keysById({ keys: [other] }))).toEqual(['key-unknown'])
      }),
    )
  })

  it('is never taken for one by what is garbage, and nothing throws but the refusal', () => {
    const almost = fc.record(
      Object.fromEntries(Object.entries(RECEIPT).map(([name, value]) => [name, fc.oneof(fc.constant(value), fc.jsonValue())])),
      {
        requiredKeys: [],
      },
    )
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }), almost), given => {
        fc.pre(canonicalize(given) !== canonicalize(RECEIPT))
        expect(isRefused(given)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  it.each<[string, unknown]>([
    ['half a surrogate pair in a value', '\ud800'],
    ['half a surrogate pair in a name', { '\udc00': 1 }],
    ['a nesting beyond measure', JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)],
  ])('has no canonical bytes with %s, and is refused', (_, strange) => {
    expect(faultsOf(readReceipt({ ...RECEIPT, strange }), KEYS)).toEqual(['signature-wrong'])
  })

  it('is refused with a key that is no point of the curve', () => {
    const none = { kty: 'OKP', crv: 'Ed25519', x: Buffer.alloc(32, 0xff).toString('base64url') } as const
    expect(answerTo(RECEIPT, new Map([[RECEIPT.kid, none]]))).toEqual(['signature-wrong'])
  })
})

function parsedOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
