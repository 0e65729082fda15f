import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { grant, hire, organisationId, revoke } from './support/people.js'
import { contents, LOG, problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { aDraft, anOpening, anOpenRequirement, aWaitingDraft, declareNoInterests, settled, theAuditOf } from './support/world.js'

const VERDICT = { questionId: 'Q906', finding: 'accepted' }

describe('Two different people', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const aDueRequirement = async (): Promise<string> => {
    const id = await anOpenRequirement(test, { closesIn: 300 })
    await declareNoInterests(test, id)
    await test.moveClock('6 minutes')
    return id
  }

  const open = (player: Player, id: string) => test.api(player).post(`/requirements/${id}/open-bids`)

  describe('approve', () => {
    it('what the approver wrote no part of', async () => {
      await grant(test, 'buyer-approver', 'First Example Council', 'buyer-author')
      const { id, etag } = await aDraft(test)
      const changed = await test.api('buyer-approver').patch(`/requirements/${id}`).set('If-Match', etag).send({ title: 'x' }).expect(200)
      expect(changed.body).toMatchObject({ title: 'x' })
      const { headers } = await test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
      const approve = `/requirements/${id}/approve`
      await settled(test)
      const before = await contents(test, LOG)
      await test.api('buyer-approver').post(approve).set('If-Match', String(headers['etag'])).expect(problem(403, 'approval-not-yours'))
      expect(await contents(test, LOG)).toEqual(before)

      await hire(test, 'new-approver', 'First Example Council', 'buyer-approver')
      await test.api('new-approver').post(approve).set('If-Match', String(headers['etag'])).expect(200)
      await test.rows(
        `DELETE FROM role_grant g USING person p WHERE p.id = g.person_id AND p.email LIKE 'buyer-approver@%' AND role = 'buyer-author'`,
      )
    })

    it('exactly the revision that was read', async () => {
      const { id, etag } = await aWaitingDraft(test)
      await test.api('buyer-approver').post(`/requirements/${id}/approve`).expect(problem(428, 'if-match-missing'))
      await test.api('buyer-approver').post(`/requirements/${id}/return`).send({ reason: 'Say more.' }).expect(200)
      await test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
      await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(problem(412, 'stale-version'))
    })
  })

  describe('open', () => {
    it('and neither does so twice, nor two of one side', async () => {
      const id = await aDueRequirement()
      await open('procurement-officer', id).expect(200, { opened: false })
      await open('procurement-officer', id).expect(problem(409, 'opening-already-agreed'))
      await test
        .api('second-officer')
        .post(`/requirements/${id}/interest-declarations`)
        .send({ hasInterest: false, details: '' })
        .expect(204)
      await test.signIn('second-officer')
      await open('second-officer', id).expect(problem(409, 'opening-side-taken'))
      await test.api('buyer-approver').get(`/requirements/${id}/bids`).expect(problem(409, 'bids-sealed'))
      await open('buyer-approver', id).expect(200, { opened: true })
      await open('buyer-approver', id).expect(problem(409, 'bids-already-opened'))
    })

    it('not before both have declared their interests, and never with one', async () => {
      const id = await anOpenRequirement(test, { closesIn: 300 })
      await test.moveClock('6 minutes')
      await open('procurement-officer', id).expect(problem(403, 'interests-not-declared'))
      const declared = { hasInterest: true, details: 'My sister works for a bidder.' }
      await test.api('procurement-officer').post(`/requirements/${id}/interest-declarations`).send(declared).expect(204)
      await open('procurement-officer', id).expect(problem(403, 'interest-declared'))
      const changed = { hasInterest: false, details: '' }
      await test.api('procurement-officer').post(`/requirements/${id}/interest-declarations`).send(changed).expect(204)
      await open('procurement-officer', id).expect(problem(403, 'interest-declared'))
    })

    it('only with a fresh sign-in', async () => {
      const id = await aDueRequirement()
      await test.moveClock('20 minutes')
      for (const player of ['buyer-approver', 'procurement-officer'] as const) {
        await open(player, id).expect(problem(403, 'fresh-sign-in-required'))
        await test.signIn(player)
        await open(player, id).expect(200)
      }
    })

    it('only for their own buyer', async () => {
      const id = await aDueRequirement()
      await hire(test, 'new-stranger', 'Second Example Authority', 'buyer-approver')
      await test.api('new-stranger').post(`/requirements/${id}/interest-declarations`).send({ hasInterest: false, details: '' }).expect(204)
      await test.api('new-stranger').post(`/requirements/${id}/open-bids`).expect(problem(403, 'opening-not-yours'))
    })
  })

  it('look at opened bids and audits only after declaring, and never with an interest', async () => {
    const { requirementId, bidIds } = await anOpening(test, 'supplier-admin')
    const auditId = await theAuditOf(test, String(bidIds[0]))
    const look = async (player: Player, status: number, code: string): Promise<void> => {
      await test.api(player).get(`/requirements/${requirementId}/bids`).expect(problem(status, code))
      await test
        .api(player)
        .get(`/requirements/${requirementId}/bids/${String(bidIds[0])}`)
        .expect(problem(status, code))
      if (player === 'evaluator') return
      await test.api(player).get(`/ethics-audits/${auditId}`).expect(problem(status, code))
      await test.api(player).post(`/ethics-audits/${auditId}/verdicts`).set('If-Match', '"1"').send(VERDICT).expect(problem(status, code))
    }
    for (const player of ['second-officer', 'senior-officer', 'evaluator'] as const) {
      await look(player, 403, 'interests-not-declared')
      const declared = { hasInterest: true, details: 'I own shares.' }
      await test.api(player).post(`/requirements/${requirementId}/interest-declarations`).send(declared).expect(204)
      await look(player, 403, 'interest-declared')
    }
    expect(await test.rows('SELECT id FROM verdict WHERE audit_id = $1', [auditId])).toEqual([])
  })

  describe('never are people with a role at any supplier, who', () => {
    let due: string
    let waiting: { id: string; etag: string }
    let opened: { requirementId: string; auditId: string }

    beforeAll(async () => {
      const { requirementId, bidIds } = await anOpening(test, 'supplier-admin')
      opened = { requirementId, auditId: await theAuditOf(test, String(bidIds[0])) }
      due = await aDueRequirement()
      waiting = await aWaitingDraft(test)
      for (const player of ['buyer-approver', 'procurement-officer'] as const)
        await grant(test, player, 'Fourth Example Supplier', 'bid-writer')
    })
    afterAll(async () => {
      for (const player of ['buyer-approver', 'procurement-officer'] as const) await revoke(test, player, 'Fourth Example Supplier')
    })

    const asBuyer = async () => organisationId(test, 'First Example Council')
    const asOfficer = async () => organisationId(test, 'Marketplace Operator')

    it('may not approve', async () => {
      const approval = test.api('buyer-approver').post(`/requirements/${waiting.id}/approve`).set('If-Match', waiting.etag)
      await approval.set('X-Organisation', await asBuyer()).expect(problem(403, 'approval-not-yours'))
    })

    it('may not open', async () => {
      await open('buyer-approver', due)
        .set('X-Organisation', await asBuyer())
        .expect(problem(403, 'opening-not-yours'))
      await open('procurement-officer', due)
        .set('X-Organisation', await asOfficer())
        .expect(problem(403, 'opening-not-yours'))
      expect(await test.rows('SELECT side FROM opening_consent WHERE requirement_id = $1', [due])).toEqual([])
    })

    it('may not read what is open', async () => {
      const list = `/requirements/${opened.requirementId}/bids`
      await test
        .api('buyer-approver')
        .get(list)
        .set('X-Organisation', await asBuyer())
        .expect(problem(403, 'bids-not-yours'))
      await test
        .api('procurement-officer')
        .get(list)
        .set('X-Organisation', await asOfficer())
        .expect(problem(403, 'bids-not-yours'))
    })

    it('may not audit', async () => {
      const audit = `/ethics-audits/${opened.auditId}`
      const organisation = await asOfficer()
      await test
        .api('procurement-officer')
        .get('/ethics-audits')
        .set('X-Organisation', organisation)
        .expect(problem(403, 'audit-not-yours'))
      await test.api('procurement-officer').get(audit).set('X-Organisation', organisation).expect(problem(403, 'audit-not-yours'))
      const verdict = test
        .api('procurement-officer')
        .post(`${audit}/verdicts`)
        .set('If-Match', '"1"')
        .set('X-Organisation', organisation)
        .send(VERDICT)
      await verdict.expect(problem(403, 'audit-not-yours'))
    })
  })
})
