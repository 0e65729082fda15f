import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { verifyLog } from '../src/modules/audit/verify-log.js'
import { withDataSource } from '../src/shared/database/data-source.js'
import { TestApp } from './support/test-app.js'
import {
  acknowledge,
  answer,
  anOpenRequirement,
  aWorkingCopy,
  declareNoInterests,
  etagOfAudit,
  eventsHandled,
  eventually,
  GOLDEN,
} from './support/world.js'

interface Finding {
  rule: string
}

describe('The main job', () => {
  let test: TestApp
  let requirementId: string
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  afterAll(() => test.stop())

  it('publishes a requirement and invites the members of its category', async () => {
    requirementId = await anOpenRequirement(test)
    await eventsHandled(test)
    const invited = await test.rows('SELECT supplier_id FROM invitation WHERE requirement_id = $1', [requirementId])
    expect(invited).toHaveLength(3)
    const { body } = await test.api('bid-writer').get(`/requirements/${requirementId}`).expect(200)
    expect(body).toMatchObject({ state: 'open', tier: 'low', gates: [], practice: true, ruleSet: '1.0.0' })
  })

  it('refuses a first draft with every rule that blocks it', async () => {
    bidId = await aWorkingCopy(test, requirementId)
    await answer(test, bidId, GOLDEN.firstDraft)
    const { body: report } = await test.api('bid-writer').post(`/bids/${bidId}/ethics-check`).expect(200)
    expect(report).toMatchObject({ outcome: 'blocked', tier: 'low' })
    expect((report as { findings: Finding[] }).findings.map(({ rule }) => rule)).toEqual([
      'SR-01',
      'SR-02',
      'SR-10',
      'SR-31',
      'SR-42',
      'SR-46',
      'XR-03',
    ])

    const { body: traced } = await test.api('bid-writer').post(`/bids/${bidId}/ethics-check?traces=all`).expect(200)
    const { rules, ...same } = traced as { rules: { rule: string; result: string; trace: object | null }[] }
    expect(same).toEqual(report)
    expect(rules.map(({ rule }) => rule)).toHaveLength(63)
    expect(rules.filter(({ result, trace }) => (result === 'not-run') !== (trace === null))).toEqual([])
    expect(rules.flatMap(({ rule, result }) => (result === 'fired' ? [rule] : []))).toEqual(
      (report as { findings: Finding[] }).findings.map(({ rule }) => rule),
    )
    await test.api('bid-writer').post(`/bids/${bidId}/ethics-check?traces=some`).expect(400)

    const { body: refusal } = await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(422)
    expect(refusal).toMatchObject({ code: 'ethics-check-failed', report })
    expect(await test.rows('SELECT id FROM bid_version WHERE bid_id = $1', [bidId])).toEqual([])
    const [recorded] = await test.rows('SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY sequence DESC LIMIT 1', [bidId])
    expect(recorded).toEqual({ action: 'bid.submission-refused' })
  })

  it('accepts the bid once its answers pass and its warnings are acknowledged, and answers the same receipt when nothing changed', async () => {
    await answer(test, bidId, GOLDEN.passing)
    await test
      .api('supplier-admin')
      .post(`/bids/${bidId}/submit`)
      .expect(422)
      .expect(/warnings-not-acknowledged/)
    await acknowledge(test, bidId)
    const { body: receipt } = await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    expect(receipt).toMatchObject({ bidId, requirementId, version: 1, contentCommitment: expect.stringMatching(/^sha256-[\da-f]{64}$/) })
    const { body: again } = await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(200)
    expect(again).toEqual(receipt)
    await eventually(async () => {
      const { body } = await test.api('supplier-admin').get('/notifications').expect(200)
      expect((body as { items: { kind: string }[] }).items.map(({ kind }) => kind)).toContain('bid.submitted')
    })
  })

  it('keeps the bids sealed until two people have opened them after the deadline', async () => {
    await declareNoInterests(test, requirementId)
    await test
      .api('buyer-approver')
      .get(`/requirements/${requirementId}/bids`)
      .expect(409)
      .expect(/bids-sealed/)
    await test
      .api('buyer-approver')
      .post(`/requirements/${requirementId}/open-bids`)
      .expect(409)
      .expect(/deadline-not-passed/)
    await test.moveClock('2 hours')
    await Promise.all([test.signIn('buyer-approver'), test.signIn('procurement-officer'), test.signIn('supplier-admin')])

    await test
      .api('supplier-admin')
      .post(`/bids/${bidId}/submit`)
      .expect(409)
      .expect(/deadline-passed/)
    const first = await test.api('buyer-approver').post(`/requirements/${requirementId}/open-bids`).expect(200)
    expect(first.body).toEqual({ opened: false })
    await test.api('procurement-officer').get(`/requirements/${requirementId}/bids`).expect(409)
    const second = await test.api('procurement-officer').post(`/requirements/${requirementId}/open-bids`).expect(200)
    expect(second.body).toEqual({ opened: true })
  })

  it('shows the opened quality envelope without the price', async () => {
    const { body } = await test.api('buyer-approver').get(`/requirements/${requirementId}/bids/${bidId}`).expect(200)
    expect(body).toMatchObject({ awardAnswers: GOLDEN.bid.awardAnswers, ethicsAnswers: GOLDEN.passing })
    expect(JSON.stringify(body)).not.toContain('4950.00')
  })

  it('gives an officer the audit of the answers, and takes a verdict', async () => {
    const audit = await eventually(async () => {
      const { body } = await test.api('procurement-officer').get('/ethics-audits').expect(200)
      const [found] = (body as { items: { id: string; bidId: string }[] }).items.filter(each => each.bidId === bidId)
      if (found === undefined) throw new Error('The audit has not started yet.')
      return found
    })
    const verdict = {
      questionId: 'Q906',
      finding: 'rejected',
      reason: 'Deletion of the copies at the host is not covered.',
      clause: 'AIP-C.4',
    }
    const etag = await etagOfAudit(test, audit.id)
    const give = () => test.api('procurement-officer').post(`/ethics-audits/${audit.id}/verdicts`).set('If-Match', etag)
    const { body } = await give().send(verdict).expect(201)
    const answers = (body as { answers: { questionId: string; verdict: object | null }[] }).answers
    expect(answers.filter(each => each.verdict !== null)).toMatchObject([{ questionId: 'Q906', verdict }])
    await give()
      .send(verdict)
      .expect(412)
      .expect(/stale-version/)
  })

  it('leaves chains that verify', async () => {
    const verdict = await withDataSource(test.config.databaseUrl, source => verifyLog(source.manager))
    expect(verdict.faults).toEqual([])
    expect(verdict.events).toBeGreaterThan(10)
  })
})
