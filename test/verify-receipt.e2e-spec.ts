import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { type Receipt, signReceipt } from '../src/modules/bids/domain/receipt.js'
import { privateKeyOf, publicKeyOf } from '../src/modules/bids/domain/receipt-key.js'
import { withDataSource } from '../src/shared/database/data-source.js'
import { Operator } from './support/product.js'
import { Tamperer } from './support/tamper.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid } from './support/world.js'

/** No database is there and no setting is right: neither is looked at. */
const NOTHING_ELSE = { NODE_ENV: 'production', DATABASE_URL: 'none', PORT: 'x' }

describe('On the command line', () => {
  const operator = new Operator()
  let test: TestApp
  let folder: string
  let receipt: Receipt
  let keys: { keys: object[] }

  beforeAll(async () => {
    test = await TestApp.start()
    folder = await operator.aFolder()
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    receipt = (await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)).body as Receipt
    keys = (await test.app.inject({ url: '/.well-known/receipt-keys.json' })).json<typeof keys>()
  })
  afterAll(async () => {
    await operator.putAway()
    await test.stop()
  })

  const save = async (name: string, content: unknown): Promise<string> => {
    const file = join(folder, name)
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
    return file
  }

  const run = async (environment: Record<string, string>, ...parameters: string[]): Promise<{ code: number | null; said: string }> => {
    const running = operator.run('cli', environment, ...parameters)
    const { code } = await running.ended
    const said = running.out + running.errors
    expect(said).not.toMatch(/^\s+at /m)
    return { code, said }
  }

  describe('a receipt', () => {
    const anotherKey = privateKeyOf(Buffer.alloc(32, 7))

    it.each<[string, () => unknown, () => unknown, number, string]>([
      ['that is genuine', () => receipt, () => keys, 0, 'The receipt is genuine: the holder of the key signed exactly this.\n'],
      ['with its content', () => receipt, () => keys, 0, 'agrees with the salt and the content hash beside it'],
      ['without its salt', () => ({ ...receipt, salt: undefined }), () => keys, 0, 'not compared: that takes salt'],
      [
        'that was changed',
        () => ({ ...receipt, version: 2 }),
        () => keys,
        1,
        'The receipt is NOT genuine.\n  The signature is not of this text',
      ],
      [
        'of a key nobody knows',
        () => signReceipt(receipt, anotherKey),
        () => keys,
        1,
        'It names a key that is not among the published ones.',
      ],
      ['by another’s keys', () => receipt, () => ({ keys: [publicKeyOf(anotherKey)] }), 1, 'It names a key that is not among'],
      ['by no keys', () => receipt, () => ({ keys: [] }), 2, 'keys.json holds no Ed25519 public key.'],
      [
        'without kid and signature',
        () => ({ ...receipt, kid: undefined, signature: undefined }),
        () => keys,
        2,
        'A signed receipt has signature.',
      ],
      ['that is no JSON', () => '{', () => keys, 2, 'receipt.json is not JSON.'],
      ['that is nested beyond measure', () => '['.repeat(1_000_000), () => keys, 2, 'receipt.json is not JSON.'],
      ['that is larger than any', () => ' '.repeat(16_777_217), () => keys, 2, 'receipt.json is larger than 16 MiB.'],
    ])('%s', async (_, given, by, exitCode, words) => {
      const files = [await save('receipt.json', given()), await save('keys.json', by())] as const
      const { code, said } = await run(NOTHING_ELSE, 'verify-receipt', files[0], '--keys', files[1])
      expect([code, said]).toEqual([exitCode, expect.stringContaining(words)])
    })

    it('that is not there', async () => {
      const { code, said } = await run(NOTHING_ELSE, 'verify-receipt', join(folder, 'nothing.json'))
      expect([code, said]).toEqual([2, `${join(folder, 'nothing.json')} cannot be read (ENOENT).\n`])
    })

    it.each([[['verify-receipt']], [['verify-log', '--head', 'a', '--receipt', 'b']]])(
      '%j is answered with the usage',
      async parameters => {
        const { code, said } = await run({}, ...parameters)
        expect([code, said]).toEqual([2, expect.stringContaining('verify-receipt FILE')])
      },
    )
  })

  it('the log is held to the head that a receipt carries: a chain rewritten with right hashes shows', async () => {
    const { stream, sequence } = receipt.previousCheckpoint
    const file = await save('receipt.json', receipt)
    const environment = { DATABASE_URL: test.config.databaseUrl }
    expect(await run(environment, 'verify-log', '--receipt', file)).toMatchObject({ code: 0, said: expect.stringMatching(/, 0 faults\n$/) })
    await withDataSource(test.ownerUrl, async source => {
      await source.query('ALTER TABLE audit_event DISABLE TRIGGER USER')
      const tamperer = new Tamperer(source.manager, stream)
      await tamperer.change(1, `action = 'bid.withdrawn'`)
      await tamperer.rehash()
      await tamperer.fixHead()
    })
    expect((await run(environment, 'verify-log')).code).toBe(0)
    const { code, said } = await run(environment, 'verify-log', '--receipt', file)
    expect([code, said]).toEqual([1, expect.stringContaining(`FAULT ${stream} event ${sequence}: cut or rewritten`)])
    expect(await run(environment, 'verify-log', '--receipt', await save('no.json', {}))).toMatchObject({
      code: 1,
      said: expect.stringContaining('holds no signed receipt'),
    })
  })
})
