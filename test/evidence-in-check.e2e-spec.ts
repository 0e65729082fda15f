import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { aPdf, SMALL_FILES } from '../src/modules/files/files.fixture.js'
import { newId } from '../src/shared/ids.js'
import { aFile, type Evidence, storedFiles, upload } from './support/evidence.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, answer, aWorkingCopy, GOLDEN } from './support/world.js'

describe('Evidence files in the check', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const aBid = async (): Promise<string> => aWorkingCopy(test, await anOpenRequirement(test))

  /** The low-tier bid with a certificate claimed, proved by the file of that id. */
  const reportWith = async (bidId: string, file: string): Promise<{ outcome: string; findings: { rule: string }[] }> => {
    await answer(test, bidId, { ...GOLDEN.passing, Q704: { value: ['cyber_essentials'], itemFiles: { cyber_essentials: [file] } } })
    return (await test.api('supplier-admin').post(`/bids/${bidId}/ethics-check`).expect(200)).body as never
  }

  const rulesWith = async (bidId: string, file: string): Promise<string[]> =>
    (await reportWith(bidId, file)).findings.map(({ rule }) => rule)

  it('count when they are there and open, scanned or not', async () => {
    const bidId = await aBid()
    expect(await rulesWith(bidId, (await aFile(test, bidId)).id)).not.toContain('SR-03')
  })

  it('count as no file when they are of another bid, taken out, unknown, broken off, or infected', async () => {
    const bidId = await aBid()
    const foreign = await aFile(test, await aBid())
    const removed = await aFile(test, bidId)
    await test.api('bid-writer').delete(`/files/${removed.id}`).expect(204)
    const { body: broken } = await upload(test, bidId, 'broken.pdf', SMALL_FILES.pdf.subarray(0, -8)).expect(201)
    expect(broken).toMatchObject({ readable: false })
    const infected = await aFile(test, bidId)
    await test.rows(`UPDATE evidence_file SET scan = 'infected' WHERE id = $1`, [infected.id])
    for (const file of [foreign.id, removed.id, newId(), 'x', (broken as Evidence).id, infected.id])
      expect(await rulesWith(bidId, file)).toContain('SR-03')
    await test.api('bid-writer').get(`/files/${infected.id}/content`).expect(problem(409, 'file-infected'))
  })

  it('are asked for their date of issue', async () => {
    const bidId = await aBid()
    const { body } = await upload(test, bidId, 'a.pdf', aPdf('undated')).expect(201)
    const { id } = body as Evidence
    expect(await rulesWith(bidId, id)).toContain('SR-04')
    await test.api('bid-writer').patch(`/files/${id}`).set('If-Match', '"1"').send({ issueDate: '2026-07-13' }).expect(200)
    expect(await rulesWith(bidId, id)).not.toContain('SR-04')
  })
})

describe('Evidence files sent again', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const aBid = async (): Promise<string> => aWorkingCopy(test, await anOpenRequirement(test))

  const send = (bidId: string, key: string, bytes: Buffer, issuer = 'x') =>
    upload(test, bidId, 'a.pdf', bytes, { issuer }).set('Idempotency-Key', key)

  it('with the same key are the same file, once; with other bytes or words they are refused', async () => {
    const bidId = await aBid()
    const before = (await storedFiles(test)).length
    const { body } = await send(bidId, 'k1', SMALL_FILES.pdf).expect(201)
    expect((await send(bidId, 'k1', SMALL_FILES.pdf).expect(201)).body).toEqual(body)
    await send(bidId, 'k1', aPdf('other')).expect(problem(422, 'idempotency-key-reused'))
    await send(bidId, 'k1', SMALL_FILES.pdf, 'other').expect(problem(422, 'idempotency-key-reused'))
    expect(await storedFiles(test)).toHaveLength(before + 1)
    await test
      .api('bid-writer')
      .get(`/bids/${bidId}/files`)
      .expect(({ body: page }) => {
        expect((page as { items: object[] }).items).toHaveLength(1)
      })
  })

  it('six times at once with one key are one file', async () => {
    const bidId = await aBid()
    const before = (await storedFiles(test)).length
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(bidId, 'k2', SMALL_FILES.pdf)))
    for (const { status } of answers) expect([201, 409]).toContain(status)
    expect(await storedFiles(test)).toHaveLength(before + 1)
    expect(await test.rows('SELECT FROM evidence_file WHERE bid_id = $1', [bidId])).toHaveLength(1)
  })
})
