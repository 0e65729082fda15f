import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { hire } from '../support/people.js'
import { Phone, setUpSecondFactor } from '../support/second-factor.js'
import type { Newcomer, TestApp } from '../support/test-app.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<TestApp>

const OVERVIEW = '/account/second-factor'

const state = (route: string, name: string, as: State['as'], show: State['show']): State => ({ route, state: name, as, show })

const shown = (name: string, as: State['as'], path = ''): State =>
  state(`GET ${OVERVIEW}${path}`, name, as, page => page.goto(`${OVERVIEW}${path}`))

const begin = async (page: Page): Promise<void> => {
  await page.goto(OVERVIEW)
  await press(page, 'Set up a second factor')
}

const proveAt = async (page: Page, path: string, button: string, password: string): Promise<void> => {
  await page.goto(`${OVERVIEW}${path}`)
  if (password !== '') await page.getByLabel('Your password').fill(password)
  await press(page, button)
}

/** Somebody new each time: the state is used up by being looked at. */
let newcomers = 0
async function asSomebodyNew(
  page: Page,
  test: TestApp,
  prepare: (who: Newcomer) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const who: Newcomer = `new-${(newcomers += 1)}-starter`
  await hire(test, who, 'First Example Council', 'evaluator')
  await prepare(who)
  await page.context().addCookies([{ name: 'session', value: String(test.tokens.get(who)), url: new URL(page.url()).origin }])
}

async function confirmNew(page: Page, test: TestApp): Promise<void> {
  await page.goto('/')
  await asSomebodyNew(page, test)
  await begin(page)
  await page.getByLabel('Security code').fill(await codeOnPage(page, test))
  await press(page, 'Turn it on')
}

async function codeOnPage(page: Page, test: TestApp): Promise<string> {
  const key = await page.locator('[aria-labelledby="key-label"]').innerText()
  return new Phone(test, key.replaceAll(' ', '')).code()
}

async function prepare(test: TestApp): Promise<TestApp> {
  for (const who of ['new-protected', 'new-few', 'new-old'] as const) await hire(test, who, 'First Example Council', 'evaluator')
  await setUpSecondFactor(test, 'new-protected')
  await setUpSecondFactor(test, 'new-few')
  await setUpSecondFactor(test, 'senior-officer')
  await setUpSecondFactor(test, 'new-old')
  await test.rows(`DELETE FROM recovery_code c USING person p WHERE p.id = c.person_id AND p.email = 'new-few@example.test'`)
  await test.rows(
    `UPDATE session s SET second_factor = false FROM person p WHERE p.id = s.person_id AND p.email = 'senior-officer@example.test'`,
  )
  const old = ['bid-writer', 'new-old'].map(who => `${who}@example.test`)
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour', signed_in_at = signed_in_at - interval '1 hour'
     FROM person p WHERE p.id = s.person_id AND p.email = ANY($1)`,
    [old],
  )
  return test
}

/** A page that was open while the second factor was removed elsewhere. */
const gone =
  (path: string): State['show'] =>
  async page => {
    await page.goto(OVERVIEW)
    await sendElsewhere(page, `${OVERVIEW}${path}`, {})
  }

/** The second factor; officers need one here. */
export const SECOND_FACTOR_PAGES: StateTable<TestApp> = {
  options: { config: { secondFactorRoles: ['procurement-officer', 'senior-officer'] } },
  prepare,
  states: [
    shown('none', 'auditor'),
    shown('none, old sign-in', 'bid-writer'),
    state(`GET ${OVERVIEW}`, 'needed', 'second-officer', async page => {
      await page.goto(`${OVERVIEW}?next=/opportunities`)
    }),
    shown('on', 'new-protected'),
    shown('few codes left', 'new-few'),
    shown('code needed here', 'senior-officer'),
    state(`POST ${OVERVIEW}`, 'no password', 'bid-writer', begin),
    state(`POST ${OVERVIEW}`, 'wrong password', 'bid-writer', page => proveAt(page, '', 'Set up a second factor', `${PASSWORD}x`)),
    state(`POST ${OVERVIEW}/code`, 'wrong code here', 'senior-officer', async page => {
      await page.goto(OVERVIEW)
      await press(page, 'Continue')
    }),
    state(`GET ${OVERVIEW}/set-up`, 'key shown', 'auditor', begin),
    state(`POST ${OVERVIEW}/set-up`, 'nothing typed', 'auditor', async page => {
      await begin(page)
      await press(page, 'Turn it on')
    }),
    state(`POST ${OVERVIEW}/set-up`, 'wrong code', undefined, async (page, test) => {
      await page.goto('/')
      await asSomebodyNew(page, test)
      await begin(page)
      await page.getByLabel('Security code').fill('000000')
      await press(page, 'Turn it on')
    }),
    state(`POST ${OVERVIEW}/set-up`, 'confirmed', undefined, confirmNew),
    shown('to confirm', 'new-protected', '/recovery-codes'),
    shown('old sign-in', 'new-old', '/recovery-codes'),
    state(`POST ${OVERVIEW}/recovery-codes`, 'no password', 'new-old', page => proveAt(page, '/recovery-codes', 'Make new ones', '')),
    state(`POST ${OVERVIEW}/recovery-codes`, 'no second factor', 'auditor', gone('/recovery-codes')),
    state(`POST ${OVERVIEW}/recovery-codes`, 'made', 'new-protected', page => proveAt(page, '/recovery-codes', 'Make new ones', '')),
    shown('to confirm', 'new-protected', '/remove'),
    shown('old sign-in', 'new-old', '/remove'),
    state(`POST ${OVERVIEW}/remove`, 'no password', 'new-old', page => proveAt(page, '/remove', 'Remove it', '')),
    state(`POST ${OVERVIEW}/remove`, 'no second factor', 'auditor', gone('/remove')),
  ],
}
