import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { ask, type Asked } from './support/asked.js'
import { acceptTheRest, type Audited, aLowAudit, anAuditOf, judge, readAudit, signOff } from './support/auditing.js'
import { grant, organisationId, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { Questions, REUSE } from './support/questions.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement } from './support/world.js'

const QUERY = { questionId: 'Q906', finding: 'queried', reason: 'Who confirms that the copies are deleted?' }

/** What no journey meets and the API document tells of. */
describe('Refusals of officers that are rare', () => {
  let test: TestApp
  let questions: Questions

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    questions = new Questions(test)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

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
      for (const asked of files) await ask(test, asked).expect(problem(403, 'interests-not-declared'))
      const interest = { hasInterest: true, details: 'I own shares.' }
      await test.api('second-officer').post(`/requirements/${audited.requirementId}/interest-declarations`).send(interest).expect(204)
      for (const asked of [...read, ...write, ...files]) await ask(test, asked).expect(problem(403, 'interest-declared'))
    })

    it('are for officers who work for no supplier', async () => {
      const { read, write, files } = paths
      await grant(test, 'second-officer', 'Fourth Example Supplier', 'bid-writer')
      const operator = { 'X-Organisation': await organisationId(test, 'Marketplace Operator') }
      for (const asked of [...read, ...write]) await ask(test, asked, operator).expect(problem(403, 'audit-not-yours'))
      for (const asked of files.slice(2)) await ask(test, asked, operator).expect(problem(403, 'bids-not-yours'))
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
