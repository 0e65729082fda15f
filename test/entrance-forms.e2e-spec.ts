import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { newId } from '../src/shared/ids.js'
import { anAddress, lastCode } from './support/codes.js'
import { naughtyList } from './support/naughty-list.js'
import { sendForm } from './support/page-forms.js'
import { arrive, aRegistration, grant } from './support/people.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'

type Who = Player | Newcomer

const AT_ONCE = 16

describe('A form of the entrance', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
    await arrive(test, 'new-founder')
  })
  afterAll(() => test.stop())

  const send = (url: string, fields: string | Readonly<Record<string, string>>, as?: Who) => sendForm(test, url, fields, as)

  const look = (url: string, as?: Who) =>
    test.app.inject({ url, cookies: as === undefined ? {} : { session: String(test.tokens.get(as)) } })

  const FORMS: readonly [string, readonly string[], Who | undefined][] = [
    ['/register', ['email'], undefined],
    ['/register/confirm', ['code', 'name', 'password'], undefined],
    ['/reset-password', ['email'], undefined],
    ['/reset-password/confirm', ['code', 'password', 'oneTimeCode'], undefined],
    ['/confirm-email', ['code'], undefined],
    ['/invitation', ['code'], undefined],
    ['/invitation/accept', ['code', 'name', 'password'], undefined],
    ['/invitation/join', ['code'], 'auditor'],
    ['/organisation/register', ['kind', 'name', 'companiesHouseNumber', 'ppon', 'duns'], 'new-founder'],
  ]

  it.each(FORMS)('at %s takes or refuses whatever is typed, and shows it escaped', async (url, names, as) => {
    const look = async (text: string): Promise<void> => {
      const { statusCode, body } = await send(url, Object.fromEntries(names.map(name => [name, text])), as)
      expect([text, [303, 400, 422].includes(statusCode)]).toEqual([text, true])
      if (/<\w/.test(text)) expect([text, body.includes(text)]).toEqual([text, false])
    }
    const texts = naughtyList().filter(each => each.isWellFormed())
    for (let place = 0; place < texts.length; place += AT_ONCE) await Promise.all(texts.slice(place, place + AT_ONCE).map(look))
  })

  it.each(FORMS)('at %s refuses fields that are sent twice, are too long, or are missing', async (url, names, as) => {
    for (const fields of [{}, Object.fromEntries(names.map(name => [name, 'x'.repeat(6_000)]))])
      expect((await send(url, fields, as)).statusCode).toBe(422)
    const twice = await send(url, names.flatMap(name => [`${name}=a`, `${name}=b`]).join('&'), as)
    expect(twice.statusCode).toBe(422)
  })

  it.each(FORMS)('at %s shows neither passwords nor codes again, but what an invitation goes on with', async (url, names, as) => {
    const { body } = await send(url, Object.fromEntries(names.map(name => [name, `typed-${name}`])), as)
    for (const name of ['password', 'oneTimeCode', 'code']) expect([name, body.includes(`typed-${name}`)]).toEqual([name, false])
  })

  it.each(['/register', '/reset-password'])('at %s answers the same whether or not the address has an account', async url => {
    const [known, unknown] = [await send(url, { email: 'auditor@example.test' }), await send(url, { email: anAddress() })]
    expect(known.statusCode).toBe(303)
    expect([known.body, Object.keys(known.headers)]).toEqual([unknown.body, Object.keys(unknown.headers)])
    expect([known.headers.location, known.headers['set-cookie']]).toEqual([unknown.headers.location, unknown.headers['set-cookie']])
  })

  it('takes no code that is too old', async () => {
    const email = anAddress()
    await send('/register', { email })
    const code = await lastCode(test, email)
    await test.rows(`UPDATE mailed_code SET expires_at = market_now() WHERE email = $1`, [email])
    const { statusCode, body } = await send('/register/confirm', { code, name: 'x', password: 'copper lantern beside the ninth canal' })
    expect(statusCode).toBe(422)
    expect(body).toContain('or is too old. Ask for a new one.')
  })

  it('sent from another site does nothing', async () => {
    const { statusCode } = await test.app.inject({
      method: 'POST',
      url: '/organisation/register',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' },
      cookies: { session: String(test.tokens.get('new-founder')) },
      payload: 'kind=supplier&name=x&duns=123456789',
    })
    expect(statusCode).toBe(403)
  })

  it('withdraws nobody else’s registration', async () => {
    const id = await aRegistration(test)
    for (const each of [id, newId(), 'x'])
      expect((await send(`/organisation/registrations/${each}/withdraw`, {}, 'new-founder')).statusCode).toBe(404)
    expect(await test.rows('SELECT state FROM registration WHERE id = $1', [id])).toEqual([{ state: 'waiting' }])
    expect((await look('/organisation/registrations', 'new-founder')).body).toContain('You have registered none.')
  })

  it('of officers is for officers who work for no supplier', async () => {
    const id = await aRegistration(test)
    await grant(test, 'senior-officer', 'First Example Supplier', 'bid-writer')
    const operator = String((await test.rows<{ id: string }>(`SELECT id FROM organisation WHERE kind = 'operator'`))[0]?.id)
    for (const url of ['/officer/registrations', `/officer/registrations/${id}`]) {
      expect((await look(url)).statusCode).toBe(303)
      for (const as of ['auditor', 'supplier-admin', 'organisation-admin', 'new-founder'] as const)
        expect((await look(url, as)).statusCode).toBe(403)
      const { statusCode, body } = await test.app.inject({
        url,
        cookies: { session: String(test.tokens.get('senior-officer')), organisation: operator },
      })
      expect(statusCode).toBe(403)
      expect(body).toContain('Registrations are for officers who work for no supplier')
    }
    for (const as of ['auditor', 'supplier-admin', 'new-founder'] as const)
      expect((await send(`/officer/registrations/${id}/approve`, {}, as)).statusCode).toBe(403)
    for (const each of [newId(), 'x']) expect((await look(`/officer/registrations/${each}`, 'procurement-officer')).statusCode).toBe(404)
    expect(await test.rows('SELECT state FROM registration WHERE id = $1', [id])).toEqual([{ state: 'waiting' }])
  })
})

describe('Somebody who tries codes', () => {
  it('is stopped after so many a minute, with a page that says how long to wait', async () => {
    const limits = { anonymousPerMinute: 1_000, personPerMinute: 1_000, signInsPerMinute: 3, signInsOnAccountPerMinute: 1_000 }
    const test = await TestApp.start({ config: { limits } })
    try {
      const answers: { status: number; body: string }[] = []
      for (let time = 0; time < 4; time += 1) {
        const { statusCode, body } = await sendForm(test, '/invitation', { code: `guess-${time}` })
        answers.push({ status: statusCode, body })
      }
      expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 429])
      expect(answers[3]?.body).toMatch(/Wait \d+ seconds, then try again/)
    } finally {
      await test.stop()
    }
  })
})
