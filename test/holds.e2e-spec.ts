import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { grant, organisationId, revoke } from './support/people.js'
import { contents, LOG, problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { HIGH } from './support/high-tier.js'
import { aDraft, type Draft, eventually, GOLDEN, settled } from './support/world.js'

const RELEASE = { reason: 'The board heard the case and agreed to a trial of three months.', seniorOwner: 'Director of Adult Services' }

/** BR-14: what only a senior officer may let pass. */
describe('A held requirement', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  afterAll(() => test.stop())

  const submit = async ({ id }: Draft): Promise<Draft> => {
    const { headers } = await test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
    return { id, etag: String(headers['etag']) }
  }

  const aHeldRequirement = async (fields: object = {}): Promise<Draft> => submit(await aDraft(test, { ...HIGH, ...fields }))

  const release = (id: string, player: Parameters<TestApp['api']>[0] = 'senior-officer') =>
    test.api(player).post(`/requirements/${id}/release-hold`).send(RELEASE)

  const returned = async (id: string): Promise<string> => {
    const { headers } = await test.api('buyer-approver').post(`/requirements/${id}/return`).send({ reason: 'x' }).expect(200)
    return String(headers['etag'])
  }

  const findings = async (id: string): Promise<object> => {
    const { body } = await test.api('buyer-author').post(`/requirements/${id}/readiness-check`).expect(200)
    return (body as { findings: { rule: string; outcome: string }[] }).findings.map(({ rule, outcome }) => [rule, outcome])
  }

  it('goes into approval and is approved, but is not published until a senior officer released it', async () => {
    const { id, etag } = await aHeldRequirement()
    expect(await findings(id)).toEqual([['BR-14', 'hold']])
    await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
    await test.api('buyer-author').post(`/requirements/${id}/publish`).expect(problem(422, 'readiness-blocked'))

    const { body, headers } = await release(id).expect(200)
    const released = { holdRelease: { ...RELEASE, releasedBy: expect.any(String), releasedAt: expect.any(String) } }
    expect(body).toMatchObject({ id, state: 'approved', ...released })
    expect(headers['etag']).not.toBe(etag)
    expect(await findings(id)).toEqual([])
    await test.api('buyer-author').post(`/requirements/${id}/publish`).expect(200)

    expect((await test.api('buyer-author').get(`/requirements/${id}`)).body).toMatchObject(released)
    expect((await test.api('supplier-admin').get(`/requirements/${id}`)).body).not.toHaveProperty('holdRelease')
  })

  const told = (player: 'senior-officer' | 'buyer-author', kind: string, subjectId: string, title: string): Promise<void> =>
    eventually(async () => {
      const { body } = await test.api(player).get('/notifications').expect(200)
      expect(body).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ kind, subjectId, title })]) })
    })

  it('tells senior officers and, once released, the buyer’s authors; the log says who released it and why', async () => {
    const { id } = await aHeldRequirement()
    await told('senior-officer', 'requirement.held', id, 'A requirement is held for a senior officer')
    await release(id).expect(200)
    await told('buyer-author', 'requirement.hold-released', id, 'A hold was released')
    const [{ content, action } = { content: Buffer.of(), action: '' }] = await test.rows<{ content: Buffer; action: string }>(
      `SELECT e.action, d.content FROM audit_event e JOIN audit_detail d ON d.event_id = e.id WHERE e.subject_id = $1 ORDER BY e.sequence DESC LIMIT 1`,
      [id],
    )
    expect([action, JSON.parse(content.toString('utf8'))]).toEqual(['requirement.hold-released', RELEASE])
  })

  it('is held again when what it was released for changes, and not when anything else does', async () => {
    const { id } = await aHeldRequirement()
    await release(id).expect(200)
    let etag = await returned(id)
    const change = async (fields: object): Promise<unknown> => {
      const { headers, body } = await test.api('buyer-author').patch(`/requirements/${id}`).set('If-Match', etag).send(fields).expect(200)
      etag = String(headers['etag'])
      return (body as { holdRelease: unknown }).holdRelease
    }
    expect(await change({ title: 'Other words', riskProfile: HIGH.riskProfile })).toMatchObject(RELEASE)
    expect(await findings(id)).toEqual([])
    expect(await change({ seniorApproval: { reference: 'Board minute 15' } })).toBeNull()
    expect(await findings(id)).toEqual([['BR-14', 'hold']])

    const releasedAgain = async (): Promise<void> => {
      await submit({ id, etag })
      await release(id).expect(200)
      expect(await findings(id)).toEqual([])
    }
    await releasedAgain()
    etag = await returned(id)
    expect(await change({ governance: { ...HIGH.governance, seniorOwner: 'Director of Roads' } })).toBeNull()
    await releasedAgain()
    etag = await returned(id)
    expect(await change({ settings: { ...GOLDEN.requirement.settings, specialGateway: 'yes' } })).toBeNull()
    await releasedAgain()
  })

  it('is not released without the approval that the buyer has to name, nor twice', async () => {
    const bare = await aHeldRequirement({ seniorApproval: null })
    await release(bare.id).expect(problem(422, 'approval-not-named'))
    const { id } = await aHeldRequirement()
    await release(id).expect(200)
    await release(id).expect(problem(409, 'hold-already-released'))
  })

  it('is nobody’s to release who has a role at a supplier or an interest in it', async () => {
    const { id } = await aHeldRequirement()
    const operator = await organisationId(test, 'Marketplace Operator')
    await grant(test, 'supplier-admin', 'Marketplace Operator', 'senior-officer')
    await release(id, 'supplier-admin').set('X-Organisation', operator).expect(problem(403, 'release-not-yours'))
    await test
      .api('senior-officer')
      .post(`/requirements/${id}/interest-declarations`)
      .send({ hasInterest: true, details: 'A relative works there.' })
      .expect(204)
    await release(id).expect(problem(403, 'interest-declared'))
  })

  it('is nobody’s to release who contributed to it', async () => {
    const draft = await aDraft(test, HIGH)
    const council = await organisationId(test, 'First Example Council')
    await grant(test, 'senior-officer', 'First Example Council', 'buyer-author')
    const { headers } = await test
      .api('senior-officer')
      .patch(`/requirements/${draft.id}`)
      .set({ 'X-Organisation': council, 'If-Match': draft.etag })
      .send({ title: 'A list of road defects' })
      .expect(200)
    const { id } = await submit({ id: draft.id, etag: String(headers['etag']) })
    const operator = await organisationId(test, 'Marketplace Operator')
    await settled(test)
    const before = await contents(test, LOG)
    await release(id).set('X-Organisation', operator).expect(problem(403, 'release-not-yours'))
    expect(await contents(test, LOG)).toEqual(before)
    await revoke(test, 'senior-officer', 'First Example Council')
    await release(id).expect(problem(403, 'release-not-yours'))
  })

  it('is released once, however often the request is repeated', async () => {
    const { id } = await aHeldRequirement()
    const key = newId()
    const first = await release(id).set('Idempotency-Key', key).expect(200)
    const again = await release(id).set('Idempotency-Key', key).expect(200)
    expect([again.body, again.headers['etag']]).toEqual([first.body, first.headers['etag']])
    await test
      .api('senior-officer')
      .post(`/requirements/${id}/release-hold`)
      .set('Idempotency-Key', key)
      .send({ ...RELEASE, reason: 'Another.' })
      .expect(problem(422, 'idempotency-key-reused'))
  })

  it('goes into approval only if nothing else blocks', async () => {
    const { id } = await aDraft(test, { ...HIGH, governance: { ...HIGH.governance, seniorOwner: '' } })
    await settled(test)
    const before = await contents(test, LOG)
    await test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(problem(422, 'readiness-blocked'))
    expect(await contents(test, LOG)).toEqual(before)
  })
})

describe('A requirement that nothing holds', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  it('has nothing to release, in approval or before', async () => {
    const { id } = await aDraft(test)
    const release = () => test.api('senior-officer').post(`/requirements/${id}/release-hold`).send(RELEASE)
    await release().expect(problem(409, 'requirement-state'))
    await test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
    const before = await contents(test, LOG)
    await release().expect(problem(422, 'nothing-held'))
    expect(await contents(test, LOG)).toEqual(before)
    await test.api('senior-officer').post(`/requirements/${newId()}/release-hold`).send(RELEASE).expect(problem(404, 'not-found'))
  })
})
