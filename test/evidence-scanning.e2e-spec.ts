import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import { ScanFiles } from '../src/modules/files/scan-files.js'
import { type ClamdMood, ClamdStandIn } from './support/clamd-stand-in.js'
import { aFile, type Evidence, upload } from './support/evidence.js'
import { problem } from './support/problems.js'
import { anInfectedFile, auditOf, scanned, scanNow, scanOf, toldOf, whileSilent } from './support/scanning.js'
import { TestApp } from './support/test-app.js'
import { eventsSeen } from './support/watching.js'
import { anOpenRequirement, answer, aPassingBid, eventsHandled, eventually, GOLDEN, openAfterDeadline } from './support/world.js'
import { binary, unzip } from './support/zips.js'

const EICAR_FOUND = { scan: 'infected', finding: 'Eicar-Test-Signature' }

describe('Evidence files and a scanner', () => {
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

  const submit = (bidId: string, status = 201) => test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(status)

  const silently = <T>(work: () => Promise<T>): Promise<T> => whileSilent(test, clamd, work)

  /** The files of a bid pack that was made now. */
  const packOf = async (requirementId: string): Promise<Map<string, Buffer>> => {
    const ordered = await test.api('buyer-approver').post(`/requirements/${requirementId}/bid-packs`).expect(201)
    const { exportId } = ordered.body as { exportId: string }
    return eventually(async () => {
      const { body } = await test
        .api('buyer-approver')
        .get(`/exports/${exportId}/content`)
        .buffer()
        .parse(binary as never)
        .expect(200)
      return unzip(body as Buffer)
    })
  }

  it('wait for it, and are given to nobody before it found nothing', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const { id } = await silently(async () => {
      const { body } = await upload(test, bidId, 'a.txt', Buffer.from('plain')).expect(201)
      expect(body).toMatchObject({ scan: 'pending' })
      await content((body as Evidence).id).expect(problem(409, 'file-not-scanned'))
      return body as Evidence
    })
    expect(await scanNow(test, id)).toMatchObject({ scan: 'clean', finding: null })
    await content(id).expect(200)
    expect((await test.api('bid-writer').get(`/files/${id}`).expect(200)).body).toMatchObject({ scan: 'clean' })
    expect(await auditOf(test, bidId)).toEqual([expect.objectContaining({ fileId: id, outcome: 'clean', chain: 'organisation' })])
  })

  it('are scanned by the background work soon after they came in, each byte of them', async () => {
    const bytes = Buffer.alloc(300_000, 'every byte ')
    const { body } = await upload(test, await aPassingBid(test, await anOpenRequirement(test)), 'a.txt', bytes).expect(201)
    expect(await scanned(test, (body as Evidence).id)).toMatchObject({ scan: 'clean', attempts: 1 })
    expect(clamd.streams.some(stream => stream.equals(bytes))).toBe(true)
  })

  it('keep no bid from being saved, checked and submitted while they wait', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    await silently(async () => {
      const { id } = await aFile(test, bidId)
      await answer(test, bidId, { ...GOLDEN.passing, Q704: { value: ['cyber_essentials'], itemFiles: { cyber_essentials: [id] } } })
      const { body } = await test.api('supplier-admin').post(`/bids/${bidId}/ethics-check`).expect(200)
      expect((body as { findings: { rule: string }[] }).findings.map(({ rule }) => rule)).not.toContain('SR-03')
      expect((await submit(bidId)).body).toMatchObject({ files: [{ id }] })
      expect(await scanOf(test, id)).toMatchObject({ scan: 'pending' })
    })
  })

  describe('that is found infected', () => {
    it('before the deadline is told to its supplier with the way out, counts as no file, and can be replaced', async () => {
      const bidId = await aPassingBid(test, await anOpenRequirement(test))
      const { id, sha256 } = await anInfectedFile(test, bidId)
      expect(await scanned(test, id)).toMatchObject(EICAR_FOUND)
      await eventsHandled(test)
      await content(id).expect(problem(409, 'file-infected'))
      expect((await test.api('supplier-admin').get(`/files/${id}`).expect(200)).body).toMatchObject({ scan: 'infected', sha256 })
      expect(await toldOf(test, 'evidence.infected', bidId)).toEqual(['bid-writer', 'supplier-admin'])
      expect(await auditOf(test, bidId)).toMatchObject([{ fileId: id, sha256, outcome: 'infected', finding: 'Eicar-Test-Signature' }])
      await answer(test, bidId, { ...GOLDEN.passing, Q704: { value: ['cyber_essentials'], itemFiles: { cyber_essentials: [id] } } })
      const { body } = await test.api('supplier-admin').post(`/bids/${bidId}/ethics-check`).expect(200)
      expect((body as { findings: { rule: string }[] }).findings.map(({ rule }) => rule)).toContain('SR-03')

      await test.api('bid-writer').delete(`/files/${id}`).expect(204)
      const clean = await aFile(test, bidId)
      expect(await scanned(test, clean.id)).toMatchObject({ scan: 'clean' })
      await answer(test, bidId, { Q704: { value: ['cyber_essentials'], itemFiles: { cyber_essentials: [clean.id] } } })
      expect((await submit(bidId)).body).toMatchObject({ files: [{ id: clean.id }] })
      expect(await eventsSeen(test, '&kind=infected-evidence')).toEqual([])
    })

    it('after the submission leaves the version as it was received; officers see it after the opening, and nobody is given it', async () => {
      const requirementId = await anOpenRequirement(test, { closesIn: 300 })
      const bidId = await aPassingBid(test, requirementId)
      const { id, sha256, receipt } = await silently(async () => {
        const file = await anInfectedFile(test, bidId, 'report.txt')
        return { ...file, receipt: (await submit(bidId)).body as { version: number } }
      })
      expect(await scanNow(test, id)).toMatchObject(EICAR_FOUND)
      await eventsHandled(test)
      expect(await toldOf(test, 'evidence.infected', bidId)).toEqual(['bid-writer', 'supplier-admin'])
      const { body } = await test.api('supplier-admin').get(`/bids/${bidId}/receipts/${receipt.version}`).expect(200)
      expect(body).toEqual(receipt)
      expect(await eventsSeen(test, '&kind=infected-evidence')).toEqual([])

      await openAfterDeadline(test, requirementId)
      await eventsHandled(test)
      const seen = { kind: 'infected-evidence', requirementId, subjectId: bidId, reason: 'Eicar-Test-Signature' }
      expect(await eventsSeen(test, '&kind=infected-evidence')).toMatchObject([
        { ...seen, organisationName: 'First Example Supplier (demonstration)', page: `/buyer/requirements/${requirementId}/bids/${bidId}` },
      ])
      for (const player of ['buyer-approver', 'procurement-officer'] as const) {
        expect((await test.api(player).get(`/files/${id}`).expect(200)).body).toMatchObject({ scan: 'infected', sha256 })
        await test.api(player).get(`/files/${id}/content`).expect(problem(409, 'file-infected'))
      }
      const pack = await packOf(requirementId)
      expect([...pack.keys()].filter(path => path.includes('/files/'))).toEqual([])
      const page = String([...pack].find(([path]) => path.endsWith('/bid.html'))?.[1])
      expect(page).toContain('report.txt, left out of this pack. Malware was found in it, so it is not given out.')
      expect(page).toContain(sha256)
    })

    it('after the opening is seen by officers then', async () => {
      const requirementId = await anOpenRequirement(test, { closesIn: 300 })
      const bidId = await aPassingBid(test, requirementId)
      const { id } = await silently(async () => {
        const file = await anInfectedFile(test, bidId)
        await submit(bidId)
        await openAfterDeadline(test, requirementId)
        await test.api('buyer-approver').get(`/files/${file.id}/content`).expect(problem(409, 'file-not-scanned'))
        await eventsHandled(test)
        const before = await eventsSeen(test, '&kind=infected-evidence')
        expect(before.map(event => event.requirementId)).not.toContain(requirementId)
        return file
      })
      await test.rows(`UPDATE evidence_file SET scan_due_at = market_now() WHERE id = $1 AND scan = 'pending'`, [id])
      await test.sweep()
      expect(await scanned(test, id)).toMatchObject(EICAR_FOUND)
      await eventsHandled(test)
      const after = await eventsSeen(test, '&kind=infected-evidence')
      expect(after.filter(event => event.requirementId === requirementId)).toHaveLength(1)
    })
  })

  it('that it cannot look into are given to nobody, and told in words of their own', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    clamd.finds.set('under a password', 'Heuristics.Encrypted.PDF')
    const { body } = await upload(test, bidId, 'a.txt', Buffer.from('under a password')).expect(201)
    const { id } = body as Evidence
    expect(await scanned(test, id)).toMatchObject({ scan: 'unscannable', finding: 'Heuristics.Encrypted.PDF' })
    await eventsHandled(test)
    await content(id).expect(problem(409, 'file-unscannable'))
    expect(await toldOf(test, 'evidence.unscannable', bidId)).toEqual(['bid-writer', 'supplier-admin'])
    expect(await toldOf(test, 'evidence.infected', bidId)).toEqual([])
  })

  it.each<ClamdMood>(['hangs-up', 'breaks-off', 'hasty', 'garbles', 'babbles'])(
    'stay as they are while it %s, are tried again later and later, and then scanned',
    async mood => {
      const bidId = await aPassingBid(test, await anOpenRequirement(test))
      const { id } = await silently(() => aFile(test, bidId))
      await test.rows('UPDATE evidence_file SET scan_attempts = 0 WHERE id = $1', [id])
      clamd.mood = mood
      for (const [attempts, waits] of [
        [1, 5],
        [2, 10],
        [3, 20],
      ] as const) {
        const { dueIn, ...row } = await scanNow(test, id)
        expect(row).toEqual({ scan: 'pending', finding: null, attempts })
        expect(dueIn > waits - 5 && dueIn <= waits).toBe(true)
      }
      clamd.mood = 'works'
      await test.app.get(ScanFiles).scan(id)
      expect(await scanOf(test, id)).toMatchObject({ scan: 'pending', attempts: 3 })
      expect(await scanNow(test, id)).toMatchObject({ scan: 'clean', attempts: 4 })
    },
  )

  it('are scanned once, however often they are handed over, and again when a worker was lost', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const { id } = await silently(() => aFile(test, bidId))
    // As a worker leaves it that took it and was killed.
    await test.rows(`UPDATE evidence_file SET scan_attempts = 7, scan_due_at = market_now() + interval '5 minutes' WHERE id = $1`, [id])
    await test.sweep()
    expect(await scanOf(test, id)).toMatchObject({ scan: 'pending', attempts: 7 })
    const before = clamd.streams.length
    await test.rows('UPDATE evidence_file SET scan_due_at = market_now() WHERE id = $1', [id])
    await Promise.all([...Array.from({ length: 10 }, () => test.app.get(ScanFiles).scan(id)), test.sweep()])
    expect(await scanned(test, id)).toMatchObject({ scan: 'clean', attempts: 8 })
    expect(clamd.streams.length - before).toBe(1)
    expect(await auditOf(test, bidId)).toHaveLength(1)
  })

  it('whose bytes are not those that were sent get no verdict', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const { id } = await silently(() => aFile(test, bidId))
    const [row] = await test.rows<{ key: string }>('SELECT storage_key AS key FROM evidence_file WHERE id = $1', [id])
    const key = String(row?.key)
    await writeFile(join(test.storageFolder, 'objects', key.slice(0, 2), key.slice(2, 4), key), 'others')
    expect(await scanNow(test, id)).toMatchObject({ scan: 'pending' })
    await test.rows('UPDATE evidence_file SET removed_at = market_now() WHERE id = $1', [id])
  })
})
