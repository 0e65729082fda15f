import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { InputFileUnusable } from '../../shared/input-file.js'
import { signReceipt } from './domain/receipt.js'
import { privateKeyOf, publicKeyOf } from './domain/receipt-key.js'
import { headsInReceipt, verifyReceiptFile } from './verify-receipt-file.js'

const KEY = privateKeyOf(Buffer.alloc(32, 7))
const ANOTHER = privateKeyOf(Buffer.alloc(32, 8))

const STREAM = 'organisation:01a20995-0001-7060-9f0c-0bd57930f939'
const FACTS = {
  bidId: '01a20995-0837-7060-9f0c-0bd57930f939',
  requirementId: '01a20995-0774-7280-b3bb-b0e79587144b',
  version: 3,
  receivedAt: '2026-11-23T18:05:20.729332Z',
  contentCommitment: `sha256-${'c0'.repeat(32)}`,
  files: [],
  reportHash: `sha256-${'4e'.repeat(32)}`,
  previousCheckpoint: { stream: STREAM, sequence: 12, head: `sha256-${'7d'.repeat(32)}` },
}
const RECEIPT = signReceipt(FACTS, KEY)
const KEYS = { keys: [publicKeyOf(KEY)] }

describe('A receipt in a file', () => {
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-receipt-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const save = async (name: string, content: unknown): Promise<string> => {
    const file = join(folder, name)
    await writeFile(file, typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content))
    return file
  }
  const judge = async (receipt: unknown, keys: unknown = KEYS) =>
    verifyReceiptFile(await save('receipt.json', receipt), await save('keys.json', keys))

  it.each<[string, unknown, unknown, boolean, string]>([
    ['is genuine', RECEIPT, KEYS, true, 'The receipt is genuine: the holder of the key signed exactly this.\n'],
    ['says what was received, and when', RECEIPT, KEYS, true, 'received     2026-11-23T18:05:20.729332Z\n'],
    ['says that its content was not compared', { ...RECEIPT, salt: '00'.repeat(32) }, KEYS, true, 'not compared: that takes salt'],
    ['was changed', { ...RECEIPT, version: 2 }, KEYS, false, 'The receipt is NOT genuine.\n  The signature is not of this text'],
    ['is of a key nobody knows', signReceipt(FACTS, ANOTHER), KEYS, false, 'It names a key that is not among the published ones.'],
    ['is judged by another’s keys', RECEIPT, { keys: [publicKeyOf(ANOTHER)] }, false, 'It names a key that is not among'],
    [
      'has the salt of another',
      { ...RECEIPT, salt: '00'.repeat(32), contentHash: FACTS.reportHash },
      KEYS,
      false,
      'The signature is right, but',
    ],
  ])('%s', async (_, receipt, keys, genuine, words) => {
    expect(await judge(receipt, keys)).toEqual({ genuine, words: expect.stringContaining(words) })
  })

  it.each<[string, unknown, unknown, string]>([
    ['no keys are there', RECEIPT, { keys: [] }, 'keys.json holds no Ed25519 public key.'],
    ['it is unsigned, as 0.1.0 gave it', FACTS, KEYS, 'holds no signed receipt.\n  kid is missing.\n  signature is missing.'],
    ['it is no JSON', '{', KEYS, 'receipt.json is not JSON.'],
    ['it is nested beyond measure', '['.repeat(1_000_000), KEYS, 'receipt.json is not JSON.'],
    ['it is no text', Buffer.from([0x22, 0xff, 0x22]), KEYS, 'receipt.json cannot be read'],
    ['it is larger than any', ' '.repeat(16_777_217), KEYS, 'receipt.json is larger than 16 MiB.'],
  ])('is not judged when %s', async (_, receipt, keys, words) => {
    const judging = judge(receipt, keys)
    await expect(judging).rejects.toThrow(words)
    await expect(judging).rejects.toBeInstanceOf(InputFileUnusable)
  })

  it('carries a head of its supplier’s chain', async () => {
    expect(await headsInReceipt(await save('receipt.json', RECEIPT))).toEqual({ [STREAM]: { length: 12, head: '7d'.repeat(32) } })
  })
})
