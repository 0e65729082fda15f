import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'

import { PASSWORD } from '../src/modules/demonstration/cast.js'
import { problem } from './support/problems.js'
import { type Phone, setUpSecondFactor } from './support/second-factor.js'
import { type Player, TestApp } from './support/test-app.js'

const signIn = (test: TestApp, player: Player, oneTimeCode?: string) =>
  test
    .api()
    .post('/sessions')
    .send({ email: `${player}@example.test`, password: PASSWORD, oneTimeCode })

/** The first step; answers the token that waits for the second. */
const firstStep = async (test: TestApp, player: Player): Promise<string> => {
  const { body } = await signIn(test, player).expect(problem(401, 'one-time-code-needed'))
  return (body as { pendingToken: string }).pendingToken
}

const secondStep = (test: TestApp, pendingToken: string, oneTimeCode: string) =>
  test.api().post('/sessions/second-step').send({ pendingToken, oneTimeCode })

describe('A second factor', () => {
  let test: TestApp
  let phone: Phone
  let recoveryCodes: string[]

  beforeAll(async () => {
    test = await TestApp.start()
    ;({ phone, recoveryCodes } = await setUpSecondFactor(test, 'supplier-admin'))
  })
  beforeEach(() => test.moveClock('2 minutes'))
  afterAll(() => test.stop())

  const use = ({ body }: Response) =>
    test
      .api()
      .get('/notifications')
      .set('Authorization', `Bearer ${(body as { token: string }).token}`)

  it('signs in in two steps', async () => {
    const pendingToken = await firstStep(test, 'supplier-admin')
    const response = await secondStep(test, pendingToken, await phone.code()).expect(201)
    expect(response.body).toMatchObject({ person: { email: 'supplier-admin@example.test' }, secondFactorNeeded: false })
    await use(response).expect(200)
    await secondStep(test, pendingToken, await phone.nextCode()).expect(problem(401, 'pending-sign-in-ended'))
  })

  it('signs in in one step with both', async () => {
    await use(await signIn(test, 'supplier-admin', await phone.code()).expect(201)).expect(200)
  })

  it('is not asked for with a wrong password, and changes nothing about its answer', async () => {
    const wrong = await test
      .api()
      .post('/sessions')
      .send({ email: 'supplier-admin@example.test', password: 'x', oneTimeCode: await phone.code() })
    const unknown = await test.api().post('/sessions').send({ email: 'nobody@example.test', password: 'x', oneTimeCode: '123456' })
    expect({ ...wrong.body, instance: '' }).toEqual({ ...unknown.body, instance: '' })
    problem(401, 'sign-in-refused')(wrong)
  })

  it('opens nothing with the token of the first step', async () => {
    const pendingToken = await firstStep(test, 'supplier-admin')
    await test.api().get('/notifications').set('Authorization', `Bearer ${pendingToken}`).expect(problem(401, 'not-signed-in'))
  })

  it('takes a code once', async () => {
    const code = await phone.code()
    await signIn(test, 'supplier-admin', code).expect(201)
    await signIn(test, 'supplier-admin', code).expect(problem(401, 'one-time-code-refused'))
    await secondStep(test, await firstStep(test, 'supplier-admin'), code).expect(problem(401, 'one-time-code-refused'))
    await signIn(test, 'supplier-admin', await phone.nextCode()).expect(201)
  })

  it('takes no code older than one it took', async () => {
    const earlier = await phone.code(-1)
    await signIn(test, 'supplier-admin', await phone.code()).expect(201)
    await signIn(test, 'supplier-admin', earlier).expect(problem(401, 'one-time-code-refused'))
  })

  it('takes a code once of many that come at the same moment', async () => {
    const code = await phone.code()
    const pending = await Promise.all(Array.from({ length: 4 }, () => firstStep(test, 'supplier-admin')))
    const answers = await Promise.all(pending.map(token => secondStep(test, token, code)))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401, 401])
  })

  it.each([
    [-2, 401],
    [-1, 201],
    [1, 201],
    [2, 401],
  ])('answers a code of %d steps from now with %d', async (steps, status) => {
    await test.moveClock('5 minutes')
    expect((await signIn(test, 'supplier-admin', await phone.code(steps))).status).toBe(status)
  })

  it('waits five minutes for the code, and takes five tries', async () => {
    const late = await firstStep(test, 'supplier-admin')
    await test.moveClock('5 minutes')
    await secondStep(test, late, await phone.code()).expect(problem(401, 'pending-sign-in-ended'))
    const guessed = await firstStep(test, 'supplier-admin')
    for (let tries = 0; tries < 5; tries += 1) await secondStep(test, guessed, 'ABCD').expect(problem(401, 'one-time-code-refused'))
    await secondStep(test, guessed, await phone.code()).expect(problem(401, 'pending-sign-in-ended'))
  })

  it('slows down whoever guesses codes, with ever new first steps', async () => {
    await test.moveClock('2 days')
    await test.signIn('auditor')
    let slowed: Response | null = null
    for (let guesses = 0; guesses < 12 && slowed === null; guesses += 1) {
      const answer = await signIn(test, 'supplier-admin', '000000')
      if (answer.status === 429) slowed = answer
    }
    problem(429, 'sign-in-slowed')(slowed as unknown as Response)
    await test.moveClock('1 hour')
    await signIn(test, 'supplier-admin', await phone.code()).expect(201)
  })

  it('is replaced by a recovery code, each once', async () => {
    const [first = '', second = ''] = recoveryCodes
    expect(new Set(recoveryCodes).size).toBe(10)
    await signIn(test, 'supplier-admin', first).expect(201)
    await signIn(test, 'supplier-admin', first).expect(problem(401, 'one-time-code-refused'))
    await signIn(test, 'supplier-admin', second.toLowerCase().replaceAll('-', ' ')).expect(201)
  })

  it('keeps secret and recovery codes in no form that can be read', async () => {
    const [row] = await test.rows<{ kept: string }>(
      `SELECT concat((SELECT string_agg(f::text, ' ') FROM second_factor f), (SELECT string_agg(r::text, ' ') FROM recovery_code r)) AS kept`,
    )
    for (const code of recoveryCodes) expect(row?.kept).not.toContain(code.replaceAll('-', ''))
    const [secret] = await test.rows<{ length: number }>('SELECT length(secret) AS length FROM second_factor')
    expect(secret).toEqual({ length: 12 + 20 + 16 })
  })

  it('cannot be set up over one that is there', async () => {
    await signedInAgain()
    await test.api('supplier-admin').post('/second-factor').expect(problem(409, 'second-factor-exists'))
    await test
      .api('supplier-admin')
      .post('/second-factor/confirm')
      .send({ oneTimeCode: await phone.code() })
      .expect(problem(409, 'second-factor-exists'))
  })

  const signedInAgain = async (): Promise<void> => {
    const { body } = await signIn(test, 'supplier-admin', await phone.nextCode()).expect(201)
    test.tokens.set('supplier-admin', (body as { token: string }).token)
  }

  it('has new recovery codes when they are asked for, and the old ones are worth nothing', async () => {
    await signedInAgain()
    const { body } = await test.api('supplier-admin').post('/second-factor/recovery-codes').expect(201)
    const renewed = (body as { recoveryCodes: string[] }).recoveryCodes
    await signIn(test, 'supplier-admin', recoveryCodes[5]).expect(problem(401, 'one-time-code-refused'))
    await signIn(test, 'supplier-admin', renewed[0]).expect(201)
    expect((await test.api('supplier-admin').get('/second-factor').expect(200)).body).toMatchObject({ recoveryCodesLeft: 9 })
  })

  it('is removed only by a fresh sign-in, and then asked for no more', async () => {
    await signedInAgain()
    await test.moveClock('16 minutes')
    for (const [method, path] of [
      ['post', '/second-factor/recovery-codes'],
      ['delete', '/second-factor'],
    ] as const)
      await test.api('supplier-admin')[method](path).expect(problem(403, 'fresh-sign-in-required'))
    const proof = { password: PASSWORD, oneTimeCode: await phone.code() }
    await test.api('supplier-admin').post('/sessions/current/step-up').send({ password: PASSWORD }).expect(problem(422, 'step-up-refused'))
    await test.api('supplier-admin').post('/sessions/current/step-up').send(proof).expect(200)
    await test.api('supplier-admin').delete('/second-factor').expect(204)
    await test.api('supplier-admin').delete('/second-factor').expect(problem(409, 'second-factor-missing'))
    await signIn(test, 'supplier-admin').expect(201)
    const told = await test.rows<{ type: string }>(`SELECT type FROM outbox_event WHERE type LIKE 'second-factor%' ORDER BY id`)
    expect(told.map(({ type }) => type)).toEqual(['second-factor.set-up', 'second-factor.recovery-codes-made', 'second-factor.removed'])
  })
})

describe('A second factor that was never confirmed', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  it('is asked for by nobody, and another secret takes its place', async () => {
    await test.api('auditor').post('/second-factor').expect(201)
    await signIn(test, 'auditor').expect(201)
    await test.api('auditor').post('/second-factor/confirm').send({ oneTimeCode: '000000' }).expect(problem(422, 'one-time-code-wrong'))
    await setUpSecondFactor(test, 'auditor')
    await firstStep(test, 'auditor')
  })

  it.each([{}, { oneTimeCode: 'x' }, { oneTimeCode: 123_456 }, { oneTimeCode: '１２３４５６' }, { oneTimeCode: '1234567' }])(
    'is not confirmed by %j',
    async body => {
      await test
        .api('evaluator')
        .post('/second-factor/confirm')
        .send(body)
        .expect(problem(400, 'invalid-request', '/oneTimeCode'))
    },
  )

  it('is not there to be confirmed or removed', async () => {
    await test.api('evaluator').post('/second-factor/confirm').send({ oneTimeCode: '123456' }).expect(problem(409, 'second-factor-missing'))
    await test.api('evaluator').delete('/second-factor').expect(problem(409, 'second-factor-missing'))
  })
})

describe('A role that needs a second factor', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ config: { secondFactorRoles: ['procurement-officer'] } })
  })
  afterAll(() => test.stop())

  it('is withheld from its people until they have set one up, and they are told how', async () => {
    for (const officer of ['procurement-officer', 'senior-officer'] as const) {
      expect((await signIn(test, officer).expect(201)).body).toMatchObject({ secondFactorNeeded: true })
      await test.api(officer).get('/ethics-audits').expect(problem(403, 'second-factor-needed'))
    }
    await test.api('auditor').get('/ethics-audits').expect(200)
    expect((await test.api('procurement-officer').get('/second-factor').expect(200)).body).toMatchObject({ needed: true })
  })

  it('is given in the session that confirmed one, and only to sign-ins by it', async () => {
    const { phone } = await setUpSecondFactor(test, 'procurement-officer')
    await test.api('procurement-officer').get('/ethics-audits').expect(200)
    const { body } = await signIn(test, 'procurement-officer', await phone.nextCode()).expect(201)
    expect(body).toMatchObject({ secondFactorNeeded: false })
    await test.api('procurement-officer').delete('/second-factor').expect(204)
    await test.api('procurement-officer').get('/ethics-audits').expect(problem(403, 'second-factor-needed'))
  })
})
