import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { acceptTheRest, type Audited, aLowAudit, anAuditOf, judge, readAudit, signOff } from './support/auditing.js'
import { Changes, REASON } from './support/changes.js'
import { aFile, upload } from './support/evidence.js'
import { SMALL_FILES } from '../src/modules/bids/files.fixture.js'
import { grant, hire, organisationId, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { Questions, REUSE } from './support/questions.js'
import { type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWaitingDraft, inSeconds, placeIn } from './support/world.js'

type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete'

interface Asked {
  player: Player
  method: Verb
  path: string
  body?: object
  ifMatch?: string
}

const UNKNOWN = '01a208cf-0000-7000-8000-000000000000'
const QUERY = { questionId: 'Q906', finding: 'queried', reason: 'Who confirms that the copies are deleted?' }

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

  function ask({ player, method, path, body, ifMatch }: Asked, headers: Readonly<Record<string, string>> = {}) {
    const made = test.api(player)[method](path).set(headers)
    if (ifMatch !== undefined) void made.set('If-Match', ifMatch)
    return body === undefined ? made : made.send(body)
  }

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
    for (const path of [`/agreements/${agreementId}`, '/requirements', `/requirements/${id}`, ...lists]) {
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
      for (const change of changesOf(bidId, fileId)) await ask(change).expect(problem(409, 'requirement-not-open'))
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
    for (const change of changesOf(bidId, fileId)) await ask(change).expect(problem(409, 'bid-not-writable'))
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
    await test.rows(`UPDATE requirement SET pack_hash = 'sha256-00' WHERE id = $1`, [id])
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
      await test.rows('UPDATE agreement SET valid_from = current_date - 2, valid_until = current_date - 1 WHERE id = $1', [agreementId])
      await publish(id).expect(problem(422, 'agreement-not-valid'))
    })
  })

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

  describe('of rules', () => {
    it('are for officers who work for no supplier, and have no interest', async () => {
      const id = await anOpenRequirement(test)
      const [asked, waiver] = [await questions.askedOfRule(id), await questions.proposed(id, 'SR-20')]
      await grant(test, 'second-officer', 'Fourth Example Supplier', 'bid-writer')
      const operator = await organisationId(test, 'Marketplace Operator')
      await test
        .api('second-officer')
        .get('/rule-clarifications')
        .set('X-Organisation', operator)
        .expect(problem(403, 'rule-clarifications-not-yours'))
      await revoke(test, 'second-officer', 'Fourth Example Supplier')
      const interest = { hasInterest: true, details: 'A cousin bids.' }
      for (const player of ['second-officer', 'buyer-approver'] as const)
        await test.api(player).post(`/requirements/${id}/interest-declarations`).send(interest).expect(204)
      await questions.answerOfRule(asked, 'clarified', 'second-officer').expect(problem(403, 'interest-declared'))
      await questions.agree(waiver).expect(problem(403, 'interest-declared'))
    })

    it('are for approvers who work for no supplier', async () => {
      const waiver = await questions.proposed(await anOpenRequirement(test))
      await grant(test, 'buyer-approver', 'Fourth Example Supplier', 'bid-writer')
      const council = await organisationId(test, 'First Example Council')
      await questions.agree(waiver).set('X-Organisation', council).expect(problem(403, 'waiver-not-yours'))
      await revoke(test, 'buyer-approver', 'Fourth Example Supplier')
    })

    it('are of what became a rule of the law after it was proposed', async () => {
      const id = await anOpenRequirement(test)
      const asked = await questions.askedOfRule(id, 'SR-43')
      await questions.answerOfRule(asked, 'clarified').expect(201)
      const [made] = await test.rows<{ id: string }>(
        `INSERT INTO waiver_proposal (id, requirement_id, rule, rule_clarification_id, proposed_at)
         VALUES (gen_random_uuid(), $1, 'SR-43', $2, market_now()) RETURNING id`,
        [id, asked],
      )
      const waiver = String(made?.id)
      await questions.agree(waiver).expect(problem(422, 'rule-never-waived'))
      await questions.give(waiver).expect(problem(422, 'rule-never-waived'))
    })

    it('are of consents that are old, given twice, or of a waiver that stands', async () => {
      const id = await anOpenRequirement(test)
      const waiver = await questions.proposed(id)
      await questions.agree(waiver).expect(200)
      await questions.agree(waiver).expect(problem(409, 'already-consented'))
      await questions.give(waiver).expect(200)
      await questions.give(waiver, 'senior-officer').expect(200, { given: true })
      await questions.agree(waiver).expect(problem(409, 'waiver-already-given'))
      await test.moveClock('16 minutes')
      await questions.agree(waiver).expect(problem(403, 'fresh-sign-in-required'))
    })

    it('are asked by members alone', async () => {
      const id = await anOpenRequirement(test)
      await test.rows(`UPDATE membership SET state = 'suspended' WHERE supplier_id = $1`, [
        await organisationId(test, 'First Example Supplier'),
      ])
      await questions.askOfRule(id, REUSE.rule).expect(problem(409, 'membership-not-active'))
      await test.rows(`UPDATE membership SET state = 'active' WHERE supplier_id = $1`, [
        await organisationId(test, 'First Example Supplier'),
      ])
    })
  })

  describe('of an audit', () => {
    let audited: Audited
    let paths: { read: Asked[]; write: Asked[]; files: Asked[] }

    beforeAll(async () => {
      await test.signInAll()
      audited = await anAuditOf(test, 'low')
      await judge(test, audited.auditId, QUERY)
      const { audit } = await readAudit(test, audited.auditId)
      const fileId = await test.rows<{ id: string }>('SELECT id FROM evidence_file WHERE bid_id = $1 LIMIT 1', [audited.bidId])
      const own = `/ethics-audits/${audit.id}`
      paths = {
        read: [`${own}/threads`].map(path => ({ player: 'second-officer', method: 'get', path })),
        write: [
          { player: 'second-officer', method: 'post', path: `${own}/threads/Q906/messages`, ifMatch: '"1"', body: { text: 'x' } },
          { player: 'second-officer', method: 'post', path: `${own}/sign-off`, ifMatch: '"1"', body: {} },
        ],
        files: [
          ...['', '/content'].map((part): Asked => ({
            player: 'second-officer',
            method: 'get',
            path: `/files/${String(fileId[0]?.id)}${part}`,
          })),
          ...[`${own}/report`, `/requirements/${audited.requirementId}/ethics-report`].map((path): Asked => ({
            player: 'second-officer',
            method: 'get',
            path,
          })),
        ],
      }
    })

    it('are for officers who have said that they have no interest', async () => {
      const { read, write, files } = paths
      for (const asked of files) await ask(asked).expect(problem(403, 'interests-not-declared'))
      const interest = { hasInterest: true, details: 'I own shares.' }
      await test.api('second-officer').post(`/requirements/${audited.requirementId}/interest-declarations`).send(interest).expect(204)
      for (const asked of [...read, ...write, ...files]) await ask(asked).expect(problem(403, 'interest-declared'))
    })

    it('are for officers who work for no supplier', async () => {
      const { read, write, files } = paths
      await grant(test, 'second-officer', 'Fourth Example Supplier', 'bid-writer')
      const operator = { 'X-Organisation': await organisationId(test, 'Marketplace Operator') }
      for (const asked of [...read, ...write]) await ask(asked, operator).expect(problem(403, 'audit-not-yours'))
      for (const asked of files.slice(2)) await ask(asked, operator).expect(problem(403, 'bids-not-yours'))
      await revoke(test, 'second-officer', 'Fourth Example Supplier')
    })

    it('are of threads that are closed, and of audits that are signed off', async () => {
      const { auditId } = await aLowAudit(test)
      await judge(test, auditId, QUERY)
      const say = async () => {
        const { etag } = await readAudit(test, auditId)
        return test
          .api('procurement-officer')
          .post(`/ethics-audits/${auditId}/threads/Q906/messages`)
          .set('If-Match', etag)
          .send({ text: 'x' })
      }
      await judge(test, auditId, { questionId: 'Q906', finding: 'accepted' })
      problem(409, 'thread-closed')(await say())
      await acceptTheRest(test, auditId)
      await test.signIn('procurement-officer')
      expect((await signOff(test, auditId)).status).toBe(200)
      problem(409, 'audit-signed-off')(await say())
    })

    it('are of threads that are full', async () => {
      const { auditId, bidId } = await aLowAudit(test)
      await judge(test, auditId, QUERY)
      const explain = () => test.api('bid-writer').post(`/bids/${bidId}/audit-threads/Q906/messages`).send({ text: 'More words.' })
      let answer = await explain()
      while (answer.status === 201) answer = await explain()
      problem(409, 'thread-full')(answer)
      const { etag } = await readAudit(test, auditId)
      await test
        .api('procurement-officer')
        .post(`/ethics-audits/${auditId}/threads/Q906/messages`)
        .set('If-Match', etag)
        .send({ text: 'x' })
        .expect(problem(409, 'thread-full'))
    })
  })
})
