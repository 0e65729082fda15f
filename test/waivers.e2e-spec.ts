import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { thawed } from './support/agreements.js'
import { Changes } from './support/changes.js'
import { grant, organisationId, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { sendForm } from './support/page-forms.js'
import { Questions, REUSE, RULE_WORDS } from './support/questions.js'
import { storedVersion } from './support/stored-version.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, answer, aPassingBid, placeIn } from './support/world.js'

interface Report {
  inputHash: string
  outcome: string
  rulings?: object[]
  clauses: { id: string; status: string; rules: string[] }[]
  findings: { rule: string; outcome: string; ruling?: object }[]
}

describe('A rule that is said not to fit', () => {
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

  /** A bid that the rule blocks, and nothing else. */
  const aBlockedBid = async (id: string): Promise<string> => {
    const bidId = await aPassingBid(test, id)
    await answer(test, bidId, REUSE.answers)
    return bidId
  }

  const check = async (bidId: string): Promise<Report> =>
    (await test.api('supplier-admin').post(`/bids/${bidId}/ethics-check`).expect(200)).body as Report

  const submit = (bidId: string) => test.api('supplier-admin').post(`/bids/${bidId}/submit`)

  const findingOf = (report: Report) => report.findings.find(({ rule }) => rule === REUSE.rule)

  it('is answered by an officer to all, and counts as before when it is clarified or not accepted', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await aBlockedBid(id)
    const before = await check(bidId)
    for (const outcome of ['clarified', 'not-accepted']) {
      const asked = await questions.askedOfRule(id)
      await questions.answerOfRule(asked, outcome).expect(201, { waiverId: null })
      await questions.answerOfRule(asked, outcome).expect(problem(409, 'rule-clarification-answered'))
    }
    const both = ['clarified', 'not-accepted'].map(outcome => ({ rule: REUSE.rule, outcome, ...RULE_WORDS, id: expect.any(String) }))
    expect(await questions.listed(id, 'rule-clarifications', 'rival-admin')).toMatchObject(both)
    expect(await questions.listed(id, 'waivers', 'rival-admin')).toEqual([])
    expect(await check(bidId)).toEqual(before)
    await submit(bidId).expect(problem(422, 'ethics-check-failed'))
    expect(await the.toldOf('rule-clarification.answered', id)).toEqual(expect.arrayContaining(['bid-writer', 'rival-admin']))
  })

  it('does not count for any bid once three people have waived it, and the report says so', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await aBlockedBid(id)
    const before = await check(bidId)
    expect(before).toMatchObject({ outcome: 'blocked' })
    expect(before).not.toHaveProperty('rulings')
    const waiver = await questions.given(id)
    const after = await check(bidId)
    expect(after).toMatchObject({
      outcome: 'passed-with-warnings',
      rulings: [{ rule: REUSE.rule, effect: 'waived', by: waiver }],
    })
    expect(findingOf(after)).toMatchObject({ outcome: 'inform', ruling: { effect: 'waived', by: waiver, instead: 'block' } })
    expect(after.inputHash).not.toBe(before.inputHash)
    expect(JSON.stringify(await check(bidId))).toBe(JSON.stringify(after))
    await submit(bidId).expect(201)
    expect((await storedVersion(test, bidId)).report).toEqual(after)
    expect(await questions.listed(id, 'waivers', 'rival-admin')).toMatchObject([{ id: waiver, rule: REUSE.rule, state: 'given' }])
    expect(await the.toldOf('waiver.given', id)).toEqual(expect.arrayContaining(['bid-writer', 'rival-admin', 'supplier-admin']))
    expect(await the.audited(id)).toEqual(expect.arrayContaining(['waiver.consented', 'waiver.given']))
    const other = await anOpenRequirement(test)
    expect(findingOf(await check(await aBlockedBid(other)))).toMatchObject({ outcome: 'block' })
  })

  it('leaves what was submitted before as valid as it was', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await aPassingBid(test, id)
    const { body } = await submit(bidId).expect(201)
    await questions.given(id)
    expect((await submit(bidId).expect(200)).body).toEqual(body)
  })

  it('is waived by an approver of the buyer and two officers, one of them senior, each freshly signed in and once', async () => {
    const id = await anOpenRequirement(test)
    const waiver = await questions.proposed(id)
    await questions.give(waiver, 'procurement-officer').expect(200, { given: false })
    await questions.give(waiver, 'procurement-officer').expect(problem(409, 'already-consented'))
    await questions.give(waiver, 'second-officer').expect(200, { given: false })
    await questions.agree(waiver).expect(200, { given: false })
    expect(await questions.listed(id, 'waivers', 'supplier-admin')).toMatchObject([{ state: 'proposed', givenAt: null }])
    await test.moveClock('16 minutes')
    await questions.give(waiver, 'senior-officer').expect(problem(403, 'fresh-sign-in-required'))
    await test.signIn('senior-officer')
    await questions.give(waiver, 'senior-officer').expect(200, { given: true })
    await questions.give(waiver, 'senior-officer').expect(problem(409, 'waiver-already-given'))
  })

  it('is not waived by whoever works for a supplier, has declared an interest, or holds the role no more', async () => {
    const id = await anOpenRequirement(test)
    const waiver = await questions.proposed(id)
    await questions.agree(waiver).expect(200, { given: false })
    await questions.give(waiver, 'procurement-officer').expect(200, { given: false })
    await grant(test, 'senior-officer', 'Fourth Example Supplier', 'bid-writer')
    const operator = await organisationId(test, 'Marketplace Operator')
    await questions.give(waiver, 'senior-officer').set('X-Organisation', operator).expect(problem(403, 'waiver-not-yours'))
    await revoke(test, 'senior-officer', 'Fourth Example Supplier')
    const declaration = { hasInterest: true, details: 'A cousin bids.' }
    await test.api('procurement-officer').post(`/requirements/${id}/interest-declarations`).send(declaration).expect(204)
    await questions.give(waiver, 'senior-officer').expect(200, { given: false })
    await test.api('second-officer').post(`/requirements/${id}/interest-declarations`).send(declaration).expect(204)
    await questions.give(waiver, 'second-officer').expect(problem(403, 'interest-declared'))
    expect(await questions.listed(id, 'waivers', 'supplier-admin')).toMatchObject([{ state: 'proposed' }])
  })

  it.each(['SR-43', 'SR-44'])('is never waived where the law asks for it: %s', async rule => {
    const id = await anOpenRequirement(test)
    const asked = await questions.askedOfRule(id, rule)
    await questions.answerOfRule(asked, 'waiver-proposed').expect(problem(422, 'rule-never-waived', '/outcome'))
    await questions.answerOfRule(asked, 'clarified').expect(201, { waiverId: null })
    const { body } = await test.api().get(`/rule-sets/1.0.0`).expect(200)
    expect((body as { neverWaived: { rule: string }[] }).neverWaived.map(each => each.rule)).toContain(rule)
  })

  it('is proposed to be waived once for each requirement', async () => {
    const id = await anOpenRequirement(test)
    const [first, second] = [await questions.askedOfRule(id), await questions.askedOfRule(id, REUSE.rule, 'rival-admin')]
    await questions.answerOfRule(first, 'waiver-proposed').expect(201)
    await questions.answerOfRule(second, 'waiver-proposed').expect(problem(409, 'waiver-exists'))
  })

  it('refers instead of blocking for every bid when nobody has answered by its time', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await aBlockedBid(id)
    const { body } = await questions.askOfRule(id).expect(201)
    const { id: asked, answerUntil } = body as { id: string; answerUntil: string }
    expect(findingOf(await check(bidId))).toMatchObject({ outcome: 'block' })
    expect(await questions.listed(id, 'rule-clarifications', 'supplier-admin')).toEqual([])
    await test.moveClock('46 minutes')
    await test.signInAll()
    const report = await check(bidId)
    expect(report).toMatchObject({ outcome: 'referred', rulings: [{ rule: REUSE.rule, effect: 'referred', by: asked }] })
    expect(findingOf(report)).toMatchObject({ outcome: 'refer', ruling: { effect: 'referred', by: asked, instead: 'block' } })
    await questions.answerOfRule(asked, 'clarified').expect(problem(409, 'answer-too-late'))
    expect(await questions.listed(id, 'rule-clarifications', 'rival-admin')).toEqual([
      { id: asked, rule: REUSE.rule, outcome: 'unanswered', question: null, answer: null, settledAt: answerUntil },
    ])
    await submit(bidId).expect(201)
  })

  it('is said of a rule the requirement was published with, in time, and by members', async () => {
    const id = await anOpenRequirement(test)
    await questions.askOfRule(id, 'BR-01').expect(problem(422, 'rule-unknown', '/rule'))
    await questions.askOfRule(id, 'SR-99').expect(problem(422, 'rule-unknown', '/rule'))
    await questions.askOfRule(id, ' ').expect(problem(400, 'invalid-request', '/rule'))
    await test.moveClock('30 minutes')
    await questions.askOfRule(id).expect(problem(409, 'clarification-deadline-passed'))
  })

  it('is taken back by its asker while it waits, and then nothing comes of it', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await aBlockedBid(id)
    const before = await check(bidId)
    const asked = await questions.askedOfRule(id)
    await questions.withdrawOfRule(asked, 'rival-admin').expect(problem(404, 'not-found'))
    await questions.withdrawOfRule(asked, 'supplier-admin').expect(204)
    await questions.withdrawOfRule(asked).expect(problem(409, 'rule-clarification-settled'))
    await questions.answerOfRule(asked, 'clarified').expect(problem(409, 'rule-clarification-withdrawn'))
    expect(await questions.listed(id, 'rule-clarifications/own', 'bid-writer')).toMatchObject([{ id: asked, outcome: 'withdrawn' }])
    await test.moveClock('46 minutes')
    await test.signInAll()
    expect(await questions.listed(id, 'rule-clarifications', 'rival-admin')).toEqual([])
    expect(await check(bidId)).toEqual(before)
    const { body } = await test.api('procurement-officer').get(`/rule-clarifications/${asked}`).expect(200)
    expect(body).toMatchObject({ outcome: 'withdrawn', question: null, neverWaived: null })
    const traces = await test.rows<{ action: string; stream: string }>(
      `SELECT action, split_part(stream, ':', 1) AS stream FROM audit_event WHERE subject_id = $1 AND action LIKE 'rule-clarification.withdraw%' ORDER BY sequence`,
      [id],
    )
    expect(traces).toEqual([
      { action: 'rule-clarification.withdrawn', stream: 'organisation' },
      { action: 'rule-clarification.withdrawal-refused', stream: 'organisation' },
    ])
  })

  it('is taken back on the page of its own requirement only', async () => {
    const [id, other] = [await anOpenRequirement(test), await anOpenRequirement(test)]
    const asked = await questions.askedOfRule(id)
    const back = async (of: string) =>
      (await sendForm(test, `/supplier/opportunities/${of}/rules/${asked}/withdraw`, {}, 'bid-writer')).statusCode
    expect([await back(other), await back(id), await back(id)]).toEqual([404, 303, 409])
  })

  it('is not taken back once it is answered or its time has run out', async () => {
    const id = await anOpenRequirement(test)
    const [answered, late] = [await questions.askedOfRule(id), await questions.askedOfRule(id, 'SR-18')]
    await questions.answerOfRule(answered, 'clarified').expect(201)
    await questions.withdrawOfRule(answered).expect(problem(409, 'rule-clarification-settled'))
    await test.moveClock('46 minutes')
    await test.signInAll()
    await questions.withdrawOfRule(late).expect(problem(409, 'rule-clarification-settled'))
  })

  it('is one of so many that a supplier may have waiting for a requirement, however many it sends at once', async () => {
    const id = await anOpenRequirement(test)
    await thawed(test, 'UPDATE agreement a SET most_open_questions = 3 FROM requirement r WHERE r.id = $1 AND a.id = r.agreement_id', [id])
    const question = await questions.asked(id)
    const answers = await Promise.all(Array.from({ length: 6 }, async () => questions.askOfRule(id)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 422, 422, 422, 422])
    await questions.ask(id).expect(problem(422, 'too-many-open-questions'))
    await questions.askOfRule(id, REUSE.rule, 'rival-admin').expect(201)
    await questions.withdraw(question).expect(204)
    await questions.askedOfRule(id)
    await thawed(test, 'UPDATE agreement a SET most_open_questions = 30 FROM requirement r WHERE r.id = $1 AND a.id = r.agreement_id', [id])
  })

  it('is shown to officers with who of the three has still to consent', async () => {
    const id = await anOpenRequirement(test)
    const waiver = await questions.proposed(id)
    const seen = async (player: 'procurement-officer' | 'senior-officer') =>
      (await test.api(player).get(`/waivers/${waiver}`).expect(200)).body as { missing: string[]; ownConsent: boolean; state: string }
    expect(await seen('senior-officer')).toMatchObject({ missing: ['approver', 'officer', 'senior-officer'], ownConsent: false })
    await questions.give(waiver, 'senior-officer').expect(200)
    expect(await seen('senior-officer')).toMatchObject({ missing: ['approver', 'officer'], ownConsent: true })
    const { body } = await test.api('procurement-officer').get('/waivers?limit=100').expect(200)
    expect((body as { items: { id: string }[] }).items.map(each => each.id)).toContain(waiver)
    await questions.agree(waiver).expect(200)
    await questions.give(waiver).expect(200, { given: true })
    expect(await seen('procurement-officer')).toMatchObject({ missing: [], ownConsent: true, state: 'given' })
  })

  it('has time for an answer until the end of a working day, which tells nothing of when it was said', async () => {
    const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
    const id = await anOpenRequirement(test, { agreementId, categoryIds: [categoryId], closesIn: 40 * 86_400 })
    const { body } = await questions.askOfRule(id).expect(201)
    const [end] = await test.rows<{ time: string }>(
      `SELECT to_char($1::timestamptz AT TIME ZONE 'Europe/London', 'HH24:MI:SS.US') AS time`,
      [(body as { answerUntil: string }).answerUntil],
    )
    expect(end?.time).toBe('00:00:00.000000')
    const { body: waiting } = await test.api('procurement-officer').get('/rule-clarifications').expect(200)
    const { items } = waiting as { items: { requirementId: string }[] }
    const [own] = items.filter(({ requirementId }) => requirementId === id)
    expect(Object.keys(own ?? {}).sort()).toEqual(['answerUntil', 'askedOn', 'id', 'reason', 'requirementId', 'requirementTitle', 'rule'])
  })

  it('is not answered or waived once the deadline has passed', async () => {
    const id = await anOpenRequirement(test)
    const waiver = await questions.proposed(id)
    const waits = await questions.askedOfRule(id, 'SR-18')
    await test.moveClock('61 minutes')
    await test.signInAll()
    await questions.agree(waiver).expect(problem(409, 'deadline-passed'))
    await questions.give(waiver, 'senior-officer').expect(problem(409, 'deadline-passed'))
    await questions.answerOfRule(waits, 'clarified').expect(problem(409, 'deadline-passed'))
    expect(await questions.listed(id, 'waivers', 'supplier-admin')).toMatchObject([{ state: 'lapsed' }])
  })
})
