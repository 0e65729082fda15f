import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { verifyLogNow } from '../src/modules/audit/verify-log.js'
import type { Receipt } from '../src/modules/bids/domain/receipt.js'
import { headsInReceipt } from '../src/modules/bids/verify-receipt-file.js'
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

  it('a receipt is genuine, or changed, or nothing to judge', async () => {
    const published = await save('keys.json', keys)
    const verify = async (content: unknown) => run(NOTHING_ELSE, 'verify-receipt', await save('receipt.json', content), '--keys', published)
    expect(await verify(receipt)).toEqual({ code: 0, said: expect.stringContaining('agrees with the salt and the content hash beside it') })
    expect(await verify({ ...receipt, version: 2 })).toEqual({ code: 1, said: expect.stringContaining('The receipt is NOT genuine.') })
    expect(await verify({})).toEqual({ code: 2, said: expect.stringContaining('holds no signed receipt') })
  })

  it.each([[['verify-receipt']], [['verify-log', '--head', 'a', '--receipt', 'b']]])('%j is answered with the usage', async parameters => {
    expect(await run({}, ...parameters)).toEqual({ code: 2, said: expect.stringContaining('verify-receipt FILE') })
  })

  it('bids are held to a receipt that was kept: one that is not on record shows', async () => {
    const [kept, published] = [await save('receipt.json', { ...receipt, version: 2 }), await save('keys.json', keys)]
    const { code, said } = await run({ DATABASE_URL: test.config.databaseUrl }, 'verify-bids', '--receipt', kept, '--keys', published)
    const finding = `FAULT bid ${receipt.bidId} version 2: a receipt that was kept outside is not the one on record`
    expect([code, said]).toEqual([1, expect.stringContaining(`${finding}\n2 chains, `)])
    expect(said).toContain('1 bids, 1 versions, 0 openings, 1 faults')
  })

  it('the log is held to the head that a receipt carries: a chain rewritten with right hashes shows', async () => {
    const { stream, sequence } = receipt.previousCheckpoint
    const file = await save('receipt.json', receipt)
    await withDataSource(test.ownerUrl, async source => {
      expect((await verifyLogNow(source, await headsInReceipt(file))).faults).toEqual([])
      await source.query('ALTER TABLE audit_event DISABLE TRIGGER USER')
      const tamperer = new Tamperer(source.manager, stream)
      await tamperer.change(1, `action = 'bid.withdrawn'`)
      await tamperer.rehash()
      await tamperer.fixHead()
      expect((await verifyLogNow(source)).faults).toEqual([])
    })
    const { code, said } = await run({ DATABASE_URL: test.config.databaseUrl }, 'verify-log', '--receipt', file)
    expect([code, said]).toEqual([1, expect.stringContaining(`FAULT ${stream} event ${sequence}: cut or rewritten`)])
  })
})
