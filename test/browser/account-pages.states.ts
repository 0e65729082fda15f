import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { grant, hire } from '../support/people.js'
import { setUpSecondFactor } from '../support/second-factor.js'
import type { TestApp } from '../support/test-app.js'
import { LONG } from './long-text.js'
import { press } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<TestApp>

const show = (path: string, state: string, as: State['as'], goTo = path): State => ({
  route: `GET /account${path}`,
  state,
  as,
  show: page => page.goto(`/account${goTo}`),
})

/** The form of the page, filled and sent. */
const sent = (path: string, state: string, button: string, filled: Readonly<Record<string, string>> = {}): State => ({
  route: `POST /account${path}`,
  state,
  as: 'auditor',
  show: async page => {
    await page.goto(`/account${path}`)
    for (const [label, text] of Object.entries(filled)) await page.getByLabel(label, { exact: true }).fill(text)
    await press(page, button)
  },
})

const CURRENT = 'Your current password'

/** Somebody who signed in so often that a page does not hold it. */
async function signInOften(test: TestApp): Promise<void> {
  for (let time = 0; time < 27; time += 1) await test.signIn('second-officer')
}

async function prepare(test: TestApp): Promise<TestApp> {
  await hire(test, 'new-protected', 'First Example Supplier', 'bid-writer')
  await setUpSecondFactor(test, 'new-protected')
  await hire(test, 'new-long', 'First Example Council', 'evaluator')
  await grant(test, 'new-long', 'First Example Supplier', 'bid-writer')
  await test.rows(`UPDATE person SET name = $1 WHERE email = 'new-long@example.test'`, [LONG.slice(0, 200)])
  await hire(test, 'new-nobody', 'First Example Supplier', 'bid-writer')
  await test.rows(`DELETE FROM role_grant g USING person p WHERE p.id = g.person_id AND p.email = 'new-nobody@example.test'`)
  await test.signIn('buyer-author')
  await signInOften(test)
  await hire(test, 'new-silent', 'First Example Council', 'evaluator')
  await test.rows(`DELETE FROM sign_in_event e USING person p WHERE p.id = e.person_id AND p.email = 'new-silent@example.test'`)
  return test
}

const older = async (page: Page, path: string, name: string): Promise<void> => {
  await page.goto(path)
  await page.getByRole('link', { name }).click()
}

/** The own account, its sessions and its sign-ins; senior officers need a second factor here. */
export const ACCOUNT_PAGES: StateTable<TestApp> = {
  options: { config: { secondFactorRoles: ['senior-officer'] } },
  prepare,
  states: [
    show('', 'without a second factor', 'auditor'),
    show('', 'with a second factor', 'new-protected'),
    show('', 'second factor needed', 'senior-officer'),
    show('', 'no organisation', 'new-nobody'),
    show('', 'long text', 'new-long'),
    show('/password', 'empty', 'auditor'),
    sent('/password', 'nothing typed', 'Change the password'),
    sent('/password', 'current one wrong', 'Change the password', {
      [CURRENT]: 'wrong',
      'New password': 'copper lantern beside the ninth canal',
    }),
    sent('/password', 'new one weak', 'Change the password', { [CURRENT]: PASSWORD, 'New password': 'short' }),
    show('/email', 'empty', 'auditor'),
    sent('/email', 'nothing typed', 'Send the code'),
    sent('/email', 'refused', 'Send the code', { 'New e-mail address': 'somebody-else@example.test', [CURRENT]: 'wrong' }),
    show('/sessions', 'here only', 'evaluator'),
    show('/sessions', 'several', 'buyer-author'),
    { ...show('/sessions', 'more than a page', 'second-officer'), show: page => older(page, '/account/sessions', 'Older ones') },
    show('/sign-ins', 'none', 'new-silent'),
    show('/sign-ins', 'some', 'auditor'),
    { ...show('/sign-ins', 'more than a page', 'second-officer'), show: page => older(page, '/account/sign-ins', 'Older entries') },
  ],
}
