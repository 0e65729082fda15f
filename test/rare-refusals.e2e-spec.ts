import { afterAll, beforeAll, beforeEach, describe, it } from '@jest/globals'

import { ask, type Asked } from './support/asked.js'
import { thawed } from './support/agreements.js'
import { Changes, REASON } from './support/changes.js'
import { aFile, upload } from './support/evidence.js'
import { SMALL_FILES } from '../src/modules/files/files.fixture.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { Questions } from './support/questions.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWaitingDraft, inSeconds, placeIn } from './support/world.js'

const UNKNOWN = '01a208cf-0000-7000-8000-000000000000'

/** What no journey meets and the API document tells of. */
describe('Refusals that are rare', () => {
  let test: TestApp
  let the: Changes
  let questions: Questions

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    the = new Changes(test)
    questions = new Questions(test)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  /** Everything that is written in a working copy. */
  const changesOf = (bidId: string, fileId: string): Asked[] => [
    { player: 'bid-writer', method: 'patch', path: `/bids/${bidId}/ethics-answers`, ifMatch: '"1"', body: { Q201: { text: 'x' } } },
    { player: 'bid-writer', method: 'put', path: `/bids/${bidId}/acknowledgements/SR-29`, body: { reason: 'x' } },
    { player: 'bid-writer', method: 'patch', path: `/files/${fileId}`, ifMatch: '"1"', body: {} },
    { player: 'bid-writer', method: 'delete', path: `/files/${fileId}` },
  ]

  it('are none: what is public and unchanged is not sent again', async () => {
    const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
    const id = await anOpenRequirement(test, { agreementId, categoryIds: [categoryId], closesIn: 40 * 86_400 })
    const lists = ['changes', 'rule-clarifications', 'waivers', 'clarifications'].map(list => `/requirements/${id}/${list}`)
    const data = ['legal-figures', 'policy-references', 'working-days', 'filters', 'filters/1'].map(each => `/${each}`)
    const sets = ['current', '1.0.0'].map(each => `/selection-questionnaires/${each}`)
    const agreement = [`/agreements/${agreementId}`, `/agreements/${agreementId}/changes`]
    for (const path of [...agreement, '/decline-reasons', '/requirements', `/requirements/${id}`, ...lists, ...data, ...sets]) {
      const { headers } = await test.api().get(path).expect(200)
      await test.api().get(path).set('If-None-Match', String(headers['etag'])).expect(304)
    }
  })

  describe('of a requirement that was cancelled', () => {
    let id: string
    let bidId: string
    let fileId: string
    let asked: { clarification: string; rule: string; waiver: string }

    beforeAll(async () => {
      await test.signInAll()
      id = await anOpenRequirement(test)
      bidId = await aPassingBid(test, id)
      fileId = (await aFile(test, bidId)).id
      asked = {
        clarification: await questions.asked(id),
        rule: await questions.askedOfRule(id),
        waiver: await questions.proposed(id, 'SR-20'),
      }
      await the.verb(id, 'cancel', { reason: REASON }).expect(200)
      await the.verb(id, 'cancel', { reason: REASON }, 'buyer-approver').expect(200)
    })

    it('take nothing more of a bid', async () => {
      for (const change of changesOf(bidId, fileId)) await ask(test, change).expect(problem(409, 'requirement-not-open'))
      await upload(test, bidId, 'notes.txt', SMALL_FILES.txt).expect(problem(409, 'requirement-not-open'))
      await test.api('rival-admin').post(`/requirements/${id}/bids`).expect(problem(409, 'requirement-not-open'))
      await test.api('supplier-admin').post(`/bids/${bidId}/withdraw`).expect(problem(409, 'requirement-not-open'))
    })

    it('take no question, no answer and no consent', async () => {
      await questions.ask(id).expect(problem(409, 'requirement-not-open'))
      await questions.askOfRule(id).expect(problem(409, 'requirement-not-open'))
      await questions.answer(asked.clarification).expect(problem(409, 'requirement-not-open'))
      await questions.refuse(asked.clarification).expect(problem(409, 'requirement-not-open'))
      await questions.answerOfRule(asked.rule, 'clarified').expect(problem(409, 'requirement-not-open'))
      await questions.agree(asked.waiver).expect(problem(409, 'requirement-not-open'))
      await questions.give(asked.waiver).expect(problem(409, 'requirement-not-open'))
    })
  })

  it('are of a bid that was withdrawn', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const { id: fileId } = await aFile(test, bidId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    await test.api('supplier-admin').post(`/bids/${bidId}/withdraw`).expect(200)
    for (const change of changesOf(bidId, fileId)) await ask(test, change).expect(problem(409, 'bid-not-writable'))
    await upload(test, bidId, 'notes.txt', SMALL_FILES.txt).expect(problem(409, 'bid-not-writable'))
  })

  it('are of a file that has no name', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    await upload(test, bidId, '', SMALL_FILES.txt).expect(problem(400, 'file-name-missing'))
  })

  it('are of a bid with very many problems', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const report = () => test.api('bid-writer').post(`/bids/${bidId}/problem-reports`).send({ text: 'The page of prices stays white.' })
    let answer = await report()
    while (answer.status === 201) answer = await report()
    problem(429, 'too-many-problem-reports')(answer)
  })

  it('are of other rules than those that were published', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await aPassingBid(test, id)
    await test.rows(`UPDATE requirement SET pack_hash = 'sha256-' || repeat('0', 64) WHERE id = $1`, [id])
    await test
      .api('bid-writer')
      .put(`/bids/${bidId}/acknowledgements/SR-29`)
      .send({ reason: 'x' })
      .expect(problem(409, 'guideline-pack-changed'))
    problem(409, 'guideline-pack-changed')(await the.amend(id, { whyAi: 'Other words.' }))
  })

  describe('of a draft', () => {
    it('name a category that is not of the agreement', async () => {
      const { agreementId } = await placeIn(test, 'PRACTICE')
      const wrong = problem(422, 'category-unknown', '/categoryIds/0')
      await test
        .api('buyer-author')
        .post('/requirements')
        .send({ agreementId, title: 'x', categoryIds: [UNKNOWN] })
        .expect(wrong)
    })

    it('are returned by its own buyer alone', async () => {
      await hire(test, 'new-approver', 'Second Example Authority', 'buyer-approver')
      const id = await anOpenRequirement(test)
      await the.verb(id, 'return', { reason: 'x' }, 'new-approver').expect(problem(403, 'not-the-buyer'))
    })
  })

  describe('of a publication', () => {
    const anApproved = async (closesIn: number, place?: object): Promise<string> => {
      const { id, etag } = await aWaitingDraft(test, { closesIn, ...place })
      await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
      return id
    }
    const publish = (id: string) => test.api('buyer-approver').post(`/requirements/${id}/publish`)

    it('are of a last moment for questions that has passed', async () => {
      const id = await anApproved(3_600)
      await test.moveClock('40 minutes')
      await test.signInAll()
      await publish(id).expect(problem(422, 'clarification-deadline-in-the-past'))
    })

    it('leave bidders too little time, or rest on an agreement that has ended', async () => {
      const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
      const id = await anApproved(86_400, { agreementId, categoryIds: [categoryId] })
      await publish(id).expect(problem(422, 'tender-period-too-short'))
      await thawed(test, 'UPDATE agreement SET valid_from = current_date - 2, valid_until = current_date - 1 WHERE id = $1', [agreementId])
      await publish(id).expect(problem(422, 'agreement-not-valid'))
    })
  })
})

describe('Refusals that are rare, before the background work has noticed the deadline,', () => {
  let test: TestApp
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start()
    the = new Changes(test)
  })
  afterAll(() => test.stop())

  it('are of a change that comes too late, and of an agreement given twice', async () => {
    const id = await anOpenRequirement(test, { closesIn: 600 })
    const etag = await the.etagOf(id)
    await test.moveClock('11 minutes')
    await test.signInAll()
    problem(409, 'deadline-passed')(await the.amend(id, { whyAi: 'Other words.' }, {}, etag))
    const longer = { submissionDeadline: await inSeconds(test, 7_200), reason: REASON }
    await the.verb(id, 'reopen', longer, 'buyer-approver').expect(200, { reopened: false })
    await the.verb(id, 'reopen', longer, 'buyer-approver').expect(problem(409, 'already-proposed'))
  })
})
