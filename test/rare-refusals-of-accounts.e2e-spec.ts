import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Test } from 'supertest'

import { PASSWORD } from '../src/modules/demonstration/cast.js'
import { newId } from '../src/shared/ids.js'
import { aLowAudit, readAudit } from './support/auditing.js'
import { anAddress, GOOD_PASSWORD, lastCode } from './support/codes.js'
import { Changes, REASON } from './support/changes.js'
import { invite } from './support/colleagues.js'
import { aRegistration, arrive, grant, hire, organisationId } from './support/people.js'
import { problem } from './support/problems.js'
import { queuedFor } from './support/queues.js'
import { setUpSecondFactor } from './support/second-factor.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'
import { anOpenRequirement } from './support/world.js'

/** Passwords that are refused, by the reason. */
const WEAK: readonly [code: string, password: string][] = [
  ['password-too-short', 'fourteen chars'],
  ['password-too-common', 'passwordpassword'],
  ['password-too-close', 'Marketplace-2026'],
]

/** What no journey of accounts meets and the API document tells of. */
describe('Refusals of accounts that are rare', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
  })
  beforeEach(() => test.signInAll())
  // Newcomers with other passwords and second factors sign in no more.
  afterEach(() => {
    for (const who of test.tokens.keys()) if (who.startsWith('new-')) test.tokens.delete(who)
  })
  afterAll(() => test.stop())

  const newPerson = async (): Promise<Newcomer> => {
    const who: Newcomer = `new-${newId()}`
    await arrive(test, who)
    return who
  }
  const emailOf = (who: Player | Newcomer): string => `${who}@example.test`

  describe('of a second factor', () => {
    const confirm = (who: Newcomer, oneTimeCode: string) => test.api(who).post('/second-factor/confirm').send({ oneTimeCode })
    const signIn = (who: Newcomer, oneTimeCode?: string) =>
      test
        .api()
        .post('/sessions')
        .send({ email: emailOf(who), password: PASSWORD, oneTimeCode })
    const secondStep = async (who: Newcomer, oneTimeCode: string) => {
      const { body } = await signIn(who).expect(problem(401, 'one-time-code-needed'))
      const { pendingToken } = body as { pendingToken: string }
      return test.api().post('/sessions/second-step').send({ pendingToken, oneTimeCode })
    }

    it('are of a secret that cannot be read, beside which recovery codes go on to be taken', async () => {
      const who = await newPerson()
      const { phone, recoveryCodes } = await setUpSecondFactor(test, who)
      await test.rows(
        `UPDATE second_factor SET secret = decode(repeat('00', 48), 'hex') WHERE person_id = (SELECT id FROM person WHERE email = $1)`,
        [emailOf(who)],
      )
      const code = await phone.nextCode()
      const unreadable = problem(503, 'second-factor-unreadable')
      await signIn(who, code).expect(unreadable)
      unreadable(await secondStep(who, code))
      const stepUp = (oneTimeCode = '') => test.api(who).post('/sessions/current/step-up').send({ password: PASSWORD, oneTimeCode })
      await stepUp(code).expect(unreadable)
      await signIn(who, recoveryCodes[0]).expect(201)
      await stepUp(recoveryCodes[1]).expect(200)
    })

    it('are of codes that are guessed in the second step, or while one is set up', async () => {
      const who = await newPerson()
      await test.api(who).post('/second-factor').expect(201)
      for (let tries = 0; tries < 6; tries += 1) await confirm(who, '000000').expect(problem(422, 'one-time-code-wrong'))
      await confirm(who, '000000').expect(problem(429, 'sign-in-slowed'))
      const guessed = await newPerson()
      await setUpSecondFactor(test, guessed)
      for (let tries = 0; tries < 6; tries += 1) problem(401, 'one-time-code-refused')(await secondStep(guessed, 'ABCD'))
      problem(429, 'sign-in-slowed')(await secondStep(guessed, 'ABCD'))
    })

    it('are of a sign-in that is old', async () => {
      const who = await newPerson()
      await test.moveClock('16 minutes')
      await test.api(who).post('/second-factor').expect(problem(403, 'fresh-sign-in-required'))
      await confirm(who, '000000').expect(problem(403, 'fresh-sign-in-required'))
    })
  })

  describe('of a password', () => {
    it.each(WEAK)('are the same at a reset: %s', async (reason, password) => {
      const who = await newPerson()
      await test
        .api()
        .post('/accounts/password-reset')
        .send({ email: emailOf(who) })
        .expect(202)
      const code = await lastCode(test, emailOf(who))
      await test
        .api()
        .post('/accounts/password-reset/confirm')
        .send({ code, password })
        .expect(problem(422, reason, '/password'))
      await test.api().post('/accounts/password-reset/confirm').send({ code, password: GOOD_PASSWORD }).expect(204)
    })

    it.each(WEAK)('are the same at an invitation: %s', async (reason, password) => {
      const email = anAddress()
      await invite(test, email, ['evaluator']).expect(201)
      const code = await lastCode(test, email)
      const accept = (typed: string) =>
        test.api().post('/accounts/invitations/accept').send({ code, name: 'New evaluator', password: typed })
      await accept(password).expect(problem(422, reason, '/password'))
      await accept(GOOD_PASSWORD).expect(201)
    })

    it.each(WEAK)('are the same at a change: %s', async (reason, password) => {
      const who = await newPerson()
      const change = (typed: string) => test.api(who).put('/account/password').send({ currentPassword: PASSWORD, password: typed })
      await change(password).expect(problem(422, reason, '/password'))
      await change(GOOD_PASSWORD).expect(204)
    })

    it('are of two changes at the same moment, of which the first holds', async () => {
      const who = await newPerson()
      const [person] = await test.rows<{ id: string }>('SELECT id FROM person WHERE email = $1', [emailOf(who)])
      const change = (password: string) => () => test.api(who).put('/account/password').send({ currentPassword: PASSWORD, password })
      const answers = await queuedFor(
        test,
        ['person', String(person?.id)],
        null,
        change(GOOD_PASSWORD),
        change('seven grey herons over wet slate'),
      )
      expect(answers.map(({ status, body }) => [status, (body as { code?: string }).code])).toEqual([
        [204, undefined],
        [409, 'password-changed-meanwhile'],
      ])
      await test
        .api()
        .post('/sessions')
        .send({ email: emailOf(who), password: GOOD_PASSWORD })
        .expect(201)
    })
  })

  describe('of mails', () => {
    it('are of an address that was sent several already', async () => {
      const who = await newPerson()
      const email = anAddress()
      const ask = () => test.api(who).post('/account/email-change').send({ email, password: PASSWORD })
      for (let time = 0; time < 3; time += 1) await ask().expect(202)
      await ask().expect(problem(429, 'too-many-mails'))
    })

    it('are of somebody who is invited again and again', async () => {
      const email = anAddress()
      for (let time = 0; time < 3; time += 1) {
        const { body } = await invite(test, email, ['evaluator']).expect(201)
        await test
          .api('organisation-admin')
          .post(`/people/invitations/${(body as { id: string }).id}/revoke`)
          .expect(200)
      }
      await invite(test, email, ['evaluator']).expect(problem(429, 'too-many-mails'))
    })

    it('are of an invitation whose address has become the administrator’s own', async () => {
      const email = anAddress()
      const { body } = await invite(test, email, ['evaluator']).expect(201)
      await test.rows('UPDATE person SET email = $1 WHERE email = $2', [email, emailOf('organisation-admin')])
      const resend = test.api('organisation-admin').post(`/people/invitations/${(body as { id: string }).id}/resend`)
      await resend.expect(problem(403, 'own-role'))
      await test.rows('UPDATE person SET email = $2 WHERE email = $1', [email, emailOf('organisation-admin')])
    })
  })

  describe('of a registration', () => {
    it('are of an officer who works for a supplier', async () => {
      await hire(test, 'new-officer', 'Marketplace Operator', 'procurement-officer')
      await grant(test, 'new-officer', 'First Example Supplier', 'bid-writer')
      const operator = await organisationId(test, 'Marketplace Operator')
      const id = await aRegistration(test)
      const asOfficer = (made: Test) => made.set('X-Organisation', operator).expect(problem(403, 'registration-not-yours'))
      await asOfficer(test.api('new-officer').get(`/registrations/${id}`))
      await asOfficer(test.api('new-officer').post(`/registrations/${id}/refuse`).send({ reason: 'x' }))
    })

    it('are of numbers that another organisation has by now', async () => {
      const id = await aRegistration(test)
      await test.rows(`INSERT INTO organisation (id, kind, name, duns) SELECT $2, kind, 'Earlier', duns FROM registration WHERE id = $1`, [
        id,
        newId(),
      ])
      await test.api('procurement-officer').post(`/registrations/${id}/approve`).expect(problem(409, 'registration-not-possible'))
    })
  })

  it('are of an invitation to bid that comes to nothing any more', async () => {
    const late = await anOpenRequirement(test, { closesIn: 600 })
    const cancelled = await anOpenRequirement(test)
    const the = new Changes(test)
    await the.verb(cancelled, 'cancel', { reason: REASON }).expect(200)
    await the.verb(cancelled, 'cancel', { reason: REASON }, 'buyer-approver').expect(200)
    const decline = test.api('bid-writer').post(`/requirements/${cancelled}/invitation/decline`).send({ reason: 'terms' })
    await decline.expect(problem(409, 'requirement-not-open'))
    await test.moveClock('601 seconds')
    await test.api('bid-writer').post(`/requirements/${late}/invitation/intend`).send({}).expect(problem(409, 'deadline-passed'))
  })

  it('are of an officer who asks a supplier before having declared their interests', async () => {
    const { auditId } = await aLowAudit(test)
    const { etag } = await readAudit(test, auditId)
    await hire(test, 'new-auditing-officer', 'Marketplace Operator', 'procurement-officer')
    await test
      .api('new-auditing-officer')
      .post(`/ethics-audits/${auditId}/threads/Q906/messages`)
      .set('If-Match', etag)
      .send({ text: 'Who confirms it?' })
      .expect(problem(403, 'interests-not-declared'))
  })
})
