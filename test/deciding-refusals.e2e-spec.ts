import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { end } from './support/agreements.js'
import { aClaimed, act, aWaiting, claim, findAllGood, look, noInterestIn, rejectIt, supplierOf } from './support/deciding.js'
import { grant, organisationId, revoke } from './support/people.js'
import { ageSignIn } from './support/openings.js'
import { problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'

describe('Officers who may not decide on an application', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
    const supplierId = await supplierOf(test)
    await noInterestIn(test, supplierId, 'procurement-officer', 'second-officer', 'auditor')
    await test
      .api('senior-officer')
      .post(`/suppliers/${supplierId}/interest-declarations`)
      .send({ hasInterest: true, details: 'A relative works there.' })
      .expect(204)
  })
  afterAll(() => test.stop())

  it('admit nobody twice or against the times: where the supplier withdraws at once, has a standing, or its agreement has ended', async () => {
    const withdrawn = await aClaimed(test)
    await findAllGood(test, withdrawn)
    const { etag } = await look(test, withdrawn)
    const both = await Promise.all([
      act(test, withdrawn, 'admit', etag),
      test.api('supplier-admin').post(`/applications/${withdrawn}/withdraw`).set('If-Match', etag).send({}),
    ])
    expect(both.map(({ status }) => status).filter(status => status === 200)).toHaveLength(1)
    const [left] = await test.rows<{ state: string; members: number }>(
      `SELECT a.state, (SELECT count(*)::int FROM membership m WHERE m.application_id = a.id) AS members FROM application a WHERE a.id = $1`,
      [withdrawn],
    )
    expect(left).toEqual(both[0].status === 200 ? { state: 'admitted', members: 1 } : { state: 'withdrawn', members: 0 })

    const standing = await aClaimed(test)
    await findAllGood(test, standing)
    await test.rows(
      `INSERT INTO membership (id, agreement_id, category_id, supplier_id, state, since)
       SELECT gen_random_uuid(), agreement_id, category_id, supplier_id, 'suspended', market_now() FROM application WHERE id = $1`,
      [standing],
    )
    await act(test, standing, 'admit', (await look(test, standing)).etag).expect(problem(409, 'already-member'))

    const ended = await aClaimed(test)
    await findAllGood(test, ended)
    const [agreement] = await test.rows<{ id: string }>('SELECT agreement_id AS id FROM application WHERE id = $1', [ended])
    await end(test, String(agreement?.id))
    await act(test, ended, 'admit', (await look(test, ended)).etag).expect(problem(422, 'agreement-not-valid'))
    expect((await look(test, ended)).file.application.state).toBe('under-review')
  })

  describe('are refused alike by every verb', () => {
    const someId = newId()
    const replyBy = '2027-01-15'
    const VERBS: readonly [verb: string, body: object | null][] = [
      ['take-over', { reason: 'x' }],
      ['ask', { text: 'x', replyBy }],
      ['resume', null],
      ['extend', { reason: 'x' }],
      ['findings', { findings: [] }],
      ['verdicts', { verdicts: [] }],
      ['finance-override', { reason: 'x' }],
      ['exclusions', { ground: 'L202', evidence: 'x', replyBy }],
      [`exclusions/${someId}/decide`, { applies: false, likelyToRecur: false, outcome: 'no-exclusion', reason: 'x' }],
      ['admit', null],
      ['reject', { criterion: someId, reasons: 'x' }],
    ]
    let claimed: string
    let decided: string
    let others: string

    const send = (
      verb: string,
      body: object | null,
      { id = claimed, as = 'second-officer', etag = '"4"' }: { id?: string; as?: Player; etag?: string } = {},
    ) => {
      const request = test.api(as).post(`/officer/applications/${id}/${verb}`).set('If-Match', etag)
      return body === null ? request : request.send(body)
    }

    beforeAll(async () => {
      claimed = await aClaimed(test)
      decided = await aClaimed(test)
      await rejectIt(test, decided)
      others = await aWaiting(test, { as: 'rival-admin' })
    })

    it.each(VERBS)('%s', async (verb, body) => {
      // Whoever took an application over has it: a colleague may not act on it, and its holder not take it over.
      await send(verb, body, verb === 'take-over' ? { as: 'procurement-officer' } : {}).expect(problem(409, 'application-claimed'))
      await send(verb, body, { as: 'procurement-officer', id: decided }).expect(problem(409, 'application-state'))
      await send(verb, body, { id: others }).expect(problem(403, 'interests-not-declared'))
      await send(verb, body, { as: 'senior-officer' }).expect(problem(403, 'interest-declared'))
      await send(verb, body, { id: someId }).expect(problem(404, 'not-found'))
      await send(verb, body, { as: verb === 'take-over' ? 'second-officer' : 'procurement-officer', etag: '"99"' }).expect(
        problem(412, 'stale-version'),
      )
      if (body !== null) await send(verb, { unknown: 1 }).expect(problem(400, 'invalid-request'))
    })

    it.each(['', '/record', `/files/${someId}`])('reading%s, and claiming', async path => {
      await test.api('second-officer').get(`/officer/applications/${others}${path}`).expect(problem(403, 'interests-not-declared'))
      await test.api('senior-officer').get(`/officer/applications/${claimed}${path}`).expect(problem(403, 'interest-declared'))
      await test.api('second-officer').get(`/officer/applications/${someId}${path}`).expect(problem(404, 'not-found'))
      await claim(test, decided).expect(problem(409, 'application-state'))
      await claim(test, someId).expect(problem(404, 'not-found'))
      await test.api('second-officer').get(`/suppliers/${someId}/interest-declarations`).expect(problem(404, 'not-found'))
      await test
        .api('second-officer')
        .post(`/suppliers/${someId}/interest-declarations`)
        .send({ hasInterest: false, details: '' })
        .expect(problem(404, 'not-found'))
    })

    it('with an old sign-in, where the decision cannot be taken back', async () => {
      await ageSignIn(test, 'procurement-officer')
      for (const [verb, body] of VERBS.filter(([each]) => /decide$|admit|reject/.test(each)))
        await send(verb, body, { as: 'procurement-officer' }).expect(problem(403, 'fresh-sign-in-required'))
      await test.signIn('procurement-officer')
    })

    it('from whoever has a role at a supplier', async () => {
      await grant(test, 'second-officer', 'Fourth Example Supplier', 'bid-writer')
      const operator = await organisationId(test, 'Marketplace Operator')
      for (const path of ['', '/counts', `/${claimed}`, `/${claimed}/record`, `/${claimed}/files/${someId}`])
        await test
          .api('second-officer')
          .get(`/officer/applications${path}`)
          .set('X-Organisation', operator)
          .expect(problem(403, 'applications-not-yours'))
      for (const [verb, body] of [['claim', null] as const, ...VERBS])
        await send(verb, body).set('X-Organisation', operator).expect(problem(403, 'applications-not-yours'))
      await revoke(test, 'second-officer', 'Fourth Example Supplier')
    })
  })

  it('T6 overdue never decides: alarms officers once when the last day is over, and decides nothing', async () => {
    const id = await aWaiting(test)
    await test.moveClock('30 days')
    await test.signInAll()
    await test.sweep()
    await test.sweep()
    expect(await test.rows(`SELECT kind FROM officer_event WHERE subject_id = $1`, [id])).toEqual([{ kind: 'overdue-application' }])
    await claim(test, id).expect(200)
    expect((await look(test, id)).file.application.state).toBe('under-review')
    await act(test, id, 'extend', (await look(test, id)).etag, { reason: 'Too late.' }).expect(problem(409, 'extension-too-late'))
    const overdue = await test.api('procurement-officer').get('/officer/applications?overdue=true&mine=true').expect(200)
    expect((overdue.body as { items: { id: string }[] }).items.map(each => each.id)).toContain(id)
  })
})
