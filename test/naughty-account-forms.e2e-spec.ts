import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { makeKey } from './support/key-holders.js'
import { naughtyList } from './support/naughty-list.js'
import { sendForm } from './support/page-forms.js'
import { aRegistration, hire } from './support/people.js'
import { type Newcomer, type Player, TestApp } from './support/test-app.js'

type Who = Player | Newcomer

/** What a form of an account may answer: it is done, shown again, or comes second to what the same form did before. */
const ANSWERS = [200, 303, 400, 409, 422, 429]

/** A password or a code is compared and never shown: a few of the list are enough for what is slow to compare. */
const FEW = 12

describe('A form of somebody’s own account, or of the people of an organisation', () => {
  let test: TestApp
  let registration: string

  beforeAll(async () => {
    test = await TestApp.start()
    await hire(test, 'new-typist', 'First Example Council', 'evaluator')
    await hire(test, 'new-holder', 'First Example Council', 'buyer-approver')
    await makeKey(test, 'new-holder').expect(201)
    registration = await aRegistration(test)
  })
  afterAll(() => test.stop())

  const send = (url: string, fields: Readonly<Record<string, string>>, as?: Who) =>
    sendForm(test, url.replace(':registration', registration), fields, as)

  const texts = (): string[] => naughtyList().filter(each => each.isWellFormed())

  async function expectEscaped(url: string, names: readonly string[], text: string, as?: Who): Promise<void> {
    const { statusCode, body } = await send(url, Object.fromEntries(names.map(name => [name, text])), as)
    expect([text, ANSWERS.includes(statusCode) ? 'answered' : statusCode]).toEqual([text, 'answered'])
    if (/<\w/.test(text)) expect([text, body.includes(text)]).toEqual([text, false])
  }

  it.each<[string, readonly string[], Who]>([
    ['/account/email', ['email'], 'new-typist'],
    ['/account/tokens/new', ['name', 'scopes', 'expiresInDays'], 'new-typist'],
    ['/organisation', ['organisation'], 'new-typist'],
    ['/organisation/people/invite', ['email', 'roles'], 'organisation-admin'],
    ['/officer/registrations/:registration/refuse', ['reason'], 'procurement-officer'],
  ])('at %s takes or refuses whatever is typed, and shows it escaped', async (url, names, as) => {
    for (const text of texts()) await expectEscaped(url, names, text, as)
  })

  it('shows the reason of a refusal, a token’s name and an organisation’s name escaped where they are read again', async () => {
    const harm = '<script>alert(1)</script>'
    const id = await aRegistration(test, undefined, harm)
    await send('/account/tokens/new', { name: harm, scopes: 'read', expiresInDays: '30' }, 'new-typist')
    await test.api('procurement-officer').post(`/registrations/${id}/refuse`).send({ reason: harm }).expect(200)
    for (const [url, as] of [
      ['/account/tokens', 'new-typist'],
      [`/officer/registrations/${id}`, 'procurement-officer'],
    ] as const) {
      const { statusCode, body } = await test.app.inject({ url, cookies: { session: String(test.tokens.get(as)) } })
      expect([statusCode, body.includes(harm), body.includes('&lt;script&gt;alert(1)')]).toEqual([200, false, true])
    }
  })

  it.each<[string, readonly string[], Who | undefined]>([
    ['/account/password', ['currentPassword', 'password'], 'new-typist'],
    ['/account/second-factor', ['password', 'oneTimeCode'], 'new-typist'],
    ['/account/second-factor/set-up', ['oneTimeCode'], 'new-typist'],
    ['/account/opening-key', ['passphrase', 'passphraseAgain'], 'new-holder'],
    ['/account/opening-key/replace', ['confirmed', 'passphrase', 'passphraseAgain'], 'new-holder'],
    ['/account/opening-key/passphrase', ['currentPassphrase', 'passphrase', 'passphraseAgain'], 'new-holder'],
    ['/sign-in', ['email', 'password'], undefined],
    ['/sign-in/second-step', ['oneTimeCode'], undefined],
  ])('at %s compares what is typed, and shows nothing of it that is markup', async (url, names, as) => {
    const markup = texts().filter(each => /<\w/.test(each))
    for (const text of [...markup.slice(0, FEW), ...texts().slice(0, FEW)]) await expectEscaped(url, names, text, as)
  })
})
