import type { Test } from 'supertest'

import { anAddress, codeTo, enter, GOOD_PASSWORD, INVITED } from './codes.js'
import type { MailCatcher } from './mail-catcher.js'
import type { Newcomer, TestApp } from './test-app.js'

type Administrator = 'organisation-admin' | Newcomer

/** Sends an invitation into the administrator's organisation. */
export const invite = (test: TestApp, email: string, roles: string[], who: Administrator = 'organisation-admin'): Test =>
  test.api(who).post('/people/invitations').send({ email, roles })

/** Somebody who was invited and accepted, signed in. */
export async function joined(
  test: TestApp,
  catcher: MailCatcher,
  newcomer: Newcomer,
  roles: string[],
  who: Administrator = 'organisation-admin',
): Promise<{ id: string; email: string }> {
  const email = anAddress()
  await invite(test, email, roles, who).expect(201)
  const code = await codeTo(catcher, email, INVITED)
  const newPerson = { code, name: newcomer, password: GOOD_PASSWORD }
  const { body } = await test.api().post('/accounts/invitations/accept').send(newPerson).expect(201)
  await enter(test, newcomer, email)
  return { id: (body as { id: string }).id, email }
}

/** What the log tells of somebody or something, in order. */
export async function actionsOn(test: TestApp, subject: string): Promise<string[]> {
  const found = await test.rows<{ action: string }>('SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY sequence', [subject])
  return found.map(({ action }) => action)
}
