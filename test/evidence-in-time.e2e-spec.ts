import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'

import { SweepFiles } from '../src/modules/files/sweep-files.js'
import { SMALL_FILES } from '../src/modules/files/files.fixture.js'
import type { Log } from '../src/shared/log.js'
import { LOG as LOGGER } from '../src/shared/tokens.js'
import { aFile, storedFiles, upload } from './support/evidence.js'
import { contents, LOG, problem } from './support/problems.js'
import { Operator } from './support/product.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWorkingCopy, eventually, openAfterDeadline } from './support/world.js'

/** Each in a market of its own, because the clock moves. */
describe('Evidence files in the course of time', () => {
  let test: TestApp

  beforeEach(async () => {
    test = await TestApp.start({ config: { evidence: { mostBytes: 10_000, mostFiles: 3 } } })
  })
  afterEach(() => test.stop())

  it('are readable after the opening as the last version pinned them, for who may read the bid', async () => {
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const bidId = await aPassingBid(test, requirementId)
    const [early, last] = [await aFile(test, bidId, 'early.pdf'), await aFile(test, bidId, 'last.pdf')]
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    await test.api('bid-writer').delete(`/files/${early.id}`).expect(204)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    const later = await aFile(test, bidId, 'never-submitted.pdf')
    await test.api('bid-writer').patch(`/files/${last.id}`).set('If-Match', '"1"').send({ issuer: 'said too late' }).expect(200)
    await openAfterDeadline(test, requirementId)

    const { body } = await test.api('buyer-approver').get(`/files/${last.id}`).expect(200)
    expect(body).toMatchObject({ name: 'last.pdf', sha256: last.sha256, issueDate: '2026-11-02' })
    expect(body).not.toHaveProperty('issuer')
    await test.api('procurement-officer').get(`/files/${last.id}/content`).expect(200)
    const bid = await test.api('buyer-approver').get(`/requirements/${requirementId}/bids/${bidId}`).expect(200)
    expect(bid.body).toMatchObject({ files: [{ id: last.id, name: 'last.pdf', sha256: last.sha256 }] })
    for (const path of [early, later].flatMap(({ id }) => [`/files/${id}`, `/files/${id}/content`])) {
      await test.api('buyer-approver').get(path).expect(problem(404, 'not-found'))
      await test.api('supplier-admin').get(path).expect(200)
    }
    await test.api('evaluator').get(`/files/${last.id}`).expect(problem(403, 'interests-not-declared'))
    await test.api('rival-admin').get(`/files/${last.id}`).expect(problem(404, 'not-found'))
  })

  it('are neither added, changed nor taken out after the deadline, and a late upload is on record', async () => {
    const { bidId, fileId } = await aLateBid()
    const before = await contents(test, LOG)
    const files = await storedFiles(test)
    await upload(test, bidId, 'late.pdf', SMALL_FILES.pdf).expect(problem(409, 'deadline-passed'))
    await test
      .api('bid-writer')
      .patch(`/files/${fileId}`)
      .set('If-Match', '"1"')
      .send({ issuer: 'x' })
      .expect(problem(409, 'deadline-passed'))
    await test.api('bid-writer').delete(`/files/${fileId}`).expect(problem(409, 'deadline-passed'))
    expect(await contents(test, LOG)).toEqual(before)
    expect(await storedFiles(test)).toEqual(files)
    expect(await test.rows(`SELECT FROM audit_event WHERE subject_id = $1 AND action = 'evidence.upload-refused'`, [bidId])).toHaveLength(1)
  })

  it('may be added again after a reopening, before a job has written down that the draft lives again', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    await test.rows(`UPDATE bid SET state = 'not-submitted' WHERE id = $1`, [bidId])
    await aFile(test, bidId)
  })

  it('are bounded in number for each working copy, also when they come at once', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    const answers = await Promise.all(Array.from({ length: 6 }, () => upload(test, bidId, 'a.pdf', SMALL_FILES.pdf)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 422, 422, 422])
    expect(await storedFiles(test)).toHaveLength(3)
    await upload(test, bidId, 'a.pdf', SMALL_FILES.pdf).expect(problem(422, 'too-many-files'))
  })

  it('are swept when nothing holds them: taken out and never submitted, or bytes without a row for an hour', async () => {
    const sweep = test.app.get(SweepFiles)
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test, { closesIn: 86_400 }))
    const [kept, removed, orphan] = [await aFile(test, bidId), await aFile(test, bidId), await aFile(test, bidId)]
    await test.api('bid-writer').delete(`/files/${removed.id}`).expect(204)
    await test.api('bid-writer').get(`/files/${removed.id}`).expect(problem(404, 'not-found'))
    await sweep.forgetRemoved()
    expect(await storedFiles(test)).toHaveLength(2)
    await test.rows('DELETE FROM evidence_file WHERE id = $1', [orphan.id])
    await sweep.removeOrphans()
    expect(await storedFiles(test)).toHaveLength(2)
    await test.moveClock('61 minutes')
    await test.signIn('bid-writer')
    await sweep.removeOrphans()
    expect(await storedFiles(test)).toHaveLength(1)
    await test.api('bid-writer').get(`/files/${kept.id}/content`).expect(200)
  })

  it('are walked through by one process each hour, and no sweep waits for the end of it', async () => {
    const second = await TestApp.start({ beside: test })
    const table = await test.db.connect()
    try {
      const { id } = await aFile(test, await aWorkingCopy(test, await anOpenRequirement(test)))
      await test.rows('DELETE FROM evidence_file WHERE id = $1', [id])
      await test.moveClock('61 minutes')
      await table.query('BEGIN; LOCK TABLE evidence_file')
      const began = await Promise.all([test, second, test, second].map(({ app }) => app.get(SweepFiles).beginWalk()))
      expect(began.filter(Boolean)).toHaveLength(1)
      expect(await storedFiles(test)).toHaveLength(1)
      await table.query('COMMIT')
      await eventually(async () => {
        expect(await storedFiles(test)).toEqual([])
      })
      expect(await test.app.get(SweepFiles).beginWalk()).toBe(false)
      await test.moveClock('61 minutes')
      // Should it be the one that walked before, it may have a last step to do.
      await eventually(async () => {
        expect(await second.app.get(SweepFiles).beginWalk()).toBe(true)
      })
    } finally {
      table.release(true)
      await second.stop()
    }
  })

  it('are walked through again an hour after that failed, and not before', async () => {
    const sweep = test.app.get(SweepFiles)
    const said = jest.spyOn(test.app.get<Log>(LOGGER), 'error')
    const incoming = join(test.storageFolder, 'incoming')
    await rm(incoming, { recursive: true })
    await writeFile(incoming, 'in the way')
    expect(await sweep.beginWalk()).toBe(true)
    await eventually(() => {
      expect(said.mock.calls).toEqual([[{ reason: expect.stringContaining('ENOTDIR') }, 'orphaned evidence could not be removed']])
      return Promise.resolve()
    })
    expect(await sweep.beginWalk()).toBe(false)
    await test.moveClock('61 minutes')
    expect(await sweep.beginWalk()).toBe(true)
  })

  it('are not touched by a process whose database is another', async () => {
    await test.rows('UPDATE storage SET owner = gen_random_uuid()')
    const operator = new Operator()
    try {
      const worker = operator.run('worker', test.environment)
      expect(await worker.ended).toEqual({ code: 1, signal: null })
      expect(worker.errors).toContain(`${test.storageFolder} holds the files of another installation`)
      expect(worker.errors).not.toMatch(/^\s+at /m)
    } finally {
      await operator.putAway()
    }
  })

  /** A bid with a file, its requirement past the deadline. */
  async function aLateBid(): Promise<{ bidId: string; fileId: string }> {
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const bidId = await aPassingBid(test, requirementId)
    const { id } = await aFile(test, bidId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    await test.moveClock('6 minutes')
    return { bidId, fileId: id }
  }
})
