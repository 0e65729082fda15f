import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { anAddress, codeTo, enter, GOOD_PASSWORD, mailTo, NEW_ADDRESS, register, RESET, SIGN_UP } from './support/codes.js'
import { MailCatcher } from './support/mail-catcher.js'
import { problem } from './support/problems.js'
import { setUpSecondFactor } from './support/second-factor.js'
import { TestApp } from './support/test-app.js'
import { eventsHandled } from './support/world.js'

const NEXT_PASSWORD = 'seven grey herons over wet slate'

describe('An account', () => {
  let catcher: MailCatcher
  let test: TestApp

  beforeAll(async () => {
    catcher = await MailCatcher.start()
    test = await TestApp.start({ working: true, config: { smtpUrl: catcher.url } })
  })
  afterAll(async () => {
    await test.stop()
    await catcher.close()
  })

  const signIn = (email: string, password: string) => test.api().post('/sessions').send({ email, password })
  const auditOf = async (email: string): Promise<string[]> => {
    const found = await test.rows<{ action: string }>(
      `SELECT action FROM audit_event JOIN person p ON stream = 'person:' || p.id WHERE p.email = $1 ORDER BY sequence`,
      [email],
    )
    return found.map(({ action }) => action)
  }

  describe('that somebody asks for', () => {
    it('is made with the mailed code, once, and can be signed in to without belonging anywhere', async () => {
      const email = anAddress()
      const asked = await test.api().post('/accounts').send({ email }).expect(202)
      expect(JSON.stringify(asked.body)).not.toContain('code":')
      const code = await codeTo(catcher, email, SIGN_UP)
      const made = await test.api().post('/accounts/confirm').send({ code, name: ' Newcomer ', password: GOOD_PASSWORD }).expect(201)
      expect(made.body).toEqual({ id: expect.any(String), name: 'Newcomer', email })
      await test
        .api()
        .post('/accounts/confirm')
        .send({ code, name: 'Another', password: GOOD_PASSWORD })
        .expect(problem(422, 'code-not-valid'))
      await enter(test, 'new-comer', email)
      expect((await test.api('new-comer').get('/account').expect(200)).body).toEqual({ person: made.body as object, organisations: [] })
      expect(await auditOf(email)).toEqual(['account.created'])
    })

    it('lets whoever belongs nowhere see what everybody sees and nothing else', async () => {
      await register(test, catcher, 'new-alone')
      await test.api('new-alone').get('/requirements').expect(200)
      expect((await test.api('new-alone').get('/notifications').expect(200)).body).toEqual({ items: [], nextCursor: null })
      for (const path of ['/bids', '/people', '/ethics-audits', '/registrations'])
        await test.api('new-alone').get(path).expect(problem(403, 'role-missing'))
      expect((await test.api('new-alone').get('/requirements?scope=own').expect(200)).body).toMatchObject({ items: [] })
    })

    it('is not told apart from one that is there, but in the mail', async () => {
      const unknown = await test.api().post('/accounts').send({ email: anAddress() }).expect(202)
      const known = await test.api().post('/accounts').send({ email: 'Evaluator@EXAMPLE.test' }).expect(202)
      expect(known.body).toEqual(unknown.body)
      expect(Object.keys(known.headers).toSorted()).toEqual(Object.keys(unknown.headers).toSorted())
      const { text } = await mailTo(catcher, 'Evaluator@EXAMPLE.test', 'You have an account already')
      expect(text).not.toContain('Code:')
    })

    it('is made once by two who use the code at the same moment', async () => {
      const email = anAddress()
      await test.api().post('/accounts').send({ email }).expect(202)
      const code = await codeTo(catcher, email, SIGN_UP)
      const tries = await Promise.all(
        Array.from({ length: 5 }, () => test.api().post('/accounts/confirm').send({ code, name: 'x', password: GOOD_PASSWORD })),
      )
      expect(tries.map(({ status }) => status).toSorted()).toEqual([201, 422, 422, 422, 422])
    })

    it('is made once by two codes for one address, however that is spelt', async () => {
      const email = `Ünïcode-${anAddress()}`
      await test
        .api()
        .post('/accounts')
        .send({ email: email.normalize('NFD') })
        .expect(202)
      const first = await codeTo(catcher, email.normalize('NFC'), SIGN_UP)
      await test.api().post('/accounts').send({ email: email.toUpperCase() }).expect(202)
      const second = await codeTo(catcher, email, SIGN_UP, 2)
      await test.api().post('/accounts/confirm').send({ code: first, name: 'x', password: GOOD_PASSWORD }).expect(201)
      await test
        .api()
        .post('/accounts/confirm')
        .send({ code: second, name: 'x', password: GOOD_PASSWORD })
        .expect(problem(409, 'account-exists'))
    })

    it('is not made with a code that is too old', async () => {
      const email = anAddress()
      await test.api().post('/accounts').send({ email }).expect(202)
      const code = await codeTo(catcher, email, SIGN_UP)
      await test.moveClock('24 hours 1 second')
      await test.api().post('/accounts/confirm').send({ code, name: 'x', password: GOOD_PASSWORD }).expect(problem(422, 'code-not-valid'))
    })

    it.each([
      ['password-too-short', 'fourteen chars'],
      ['password-too-common', 'Password1234567!'],
      ['password-too-common', 'passwordpassword'],
      ['password-too-close', 'Newcomer-2026-abc'],
    ])('gets no password that is %s: %s', async (code, password) => {
      const email = anAddress()
      await test.api().post('/accounts').send({ email }).expect(202)
      const mailed = await codeTo(catcher, email, SIGN_UP)
      await test
        .api()
        .post('/accounts/confirm')
        .send({ code: mailed, name: 'Newcomer', password })
        .expect(problem(422, code, '/password'))
      await test.api().post('/accounts/confirm').send({ code: mailed, name: 'Newcomer', password: GOOD_PASSWORD }).expect(201)
    })

    it('is mailed three codes an hour and no more, and the answer stays the same', async () => {
      const email = anAddress()
      for (let time = 0; time < 5; time += 1) await test.api().post('/accounts').send({ email }).expect(202)
      await eventsHandled(test)
      expect(await test.rows('SELECT FROM mailed_code WHERE email = $1', [email])).toHaveLength(3)
    })
  })

  describe('whose password is forgotten', () => {
    it('gets another with the mailed code; every session ends, and the person is told', async () => {
      const email = await register(test, catcher, 'new-forgetful')
      await test.api().post('/accounts/password-reset').send({ email }).expect(202)
      const code = await codeTo(catcher, email, RESET)
      await test
        .api()
        .post('/accounts/password-reset/confirm')
        .send({ code, password: 'too short' })
        .expect(problem(422, 'password-too-short'))
      await test.api('new-forgetful').get('/account').expect(200)
      await test.api().post('/accounts/password-reset/confirm').send({ code, password: NEXT_PASSWORD }).expect(204)
      await test.api('new-forgetful').get('/account').expect(problem(401, 'not-signed-in'))
      await signIn(email, GOOD_PASSWORD).expect(problem(401, 'sign-in-refused'))
      await enter(test, 'new-forgetful', email, NEXT_PASSWORD)
      await test
        .api()
        .post('/accounts/password-reset/confirm')
        .send({ code, password: NEXT_PASSWORD })
        .expect(problem(422, 'code-not-valid'))
      expect((await mailTo(catcher, email, 'Your password was set anew')).text).toContain('second factor')
      expect(await auditOf(email)).toEqual(['account.created', 'password.reset'])
    })

    it('is not told apart from none, and for none nothing is mailed', async () => {
      const email = anAddress()
      const before = catcher.caught.length
      const unknown = await test.api().post('/accounts/password-reset').send({ email }).expect(202)
      const known = await test.api().post('/accounts/password-reset').send({ email: 'auditor@example.test' }).expect(202)
      expect(known.body).toEqual(unknown.body)
      await mailTo(catcher, 'auditor@example.test', RESET)
      expect(catcher.caught.slice(before).flatMap(({ recipients }) => recipients)).not.toContain(email)
    })

    it('asks for the second factor where there is one, and gives the code up after five wrong ones', async () => {
      const email = await register(test, catcher, 'new-careful')
      const { phone } = await setUpSecondFactor(test, 'new-careful')
      const confirm = (code: string, oneTimeCode?: string) =>
        test
          .api()
          .post('/accounts/password-reset/confirm')
          .send({ code, password: NEXT_PASSWORD, ...(oneTimeCode === undefined ? {} : { oneTimeCode }) })
      await test.api().post('/accounts/password-reset').send({ email }).expect(202)
      const code = await codeTo(catcher, email, RESET)
      await confirm(code).expect(problem(403, 'second-factor-needed'))
      for (let time = 1; time < 5; time += 1) await confirm(code, '000000').expect(problem(403, 'second-factor-needed'))
      await confirm(code, await phone.nextCode()).expect(problem(422, 'code-not-valid'))
      await signIn(email, GOOD_PASSWORD).expect(problem(401, 'one-time-code-needed'))

      await test.api().post('/accounts/password-reset').send({ email }).expect(202)
      await confirm(await codeTo(catcher, email, RESET, 2), await phone.nextCode()).expect(204)
      await signIn(email, NEXT_PASSWORD).expect(problem(401, 'one-time-code-needed'))
    })
  })

  describe('of somebody signed in', () => {
    it('gets another password for the current one; the other sessions end, and the person is told', async () => {
      const email = await register(test, catcher, 'new-changer')
      await enter(test, 'new-elsewhere', email)
      const change = (currentPassword: string, password: string) =>
        test.api('new-changer').put('/account/password').send({ currentPassword, password })
      await change('not the current one', NEXT_PASSWORD).expect(problem(403, 'password-not-right'))
      await change(GOOD_PASSWORD, 'aaaaaaaaaaaaaaaaaaaa').expect(problem(422, 'password-too-common', '/password'))
      await change(GOOD_PASSWORD, NEXT_PASSWORD).expect(204)
      await test.api('new-changer').get('/account').expect(200)
      await test.api('new-elsewhere').get('/account').expect(problem(401, 'not-signed-in'))
      await signIn(email, GOOD_PASSWORD).expect(problem(401, 'sign-in-refused'))
      await mailTo(catcher, email, 'Your password was changed')
      expect(await auditOf(email)).toEqual(['account.created', 'password.change-refused', 'password.change-refused', 'password.changed'])
    })

    it('gets another address with the code that goes there, and the one before is told', async () => {
      const before = await register(test, catcher, 'new-mover')
      const after = anAddress()
      const ask = (email: string, password: string) => test.api('new-mover').post('/account/email-change').send({ email, password })
      await ask(after, 'not the current one').expect(problem(403, 'password-not-right'))
      await ask(after, GOOD_PASSWORD).expect(202)
      expect((await test.api('new-mover').get('/account').expect(200)).body).toMatchObject({ person: { email: before } })
      const code = await codeTo(catcher, after, NEW_ADDRESS)
      await test.api().post('/accounts/email-change/confirm').send({ code }).expect(204)
      await test.api().post('/accounts/email-change/confirm').send({ code }).expect(problem(422, 'code-not-valid'))
      expect((await test.api('new-mover').get('/account').expect(200)).body).toMatchObject({ person: { email: after } })
      for (const address of [before, after]) await mailTo(catcher, address, 'The address of your account was changed')
      await signIn(before, GOOD_PASSWORD).expect(401)
      await signIn(after, GOOD_PASSWORD).expect(201)
      expect(await auditOf(after)).toEqual(['account.created', 'email.change-refused', 'email.change-asked', 'email.changed'])
    })

    it('does not get the address of somebody else, and is not told that it is somebody’s', async () => {
      await register(test, catcher, 'new-taker')
      const ask = (email: string) =>
        test.api('new-taker').post('/account/email-change').send({ email, password: GOOD_PASSWORD }).expect(202)
      const taken = await ask('buyer-author@example.test')
      expect(taken.body).toEqual((await ask(anAddress())).body)
      await eventsHandled(test)
      expect(catcher.for('buyer-author').filter(({ subject }) => subject === NEW_ADDRESS)).toEqual([])
    })

    it('loses its codes for the address before with the address', async () => {
      const before = await register(test, catcher, 'new-mover')
      await test.api().post('/accounts/password-reset').send({ email: before }).expect(202)
      const reset = await codeTo(catcher, before, RESET)
      const after = anAddress()
      await test.api('new-mover').post('/account/email-change').send({ email: after, password: GOOD_PASSWORD }).expect(202)
      await test
        .api()
        .post('/accounts/email-change/confirm')
        .send({ code: await codeTo(catcher, after, NEW_ADDRESS) })
        .expect(204)
      await test
        .api()
        .post('/accounts/password-reset/confirm')
        .send({ code: reset, password: NEXT_PASSWORD })
        .expect(problem(422, 'code-not-valid'))
    })
  })

  it('has codes that stand nowhere but in the mail', async () => {
    await eventsHandled(test)
    const codes = catcher.caught.flatMap(({ text = '' }) => [...text.matchAll(/^Code: (\S+)$/gm)].map(([, code]) => String(code)))
    expect(codes.length).toBeGreaterThan(10)
    const tables = await test.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'bullmq')`,
    )
    expect(tables.length).toBeGreaterThan(50)
    for (const { name } of tables) {
      const found = await test.rows(
        `SELECT FROM ${name} t, unnest($1::text[]) AS mailed (code) WHERE strpos(t::text, mailed.code) > 0 OR strpos(t::text, encode(mailed.code::bytea, 'hex')) > 0`,
        [codes],
      )
      expect([name, found.length]).toEqual([name, 0])
    }
  })
})
