import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Test } from 'supertest'

import type { TimelineEntryDto as Entry } from '../src/modules/bids/timeline.dto.js'
import { SMALL_FILES } from '../src/modules/files/files.fixture.js'
import { Refusals } from '../src/modules/audit/refusals.js'
import { bidSubject } from '../src/modules/bids/bid-audit.js'
import { actorIn, Sessions } from '../src/modules/identity/sessions.js'
import { StorageFull } from '../src/shared/storage/storage.js'
import { Changes } from './support/changes.js'
import { aFile, upload } from './support/evidence.js'
import { contents, problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import {
  acknowledge,
  answer,
  anOpenRequirement,
  aPassingBid,
  aWorkingCopy,
  declareNoInterests,
  eventsHandled,
  GOLDEN,
  settled,
} from './support/world.js'

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/

describe('The timeline', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true, config: { evidence: { mostBytes: 10_000, mostFiles: 3 } } })
  })
  // The clock is moved now and then, and submitting takes a fresh sign-in.
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const read = async (path: string, player: Player = 'bid-writer'): Promise<Entry[]> => {
    const { body } = await test.api(player).get(`${path}?limit=100`).expect(200)
    return (body as { items: Entry[] }).items
  }

  /** Oldest first, as a story is told. */
  const storyOf = async (path: string): Promise<string[]> =>
    (await read(path)).toReversed().map(({ action, code }) => (code === null ? action : `${action} ${code}`))

  it('tells the whole life of a bid, each refusal with its reason and the time that was compared', async () => {
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const bidId = await aWorkingCopy(test, requirementId)
    const submit = () => test.api('supplier-admin').post(`/bids/${bidId}/submit`)
    await test.api('supplier-admin').post(`/bids/${bidId}/withdraw`).expect(409)
    await answer(test, bidId, GOLDEN.firstDraft)
    await submit().expect(422)
    await answer(test, bidId, GOLDEN.passing)
    await submit().expect(422)
    await acknowledge(test, bidId)
    const receipt = await submit().expect(201)
    await test.api('bid-writer').post(`/bids/${bidId}/problem-reports`).send({ text: 'The page stood still.' }).expect(201)
    await test.moveClock('6 minutes')
    await Promise.all([test.signIn('buyer-approver'), test.signIn('procurement-officer')])
    const late = await submit().expect(problem(409, 'deadline-passed'))
    await declareNoInterests(test, requirementId)
    for (const opener of ['buyer-approver', 'procurement-officer'] as const)
      await test.api(opener).post(`/requirements/${requirementId}/open-bids`).expect(200)

    expect(await storyOf(`/bids/${bidId}/timeline`)).toEqual([
      'requirement.published',
      'bid.started',
      'bid.withdrawal-refused nothing-to-withdraw',
      'bid.submission-refused ethics-check-failed',
      'bid.submission-refused warnings-not-acknowledged',
      'bid.submitted',
      'problem.reported',
      'bid.submission-refused deadline-passed',
      'requirement.closed',
      'bids.opened',
    ])
    const [opened, , tooLate, reported, submitted, warned, blocked, , started] = await read(`/bids/${bidId}/timeline`)
    expect(started).toMatchObject({ personTitle: 'Supplier administrator', bidId, version: null })
    expect(blocked).toMatchObject({ rules: ['SR-01', 'SR-02', 'SR-10', 'SR-42', 'XR-03'], personTitle: 'Supplier administrator' })
    expect(warned?.rules).toEqual(['SR-31', 'SR-46'])
    expect(submitted).toMatchObject({ version: 1, at: (receipt.body as { receivedAt: string }).receivedAt, bidId })
    expect(reported).toMatchObject({ problem: 'The page stood still.', personTitle: 'Bid writer' })
    const { serverTime, detail } = late.body as { serverTime: string; detail: string }
    expect(tooLate).toMatchObject({ at: serverTime, words: `A submission was refused. ${detail}` })
    expect(opened).toMatchObject({ personId: null, personTitle: null, rules: [], version: null })
    for (const { at, recordedAt } of await read(`/bids/${bidId}/timeline`)) {
      expect(at).toMatch(MOMENT)
      expect(at <= recordedAt).toBe(true)
    }
  })

  it('of a requirement holds what was refused before there was a bid, and every bid of the supplier', async () => {
    const requirementId = await anOpenRequirement(test, { closesIn: 300 })
    const first = await aPassingBid(test, requirementId)
    await test.api('supplier-admin').post(`/bids/${first}/submit`).expect(201)
    await test.api('bid-writer').post(`/requirements/${requirementId}/bids`).expect(problem(409, 'bid-exists'))
    await test.api('supplier-admin').post(`/bids/${first}/withdraw`).expect(200)
    const second = await aWorkingCopy(test, requirementId)
    await test.moveClock('6 minutes')
    const { body } = await test.api('rival-admin').post(`/requirements/${requirementId}/bids`).expect(problem(409, 'deadline-passed'))
    await closed(requirementId)

    const acts = async (path: string) => (await read(path)).toReversed().map(({ action, bidId }) => [action, bidId])
    const [published, refused, end] = [
      ['requirement.published', null],
      ['bid.start-refused', null],
      ['requirement.closed', null],
    ]
    expect(await acts(`/requirements/${requirementId}/timeline`)).toEqual([
      published,
      ['bid.started', first],
      ['bid.submitted', first],
      refused,
      ['bid.withdrawn', first],
      ['bid.started', second],
      end,
      ['bid.not-submitted', second],
    ])
    expect(await acts(`/bids/${second}/timeline`)).toEqual([
      published,
      refused,
      ['bid.started', second],
      end,
      ['bid.not-submitted', second],
    ])
    expect(await read(`/requirements/${requirementId}/timeline`, 'rival-admin')).toMatchObject([
      { action: 'requirement.closed' },
      { action: 'bid.start-refused', code: 'deadline-passed', at: (body as { serverTime: string }).serverTime },
      { action: 'requirement.published' },
    ])
  })

  const closed = async (requirementId: string): Promise<void> => {
    await test.sweep()
    expect(await test.rows('SELECT state FROM requirement WHERE id = $1', [requirementId])).toEqual([{ state: 'closed' }])
    await eventsHandled(test)
  }

  it('tells what an amendment made of a submitted version, and by which rules', async () => {
    const requirementId = await anOpenRequirement(test, { settings: { ...GOLDEN.requirement.settings, location: 'uk_or_adequate' } })
    const bidId = await aWorkingCopy(test, requirementId)
    await answer(test, bidId, { ...GOLDEN.passing, Q306: { value: ['uk', 'adequate_country'], parts: { safeguards: 'As agreed.' } } })
    await acknowledge(test, bidId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    const { status } = await new Changes(test).amend(requirementId, { settings: GOLDEN.requirement.settings })
    expect(status).toBe(200)
    await eventsHandled(test)
    const [rechecked, amended] = await read(`/bids/${bidId}/timeline`)
    expect(amended?.action).toBe('requirement.amended')
    expect(rechecked).toMatchObject({
      action: 'bid.rechecked',
      version: 1,
      rules: ['SR-18'],
      words:
        'The requirement was amended, and the submitted version was checked again. It is blocked as amended, so the bid is a draft again.',
    })
  })

  it('tells of every change that came too late, with the time that was compared', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test, { closesIn: 300 }))
    const { id: fileId } = await aFile(test, bidId)
    await test.moveClock('6 minutes')
    const api = test.api('bid-writer')
    const attempts: [action: string, attempt: () => Test][] = [
      ['bid.change-refused', () => api.patch(`/bids/${bidId}`).set('If-Match', '"1"').send({ declarations: null })],
      ['bid.change-refused', () => api.patch(`/bids/${bidId}/ethics-answers`).set('If-Match', '"1"').send({ Q101: null })],
      ['bid.change-refused', () => api.put(`/bids/${bidId}/acknowledgements/SR-31`).send({ reason: 'x' })],
      ['bid.change-refused', () => api.patch(`/files/${fileId}`).set('If-Match', '"1"').send({ issuer: 'x' })],
      ['bid.change-refused', () => api.delete(`/files/${fileId}`)],
      ['evidence.upload-refused', () => upload(test, bidId, 'late.pdf', SMALL_FILES.pdf)],
    ]
    for (const [action, attempt] of attempts) {
      const { body } = await attempt().expect(problem(409, 'deadline-passed'))
      const { serverTime: at } = body as { serverTime: string }
      expect((await read(`/bids/${bidId}/timeline`))[0]).toMatchObject({ action, at, bidId, code: 'deadline-passed' })
    }
  })

  it('tells of a file that was too large, or found no room, but not of what was malformed or stale', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    await upload(test, bidId, 'large.txt', Buffer.alloc(10_001, 'x')).expect(problem(413, 'file-too-large'))
    const actor = actorIn(await test.app.get(Sessions).find(String(test.tokens.get('supplier-admin'))), undefined)
    const record = { action: 'evidence.upload-refused', subject: bidSubject(bidId, actor.organisationId) }
    const full = test.app.get(Refusals).recorded(actor, record, () => Promise.reject(new StorageFull()))
    await expect(full).rejects.toMatchObject({ code: 'storage-full' })
    await test.api('bid-writer').patch(`/bids/${bidId}`).set('If-Match', '"99"').send({}).expect(problem(412, 'stale-version'))
    await upload(test, bidId, 'a.html', SMALL_FILES.txt, { sha256: 'x' }).expect(400)
    expect((await storyOf(`/bids/${bidId}/timeline`)).slice(2)).toEqual([
      'evidence.upload-refused file-too-large',
      'evidence.upload-refused storage-full',
    ])
  })

  it('is read page by page and gives no cursor of its own to anybody else', async () => {
    const requirementId = await anOpenRequirement(test)
    const bidId = await aWorkingCopy(test, requirementId)
    for (let times = 0; times < 5; times += 1) await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(422)
    const whole = await read(`/bids/${bidId}/timeline`)
    expect(whole).toHaveLength(7)
    const paged: Entry[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await test.api('bid-writer').get(`/bids/${bidId}/timeline?limit=2${cursor}`).expect(200)
      const { items, nextCursor } = body as { items: Entry[]; nextCursor: string | null }
      paged.push(...items)
      cursor = nextCursor === null ? null : `&cursor=${nextCursor}`
      // What comes in between is newer than every page to come.
      await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(422)
    }
    expect(paged).toEqual(whole)
    await test.api('bid-writer').get(`/bids/${bidId}/timeline?cursor=x`).expect(problem(400, 'cursor-malformed'))
  })

  it('tells a rival the same whether anybody else bids or not, and nobody else anything', async () => {
    const [without, withBid] = [await anOpenRequirement(test), await anOpenRequirement(test)]
    const bidId = await aPassingBid(test, withBid)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    const told = async (requirementId: string) =>
      (await read(`/requirements/${requirementId}/timeline`, 'rival-admin')).map(({ id: _, at: __, recordedAt: ___, ...entry }) => entry)
    expect(await told(withBid)).toEqual(await told(without))
    await test.api('rival-admin').get(`/bids/${bidId}/timeline`).expect(problem(404, 'not-found'))
    for (const player of ['buyer-approver', 'procurement-officer', 'auditor'] as const) {
      await test.api(player).get(`/bids/${bidId}/timeline`).expect(problem(403, 'role-missing'))
      await test.api(player).get(`/requirements/${withBid}/timeline`).expect(problem(403, 'role-missing'))
    }
  })

  it('changes nothing by being read', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    await settled(test)
    const before = await contents(test)
    await read(`/bids/${bidId}/timeline`)
    expect(await contents(test)).toEqual(before)
  })
})
