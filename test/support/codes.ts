import { randomUUID } from 'node:crypto'

import { textOfCode } from '../../src/modules/identity/mailed-codes.js'
import { type CaughtMail, type MailCatcher } from './mail-catcher.js'
import type { Newcomer, TestApp } from './test-app.js'
import { eventually } from './world.js'

/** Nobody would guess it, and no list holds it. */
export const GOOD_PASSWORD = 'copper lantern beside the ninth canal'

/** The first mail with such a subject to an address, or a later one, once it is there. */
export const mailTo = (catcher: MailCatcher, address: string, subject: string, nth = 1): Promise<CaughtMail> =>
  eventually(() => {
    const mail = catcher.caught.filter(each => each.subject === subject && each.recipients.some(to => isSame(to, address)))[nth - 1]
    if (mail === undefined) throw new Error(`${address} got no mail "${subject}" yet.`)
    return Promise.resolve(mail)
  })

/** Servers of mail tell addresses apart as we do: by composed characters, and not by capitals. */
const isSame = (one: string, other: string): boolean => spelt(one) === spelt(other)
const spelt = (address: string): string => address.normalize('NFC').toLowerCase()

/** The code in it. */
export async function codeTo(catcher: MailCatcher, address: string, subject: string, nth = 1): Promise<string> {
  const { text = '' } = await mailTo(catcher, address, subject, nth)
  const [, code] = /^Code: (\S+)$/m.exec(text) ?? []
  if (code === undefined) throw new Error(`There is no code in "${subject}".`)
  return code
}

/** The code that an address was sent last, for tests in which no mail is read. */
export async function lastCode(test: TestApp, email: string): Promise<string> {
  const [row] = await test.rows<{ id: string }>('SELECT id FROM mailed_code WHERE lower(email) = lower($1) ORDER BY id DESC LIMIT 1', [
    email,
  ])
  return textOfCode(test.config.masterKey, String(row?.id))
}

export const SIGN_UP = 'Confirm your e-mail address'
export const RESET = 'Set a new password'
export const INVITED = 'You are invited to the AI Marketplace'
export const NEW_ADDRESS = 'Confirm your new e-mail address'

export const anAddress = (): string => `somebody-${randomUUID()}@example.test`

/** Signs somebody in whom the product itself made, with their password; from now on they are a player of the test. */
export async function enter(test: TestApp, newcomer: Newcomer, email: string, password = GOOD_PASSWORD): Promise<void> {
  const { body } = await test.api().post('/sessions').send({ email, password }).expect(201)
  test.tokens.set(newcomer, (body as { token: string }).token)
}

/** A person who made an account with the code that was mailed, and signed in; answers their address. */
export async function register(test: TestApp, catcher: MailCatcher, newcomer: Newcomer, name = 'Newcomer'): Promise<string> {
  const email = anAddress()
  await test.api().post('/accounts').send({ email }).expect(202)
  const code = await codeTo(catcher, email, SIGN_UP)
  await test.api().post('/accounts/confirm').send({ code, name, password: GOOD_PASSWORD }).expect(201)
  await enter(test, newcomer, email)
  return email
}
