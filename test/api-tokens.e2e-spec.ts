import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { roleOf } from '../src/shared/database/open-database.js'
import { grant, hire, organisationId, revoke } from './support/people.js'
import { problem } from './support/problems.js'
import { Statements } from './support/statements.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { aDraft, anOpening, anOpenRequirement, aPassingBid, aWaitingDraft, placeIn, theAuditOf } from './support/world.js'

type Scope = 'read' | 'bid' | 'submit' | 'buy' | 'audit'

interface Made {
  id: string
  token: string
}

describe('An API token', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const make = async (player: Player | Newcomer, ...scopes: Scope[]): Promise<Made> => {
    const { body } = await test.api(player).post('/api-tokens').send({ name: 'Nightly export', scopes, expiresInDays: 30 }).expect(201)
    return body as Made
  }

  const by = ({ token }: Made, route: string) => test.call(route).set('Authorization', `Bearer ${token}`)

  it('is shown once, begins with what scanners look for, and is kept as a hash', async () => {
    const made = await make('auditor', 'read')
    expect(made.token).toMatch(/^aimkt_[\w-]{43}$/)
    const { text } = await test.api('auditor').get('/api-tokens').expect(200)
    expect(text).toContain(made.id)
    expect(text).not.toContain(made.token)
    const [row] = await test.rows<{ kept: string }>(`SELECT string_agg(t::text, ' ') AS kept FROM api_token t`)
    expect(row?.kept).not.toContain(made.token.slice(6))
    const told = await test.rows(`SELECT 1 FROM outbox_event WHERE type = 'api-token.made' AND payload ->> 'tokenId' = $1`, [made.id])
    expect(told).toHaveLength(1)
  })

  it('takes a fresh sign-in to make', async () => {
    await test.moveClock('16 minutes')
    await test
      .api('auditor')
      .post('/api-tokens')
      .send({ name: 'x', scopes: ['read'], expiresInDays: 1 })
      .expect(problem(403, 'fresh-sign-in-required'))
  })

  it.each<[Player, Scope[]]>([
    ['bid-writer', ['submit']],
    ['supplier-admin', ['buy']],
    ['buyer-approver', ['buy']],
    ['auditor', ['audit']],
    ['organisation-admin', ['read', 'bid']],
  ])('of the %s cannot have the scopes %j', async (player, scopes) => {
    await test.api(player).post('/api-tokens').send({ name: 'x', scopes, expiresInDays: 1 }).expect(problem(422, 'scope-not-yours'))
  })

  it('with scopes that are not theirs is refused in words, with the names of the API after them', async () => {
    const { body } = await test
      .api('bid-writer')
      .post('/api-tokens')
      .send({ name: 'x', scopes: ['submit', 'buy'], expiresInDays: 1 })
      .expect(problem(422, 'scope-not-yours'))
    const words = 'you hold no role here to submit and withdraw bids (submit) or write requirements (buy).'
    expect(body).toMatchObject({ detail: expect.stringContaining(words) })
  })

  it.each<[string, unknown]>([
    ['name', ''],
    ['name', ' x'],
    ['name', 'x\ny'],
    ['name', 'x'.repeat(101)],
    ['name', 1],
    ['scopes', []],
    ['scopes', ['all']],
    ['scopes', ['read', 'read']],
    ['scopes', 'read'],
    ['scopes', null],
    ['expiresInDays', 0],
    ['expiresInDays', 366],
    ['expiresInDays', '1'],
    ['personId', newId()],
  ])('is not made with the %s %j', async (member, value) => {
    const body = { name: 'x', scopes: ['read'], expiresInDays: 1, [member]: value }
    await test
      .api('auditor')
      .post('/api-tokens')
      .send(body)
      .expect(problem(400, 'invalid-request', `/${member}`))
  })

  it('to read reads what its owner may, and changes nothing', async () => {
    const token = await make('buyer-author', 'read')
    const { id, etag } = await aDraft(test)
    await by(token, `GET /requirements/${id}`).expect(200)
    await by(token, `PATCH /requirements/${id}`).set('If-Match', etag).send({ title: 'x' }).expect(problem(403, 'scope-missing'))
    await by(token, 'GET /ethics-audits').expect(problem(403, 'scope-missing'))
  })

  it('to bid bids, and does not submit; to submit does, however long ago its owner signed in', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test, { closesIn: 14 * 86_400 }))
    const [bids, submits] = [await make('supplier-admin', 'bid'), await make('supplier-admin', 'bid', 'submit')]
    await by(bids, `POST /bids/${bidId}/ethics-check`).expect(200)
    await by(bids, `POST /bids/${bidId}/submit`).expect(problem(403, 'scope-missing'))
    await test.moveClock('2 hours')
    await by(submits, `POST /bids/${bidId}/submit`).expect(201)
    await by(submits, `POST /bids/${bidId}/withdraw`).expect(200)
  })

  it('to buy drafts, and never approves', async () => {
    const token = await make('buyer-author', 'buy')
    const { agreementId } = await placeIn(test, 'PRACTICE')
    await by(token, 'POST /requirements').send({ agreementId }).expect(201)
    const { id, etag } = await aWaitingDraft(test)
    await by(token, `POST /requirements/${id}/approve`).set('If-Match', etag).expect(problem(403, 'scope-missing'))
  })

  it('never opens, judges, signs off, declares, or does anything to an account', async () => {
    const token = await make('procurement-officer', 'read', 'audit')
    const { requirementId, bidIds } = await anOpening(test, 'rival-admin')
    await test.signIn('procurement-officer')
    const audit = await theAuditOf(test, String(bidIds[0]))
    await by(token, `GET /ethics-audits/${audit}`).expect(200)
    const never: [string, object][] = [
      [`POST /requirements/${requirementId}/open-bids`, {}],
      [`POST /requirements/${requirementId}/interest-declarations`, { hasInterest: false, details: '' }],
      [`POST /ethics-audits/${audit}/verdicts`, { questionId: 'Q906', finding: 'accepted' }],
      [`POST /ethics-audits/${audit}/sign-off`, { referrals: [] }],
      ['POST /sessions/current/step-up', { password: 'x' }],
      ['GET /sessions', {}],
      ['DELETE /sessions', {}],
      [`DELETE /sessions/${newId()}`, {}],
      ['GET /sign-ins', {}],
      ['GET /second-factor', {}],
      ['POST /second-factor', {}],
      ['DELETE /second-factor', {}],
      ['GET /api-tokens', {}],
      ['POST /api-tokens', { name: 'x', scopes: ['read'], expiresInDays: 1 }],
      [`DELETE /api-tokens/${token.id}`, {}],
      ['GET /account', {}],
      ['PUT /account/password', { currentPassword: 'x', password: 'x' }],
      ['POST /account/email-change', { email: 'x@example.test', password: 'x' }],
      ['POST /account/registrations', { kind: 'supplier', name: 'x' }],
      [`POST /registrations/${newId()}/approve`, {}],
      [`POST /registrations/${newId()}/refuse`, { reason: 'x' }],
    ]
    for (const [route, body] of never) {
      const request = by(token, route).set('If-Match', '"1"')
      await (Object.keys(body).length === 0 ? request : request.send(body)).expect(problem(403, 'not-by-api-token'))
    }
    await by(token, 'DELETE /sessions/current').expect(problem(401, 'not-signed-in'))
  })

  it('ends with its revocation, at once, and only its owner revokes it', async () => {
    const token = await make('auditor', 'read')
    await by(token, 'GET /notifications').expect(200)
    await test.api('evaluator').delete(`/api-tokens/${token.id}`).expect(problem(404, 'not-found'))
    await test.api('auditor').delete(`/api-tokens/${token.id}`).expect(204)
    await by(token, 'GET /notifications').expect(problem(401, 'not-signed-in'))
    await test.api('auditor').delete(`/api-tokens/${token.id}`).expect(204)
    await test.api('auditor').delete(`/api-tokens/${newId()}`).expect(problem(404, 'not-found'))
  })

  it('ends on its last day, and sign-out everywhere leaves it', async () => {
    const token = await make('auditor', 'read')
    await test.api('auditor').delete('/sessions').expect(204)
    await by(token, 'GET /notifications').expect(200)
    await test.moveClock('30 days')
    await by(token, 'GET /notifications').expect(problem(401, 'not-signed-in'))
  })

  it('loses with its owner’s role what that role may, and with the last role everything', async () => {
    await hire(test, 'new-writer', 'First Example Supplier', 'bid-writer')
    await grant(test, 'new-writer', 'First Example Supplier', 'organisation-admin')
    const token = await make('new-writer', 'read', 'bid')
    await by(token, 'GET /bids').expect(200)
    await test.rows(
      `DELETE FROM role_grant g USING person p WHERE p.id = g.person_id AND p.email = 'new-writer@example.test' AND role = 'bid-writer'`,
    )
    await by(token, 'GET /bids').expect(problem(403, 'scope-missing'))
    await by(token, 'GET /notifications').expect(200)
    await revoke(test, 'new-writer', 'First Example Supplier')
    await by(token, 'GET /notifications').expect(problem(401, 'not-signed-in'))
  })

  it('neither reads nor changes who belongs to an organisation', async () => {
    const token = await make('organisation-admin', 'read')
    const id = newId()
    await by(token, 'GET /people').expect(problem(403, 'not-by-api-token'))
    await by(token, 'GET /people/invitations').expect(problem(403, 'not-by-api-token'))
    // An administrator's role is in no scope, so that these would be refused even if they did not say so themselves.
    for (const route of [`PUT /people/${id}/roles/evaluator`, `DELETE /people/${id}/roles/evaluator`, `DELETE /people/${id}`])
      await by(token, route).expect(problem(403, 'scope-missing'))
    await by(token, 'POST /people/invitations')
      .send({ email: 'x@example.test', roles: ['evaluator'] })
      .expect(problem(403, 'scope-missing'))
  })

  it('is not made by somebody who holds no role anywhere', async () => {
    await hire(test, 'new-nobody', 'First Example Council', 'evaluator')
    await revoke(test, 'new-nobody', 'First Example Council')
    await test
      .api('new-nobody')
      .post('/api-tokens')
      .send({ name: 'x', scopes: ['read'], expiresInDays: 1 })
      .expect(problem(403, 'organisation-not-yours'))
  })

  it('acts in its own organisation only', async () => {
    await hire(test, 'new-both', 'First Example Council', 'buyer-author')
    const token = await make('new-both', 'read')
    await grant(test, 'new-both', 'Second Example Authority', 'buyer-author')
    const home = await organisationId(test, 'First Example Council')
    const other = await organisationId(test, 'Second Example Authority')
    await by(token, 'GET /requirements?scope=own').expect(200)
    await by(token, 'GET /requirements?scope=own').set('X-Organisation', home.toUpperCase()).expect(200)
    await by(token, 'GET /requirements?scope=own').set('X-Organisation', other).expect(problem(403, 'organisation-not-yours'))
    expect((await test.api('new-both').get('/api-tokens').set('X-Organisation', other).expect(200)).body).toEqual({
      items: [],
      nextCursor: null,
    })
  })

  it('costs one query, as a session does', async () => {
    const token = await make('auditor', 'read')
    const statements = new Statements(roleOf(test.config.databaseUrl))
    try {
      await by(token, 'GET /notifications').expect(200)
      const [byToken, bySession] = [
        await statements.of(() => by(token, 'GET /notifications').expect(200)),
        await statements.of(() => test.api('auditor').get('/notifications').expect(200)),
      ]
      expect(asking(byToken)).toBe(asking(bySession))
    } finally {
      statements.stopListening()
    }
    const { body } = await test.api('auditor').get('/api-tokens?limit=1').expect(200)
    expect(body).toMatchObject({ items: [{ lastUsedAt: expect.any(String) }] })
  })

  it('is one of twenty at most, however many are made at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 24 }, () =>
        test
          .api('rival-admin')
          .post('/api-tokens')
          .send({ name: 'x', scopes: ['bid'], expiresInDays: 1 }),
      ),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20)
    problem(422, 'too-many-api-tokens')(answers.find(({ status }) => status !== 201) as never)
  })
})

/** Statements that are not the background work's, which runs beside. */
const asking = (statements: readonly string[]): number =>
  statements.filter(text => /api_token|FROM session|FROM notification\s+WHERE person/.test(text)).length
