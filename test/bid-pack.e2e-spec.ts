import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { aPdf } from '../src/modules/files/files.fixture.js'
import { aFile, hitsInStorage, storedFiles } from './support/evidence.js'
import { declareInterest } from './support/openings.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, eventually, GOLDEN, openAfterDeadline } from './support/world.js'
import { binary, hashOf, unzip } from './support/zips.js'

interface Job {
  id: string
  state: string
  done: number
  total: number
  sha256: string
  manifestSha256: string
}

describe('A bid pack', () => {
  let test: TestApp
  let requirementId: string
  let bidIds: string[]

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const [first, second] = [await aPassingBid(test, requirementId), await aPassingBid(test, requirementId, 'rival-admin')]
    await aFile(test, first, 'Prüfbericht ../x.pdf')
    await test.api('supplier-admin').post(`/bids/${first}/submit`).expect(201)
    await test.api('rival-admin').post(`/bids/${second}/submit`).expect(201)
    bidIds = [first, second]
    await order('procurement-officer').expect(problem(409, 'bids-sealed'))
    await openAfterDeadline(test, requirementId)
  })
  afterAll(() => test.stop())

  const order = (who: Player | Newcomer) => test.api(who).post(`/requirements/${requirementId}/bid-packs`)

  const ordered = async (who: Player | Newcomer): Promise<string> => {
    const { body, headers } = await order(who).expect(201)
    const { exportId } = body as { exportId: string }
    expect(headers['location']).toBe(`/api/v1/exports/${exportId}`)
    return exportId
  }

  const look = async (id: string, who: Player | Newcomer): Promise<Job> =>
    (await test.api(who).get(`/exports/${id}`).expect(200)).body as Job

  const inState = (id: string, state: string, who: Player | Newcomer): Promise<Job> =>
    eventually(async () => {
      const job = await look(id, who)
      if (job.state !== state) throw new Error(`It is ${job.state}.`)
      return job
    })

  const fetched = async (id: string, who: Player | Newcomer): Promise<Buffer> =>
    (
      await test
        .api(who)
        .get(`/exports/${id}/content`)
        .buffer()
        .parse(binary as never)
        .expect(200)
    ).body as Buffer

  it('holds every opened bid with its evidence, and a list of hashes that the log vouches for', async () => {
    const id = await ordered('buyer-approver')
    const job = await inState(id, 'ready', 'buyer-approver')
    expect(job.done).toBe(job.total)
    const zip = await fetched(id, 'buyer-approver')
    expect(hashOf(zip)).toBe(job.sha256)
    const files = unzip(zip)
    const folders = ['bids/001-First-Example-Supplier-demonstration', 'bids/002-Second-Example-Supplier-demonstration']
    expect([...files.keys()].toSorted()).toEqual(
      [
        'SHA256SUMS',
        'award-answers.csv',
        'bids.csv',
        'ethics-answers.csv',
        'index.html',
        ...folders.flatMap(folder => [`${folder}/bid.html`, `${folder}/bid.json`]),
        `${folders[0]}/files/001-x.pdf`,
      ].toSorted(),
    )
    expect(files.size).toBe(job.total + 1)

    const sums = files.get('SHA256SUMS') ?? Buffer.of()
    expect(hashOf(sums)).toBe(job.manifestSha256)
    const lines = [...files].filter(([path]) => path !== 'SHA256SUMS').map(([path, bytes]) => `${hashOf(bytes)}  ${path}`)
    expect(sums.toString().trimEnd().split('\n').toSorted()).toEqual(lines.toSorted())
    const [logged] = await test.rows<{ content: Buffer }>(
      `SELECT d.content FROM audit_event e JOIN audit_detail d ON d.event_id = e.id WHERE e.action = 'export.made' AND e.stream = $1`,
      [`requirement:${requirementId}`],
    )
    expect(JSON.parse(String(logged?.content))).toMatchObject({ exportId: id, manifestSha256: job.manifestSha256, sha256: job.sha256 })

    expect(files.get(`${folders[0]}/files/001-x.pdf`)).toEqual(aPdf('Prüfbericht ../x.pdf'))
    const { body } = await test
      .api('buyer-approver')
      .get(`/requirements/${requirementId}/bids/${String(bidIds[0])}`)
      .expect(200)
    expect(JSON.parse(String(files.get(`${folders[0]}/bid.json`)))).toEqual(body)
    for (const [path, bytes] of files)
      if (!path.endsWith('.pdf')) expect([path, /unitPrice|\b4950\b/.test(bytes.toString())]).toEqual([path, false])
    expect(String(files.get('award-answers.csv'))).toContain(String(GOLDEN.bid.awardAnswers[0]?.text.slice(0, 40)))
    expect(await hitsInStorage(test, ['SHA256SUMS', '%PDF'])).toEqual([])
  })

  it('is one however often it is ordered while it is made, and each has their own', async () => {
    await declareInterest(test, requirementId, 'evaluator')
    const before = await test.rows('SELECT FROM export_job')
    const ids = await Promise.all([ordered('evaluator'), ordered('evaluator'), ordered('evaluator')])
    await inState(ids[0], 'ready', 'evaluator')
    const after = await test.rows('SELECT FROM export_job')
    expect(after.length - before.length).toBe(new Set(ids).size)
    await test.api('buyer-approver').get(`/exports/${ids[0]}`).expect(problem(404, 'not-found'))
    await test.api('buyer-approver').get(`/exports/${ids[0]}/content`).expect(problem(404, 'not-found'))
    const { body } = await test.api('evaluator').get('/exports?limit=1').expect(200)
    expect((body as { items: Job[] }).items.map(({ id }) => id)).toEqual([ids.toSorted().at(-1)])
  })

  it('is for nobody who has not declared their interests, or has one', async () => {
    await order('auditor').expect(problem(403, 'interests-not-declared'))
    await declareInterest(test, requirementId, 'auditor', true)
    await order('auditor').expect(problem(403, 'interest-declared'))
    await order('supplier-admin').expect(problem(403, 'role-missing'))
    const refused = await test.rows(`SELECT FROM audit_event WHERE action = 'export.refused' AND stream = $1`, [
      `requirement:${requirementId}`,
    ])
    expect(refused.length).toBeGreaterThanOrEqual(3)
  })

  it('is not given out any more to whoever declares an interest later', async () => {
    await hire(test, 'new-evaluator', 'First Example Council', 'evaluator')
    await declareInterest(test, requirementId, 'new-evaluator')
    const id = await ordered('new-evaluator')
    await inState(id, 'ready', 'new-evaluator')
    await declareInterest(test, requirementId, 'new-evaluator', true)
    await test.api('new-evaluator').get(`/exports/${id}`).expect(problem(403, 'interest-declared'))
    await test.api('new-evaluator').get(`/exports/${id}/content`).expect(problem(403, 'interest-declared'))
  })

  it('is made anew where its maker was lost, and by nobody while one is at it', async () => {
    const id = await ordered('procurement-officer')
    await inState(id, 'ready', 'procurement-officer')
    await test.rows(
      `UPDATE export_job SET state = 'making', storage_key = NULL, file_key = NULL, size = NULL, sha256 = NULL, manifest_sha256 = NULL, ready_at = NULL,
         keep_until = NULL, heard_at = market_now() WHERE id = $1`,
      [id],
    )
    await test.sweep()
    expect((await look(id, 'procurement-officer')).state).toBe('making')
    await test.api('procurement-officer').get(`/exports/${id}/content`).expect(problem(409, 'export-not-ready'))
    await test.rows(`UPDATE export_job SET heard_at = heard_at - interval '2 minutes' WHERE id = $1`, [id])
    await test.sweep()
    await inState(id, 'ready', 'procurement-officer')
  })

  it('is removed after three days, and is known to have been there', async () => {
    const id = await ordered('buyer-approver')
    await inState(id, 'ready', 'buyer-approver')
    const [row] = await test.rows<{ key: string }>('SELECT storage_key AS key FROM export_job WHERE id = $1', [id])
    expect(await storedFiles(test)).toContain(row?.key)
    await test.moveClock('73 hours')
    await test.signInAll()
    await test.sweep()
    const job = await look(id, 'buyer-approver')
    expect(job).toMatchObject({ state: 'removed', manifestSha256: expect.stringMatching(/^[\da-f]{64}$/) })
    expect(await storedFiles(test)).not.toContain(row?.key)
    await test.api('buyer-approver').get(`/exports/${id}/content`).expect(problem(409, 'export-not-ready'))
  })
})
