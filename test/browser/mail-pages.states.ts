import type { Page } from 'playwright-core'

import { anAddress, lastCode } from '../support/codes.js'
import type { TestApp } from '../support/test-app.js'
import { eventsHandled } from '../support/world.js'
import type { PageState, StateTable } from './state-table.js'

const letter = (state: string, kind: string): PageState<TestApp> => ({
  route: 'GET /mails/:letter',
  state,
  show: page => page.goto(`/mails/${kind}`),
})

/** Somebody asks for an account, and finds the code here. */
async function showWaiting(page: Page, test: TestApp): Promise<void> {
  const email = anAddress()
  await test.api().post('/accounts').send({ email }).expect(202)
  await eventsHandled(test)
  await page.goto('/mails/waiting')
  await page.getByText(await lastCode(test, email)).waitFor()
}

/** Every mail, for those who build the product. */
export const MAIL_PAGES: StateTable<TestApp> = {
  options: { working: true, config: { development: true } },
  prepare: test => Promise.resolve(test),
  states: [
    { route: 'GET /mails', state: 'all', show: page => page.goto('/mails') },
    { route: 'GET /mails/waiting', state: 'some', show: showWaiting },
    {
      route: 'GET /mails/waiting',
      state: 'none',
      show: async (page, test) => {
        await test.rows('UPDATE notification SET mailed_at = market_now() WHERE mailed_at IS NULL')
        await page.goto('/mails/waiting')
      },
    },
    letter('about a bid', 'bid.submitted'),
    letter('with a code', 'invitation.sent'),
    letter('about an account', 'sign-in.from-new-place'),
  ],
}
