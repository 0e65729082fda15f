import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import { FileKinds } from '../src/modules/files/file-kinds.js'
import { ScanFiles } from '../src/modules/files/scan-files.js'
import { scanSomeAgain } from '../src/modules/files/scan-queries.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { ClamdStandIn } from './support/clamd-stand-in.js'
import { type Evidence, upload } from './support/evidence.js'
import * as grow from './support/grow.js'
import { problem } from './support/problems.js'
import { auditOf, scanned, scanOf, toldOf } from './support/scanning.js'
import { TestApp } from './support/test-app.js'
import { eventsSeen } from './support/watching.js'
import { anOpenRequirement, aPassingBid, eventsHandled, eventually, openAfterDeadline } from './support/world.js'

describe('Evidence files that are clean by older signatures', () => {
  let clamd: ClamdStandIn
  let test: TestApp

  beforeAll(async () => {
    clamd = await ClamdStandIn.start()
    test = await TestApp.start({ working: true, config: { clamd: clamd.address } })
  })
  afterEach(() => test.signInAll())
  afterAll(async () => {
    await test.stop()
    await clamd.stop()
  })

  const content = (id: string) => test.api('supplier-admin').get(`/files/${id}/content`)

  const submit = (bidId: string) => test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)

  const newer = (): void => {
    newest += 1
    clamd.version = `ClamAV 1.4.3/${newest}/Tue Jan 14 09:30:00 2025`
  }
  let newest = 27_500

  /** Sweeps until the file was looked through by the newest signatures; what the probe was told of those is some seconds old at first. */
  const lookedAtAgain = (id: string, by = newest) =>
    eventually(async () => {
      await test.sweep()
      expect(await againOf(id)).toMatchObject({ by, again: false })
    })

  const againOf = async (id: string) => {
    const [row] = await test.rows<{ scan: string; by: number; again: boolean; for: number | null }>(
      `SELECT scan, signatures AS by, scan_again AS again, scan_again_for AS "for" FROM evidence_file WHERE id = $1`,
      [id],
    )
    return row
  }

  const aCleanFile = async (bidId: string, words: string): Promise<Evidence> => {
    const { body } = await upload(test, bidId, 'a.txt', Buffer.from(words)).expect(201)
    expect(await scanned(test, (body as Evidence).id)).toMatchObject({ scan: 'clean' })
    return body as Evidence
  }

  it('are scanned again once by newer ones, and given out meanwhile and after', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const { id } = await aCleanFile(bidId, 'looked at twice')
    const streams = () => clamd.streams.filter(stream => stream.includes('looked at twice')).length
    await test.sweep()
    expect([await againOf(id), streams()]).toEqual([{ scan: 'clean', by: newest, again: false, for: null }, 1])
    newer()
    await test.app.get(UnitOfWork).run(SYSTEM, tx => scanSomeAgain(tx, test.app.get(FileKinds).all(), newest))
    await content(id).expect(200)
    await submit(bidId)
    await lookedAtAgain(id)
    await test.sweep()
    expect(await againOf(id)).toEqual({ scan: 'clean', by: newest, again: false, for: newest })
    expect(streams()).toBe(2)
    await content(id).expect(200)
    expect(await auditOf(test, bidId)).toHaveLength(1)
  })

  it('and infected by newer ones are given to nobody from then on, and told like any other', async () => {
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const bidId = await aPassingBid(test, requirementId)
    const { id } = await aCleanFile(bidId, 'known tomorrow')
    await submit(bidId)
    await openAfterDeadline(test, requirementId)
    await test.api('buyer-approver').get(`/files/${id}/content`).expect(200)
    clamd.finds.set('known tomorrow', 'Win.Test.Late')
    newer()
    await lookedAtAgain(id)
    await eventsHandled(test)
    expect(await scanOf(test, id)).toMatchObject({ scan: 'infected', finding: 'Win.Test.Late' })
    await test.api('buyer-approver').get(`/files/${id}/content`).expect(problem(409, 'file-infected'))
    expect(await toldOf(test, 'evidence.infected', bidId)).toEqual(['bid-writer', 'supplier-admin'])
    const seen = await eventsSeen(test, '&kind=infected-evidence')
    expect(seen.filter(event => event.requirementId === requirementId)).toMatchObject([{ subjectId: bidId, reason: 'Win.Test.Late' }])
    const outcomes = [{ outcome: 'clean' }, { outcome: 'infected', signatures: newest }]
    expect(await auditOf(test, bidId)).toMatchObject(outcomes)
  })

  it('stay given out where newer ones cannot look into them, or come to no verdict, which is not tried for ever', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const [unscannable, unlucky] = [await aCleanFile(bidId, 'under two passwords'), await aCleanFile(bidId, 'unlucky')]
    clamd.finds.set('under two passwords', 'Heuristics.Encrypted.PDF')
    newer()
    await lookedAtAgain(unscannable.id)
    await content(unscannable.id).expect(200)
    await lookedAtAgain(unlucky.id)
    newer()
    clamd.mood = 'garbles'
    await test.app.get(UnitOfWork).run(SYSTEM, tx => scanSomeAgain(tx, test.app.get(FileKinds).all(), newest))
    for (const again of [true, true, false]) {
      await test.rows('UPDATE evidence_file SET scan_due_at = market_now() WHERE id = $1', [unlucky.id])
      await test.app.get(ScanFiles).scan(unlucky.id)
      expect(await againOf(unlucky.id)).toEqual({ scan: 'clean', by: newest - 1, again, for: newest })
    }
    clamd.mood = 'works'
    await content(unlucky.id).expect(200)
    await test.app.get(UnitOfWork).run(SYSTEM, tx => scanSomeAgain(tx, test.app.get(FileKinds).all(), newest))
    expect(await againOf(unlucky.id)).toMatchObject({ again: false })
    newer()
    await lookedAtAgain(unlucky.id)
  })

  it('wait while anything is due that was never scanned, and are a few at once', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const { id } = await aCleanFile(bidId, 'one of many')
    await test.rows(grow.FILES_OF_A_BID, [30, bidId])
    const counts = await test.app.get(UnitOfWork).run(SYSTEM, async tx => {
      const queued = async (): Promise<number | undefined> => {
        await scanSomeAgain(tx, test.app.get(FileKinds).all(), newest + 1)
        const [row] = await tx.query<{ count: number }[]>('SELECT count(*)::int AS count FROM evidence_file WHERE scan_again')
        return row?.count
      }
      await tx.query(`UPDATE evidence_file SET scan = 'pending', scan_due_at = market_now() WHERE id = $1`, [id])
      const whileDue = await queued()
      await tx.query(`UPDATE evidence_file SET scan = 'clean' WHERE id = $1`, [id])
      const first = await queued()
      // As workers leave them that have taken them.
      await tx.query(`UPDATE evidence_file SET scan_due_at = market_now() + interval '5 minutes' WHERE scan_again`)
      const second = await queued()
      await tx.query('UPDATE evidence_file SET scan_again = false WHERE scan_again')
      return [whileDue, first, second]
    })
    expect(counts).toEqual([0, 20, 20])
  })
})
