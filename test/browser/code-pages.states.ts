import type { Page } from 'playwright-core'

import { anAddress, GOOD_PASSWORD, lastCode } from '../support/codes.js'
import { arrive } from '../support/people.js'
import { setUpSecondFactor } from '../support/second-factor.js'
import type { TestApp } from '../support/test-app.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

/** Codes that are good, by what they are for. */
interface World {
  signUp: string
  secondSignUp: string
  reset: string
  newcomer: string
  auditor: string
}

type State = PageState<World>

const TOO_SHORT = 'short'

async function prepare(test: TestApp): Promise<World> {
  await arrive(test, 'new-with-phone')
  await setUpSecondFactor(test, 'new-with-phone')
  return {
    signUp: await asked(test, '/accounts', anAddress()),
    secondSignUp: await ofAccountThatExists(test),
    reset: await asked(test, '/accounts/password-reset', 'new-with-phone@example.test'),
    newcomer: await invited(test, anAddress()),
    auditor: await invited(test, 'auditor@example.test'),
  }
}

async function asked(test: TestApp, path: string, email: string): Promise<string> {
  await test.api().post(path).send({ email }).expect(202)
  return lastCode(test, email)
}

async function ofAccountThatExists(test: TestApp): Promise<string> {
  const email = anAddress()
  const code = await asked(test, '/accounts', email)
  const second = await asked(test, '/accounts', email)
  await test.api().post('/accounts/confirm').send({ code, name: 'Newcomer', password: GOOD_PASSWORD }).expect(201)
  return second
}

async function invited(test: TestApp, email: string): Promise<string> {
  const roles = ['evaluator', 'buyer-author']
  await test.api('organisation-admin').post('/people/invitations').send({ email, roles }).expect(201)
  return lastCode(test, email)
}

const shown = (path: string, state: string): State => ({ route: `GET ${path}`, state, show: page => page.goto(path) })

/** What stands after the fields were filled and the button was pressed. */
const sent = (path: string, state: string, button: string, fill: (page: Page, world: World) => Promise<unknown>): State => ({
  route: `POST ${path}`,
  state,
  show: async (page, world) => {
    await page.goto(path)
    await fill(page, world)
    await press(page, button)
  },
})

const nothing = (): Promise<void> => Promise.resolve()

const fill = async (page: Page, fields: Readonly<Record<string, string>>): Promise<void> => {
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value)
}

const CODE = 'Code from the mail'
const PASSWORD = 'New password'
const NAME = 'Your name'

const register = (code: string, password = GOOD_PASSWORD) => ({ [CODE]: code, [NAME]: 'Newcomer', [PASSWORD]: password })

const look = async (page: Page, code: string): Promise<void> => {
  await page.goto('/invitation')
  await fill(page, { [CODE]: code })
  await press(page, 'Continue')
}

/** Signing up, invitations, new passwords and new addresses, by mailed codes. */
export const CODE_PAGES: StateTable<World> = {
  prepare,
  states: [
    shown('/register', 'empty'),
    sent('/register', 'no address', 'Mail me a code', page => fill(page, { 'E-mail address': 'nobody' })),
    shown('/register/confirm', 'empty'),
    {
      ...shown('/register/confirm', 'code mailed'),
      show: async page => {
        await page.goto('/register')
        // Signing up with it anew leaves the codes of the world as they are.
        await fill(page, { 'E-mail address': 'evaluator@example.test' })
        await press(page, 'Mail me a code')
      },
    },
    sent('/register/confirm', 'nothing typed', 'Create the account', nothing),
    sent('/register/confirm', 'code not valid', 'Create the account', page => fill(page, register('wrong'))),
    sent('/register/confirm', 'weak password', 'Create the account', (page, { signUp }) => fill(page, register(signUp, TOO_SHORT))),
    sent('/register/confirm', 'account exists', 'Create the account', (page, { secondSignUp }) => fill(page, register(secondSignUp))),

    shown('/reset-password', 'empty'),
    sent('/reset-password', 'no address', 'Mail me a code', nothing),
    shown('/reset-password/confirm', 'empty'),
    {
      ...shown('/reset-password/confirm', 'code mailed'),
      show: async page => {
        await page.goto('/reset-password')
        await fill(page, { 'E-mail address': 'evaluator@example.test' })
        await press(page, 'Mail me a code')
      },
    },
    sent('/reset-password/confirm', 'nothing typed', 'Set the new password', nothing),
    sent('/reset-password/confirm', 'code not valid', 'Set the new password', page =>
      fill(page, { [CODE]: 'wrong', [PASSWORD]: GOOD_PASSWORD }),
    ),
    sent('/reset-password/confirm', 'weak password', 'Set the new password', (page, { reset }) =>
      fill(page, { [CODE]: reset, [PASSWORD]: TOO_SHORT }),
    ),
    sent('/reset-password/confirm', 'second factor missing', 'Set the new password', (page, { reset }) =>
      fill(page, { [CODE]: reset, [PASSWORD]: GOOD_PASSWORD }),
    ),

    shown('/confirm-email', 'empty'),
    sent('/confirm-email', 'nothing typed', 'Confirm the address', nothing),
    sent('/confirm-email', 'code not valid', 'Confirm the address', page => fill(page, { [CODE]: 'wrong' })),

    shown('/invitation', 'empty'),
    sent('/invitation', 'nothing typed', 'Continue', nothing),
    { route: 'POST /invitation', state: 'code not valid', show: page => look(page, 'wrong') },
    { route: 'POST /invitation', state: 'newcomer', show: (page, { newcomer }) => look(page, newcomer) },
    { route: 'POST /invitation', state: 'has an account', show: (page, { auditor }) => look(page, auditor) },
    { route: 'POST /invitation', state: 'signed in', as: 'auditor', show: (page, { auditor }) => look(page, auditor) },
    {
      route: 'POST /invitation/accept',
      state: 'nothing typed',
      show: async (page, { newcomer }) => {
        await look(page, newcomer)
        await press(page, 'Accept and create the account')
      },
    },
    {
      route: 'POST /invitation/accept',
      state: 'weak password',
      show: async (page, { newcomer }) => {
        await look(page, newcomer)
        await fill(page, { [NAME]: 'Newcomer', [PASSWORD]: TOO_SHORT })
        await press(page, 'Accept and create the account')
      },
    },
    {
      route: 'POST /invitation/accept',
      state: 'not valid any more',
      show: async page => {
        await page.goto('/invitation')
        await sendElsewhere(page, '/invitation/accept', { code: 'used', name: 'Newcomer', password: GOOD_PASSWORD })
      },
    },
    {
      route: 'POST /invitation/join',
      state: 'another address',
      as: 'evaluator',
      show: async (page, { auditor }) => {
        await look(page, auditor)
        await press(page, 'Accept the invitation')
      },
    },
    {
      route: 'POST /invitation/join',
      state: 'not valid any more',
      as: 'evaluator',
      show: async page => {
        await page.goto('/invitation')
        await sendElsewhere(page, '/invitation/join', { code: 'used' })
      },
    },
  ],
}
