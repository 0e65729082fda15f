import { declare } from '../support/auditing.js'
import * as grow from '../support/grow.js'
import type { TestApp } from '../support/test-app.js'
import { anOpening } from '../support/world.js'
import { LONG } from './long-text.js'
import { press } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<void>

/** A competition of so many bids that their audits fill more than a page; one of those is signed off. */
async function prepare(test: TestApp): Promise<void> {
  const { requirementId } = await anOpening(test, 'supplier-admin')
  await test.rows(grow.MORE_SUPPLIERS, [27])
  await test.rows(grow.BIDS_OF_ALL, [requirementId])
  await test.rows(grow.AUDITS_OF_OPENED_BIDS)
  await test.rows(`UPDATE ethics_audit SET state = 'signed-off' WHERE id = (SELECT id FROM ethics_audit ORDER BY id LIMIT 1)`)
  await test.signInAll()
  await test.api('second-officer').post(`/requirements/${requirementId}/interest-declarations`).send(INTEREST).expect(204)
  await declare(test, 'senior-officer', requirementId)
  for (const name of ['High risk first', LONG.slice(0, 60)])
    await test
      .api('senior-officer')
      .post('/ethics-audit-views')
      .send({ name, filter: { tier: 'low' } })
      .expect(201)
}

const INTEREST = { hasInterest: true, details: 'My sister works for a bidder.' }

const queue = (state: string, query = '', as: State['as'] = 'procurement-officer'): State => ({
  route: 'GET /officer',
  state,
  as,
  show: page => page.goto(`/officer${query}`),
})

const saved = (state: string, name: string): State => ({
  route: 'POST /officer/views',
  state,
  as: 'senior-officer',
  show: async page => {
    await page.goto('/officer?tier=low')
    await page.getByLabel('Name for what is shown now').fill(name)
    await press(page, 'Save this view')
  },
})

/** The queue of ethics audits, and views of it that are kept. */
export const AUDIT_QUEUE_PAGES: StateTable<void> = {
  prepare,
  states: [
    queue('nothing to do', '', 'second-officer'),
    queue('some'),
    queue('nothing fits', '?tier=high&next=supplier'),
    {
      ...queue('more than a page'),
      show: async page => {
        await page.goto('/officer?sort=due&referred=false')
        await page.getByRole('link', { name: 'More audits' }).click()
      },
    },
    queue('signed off', '?state=signed-off'),
    queue('saved views', '?tier=low', 'senior-officer'),
    saved('no name', ''),
    saved('name taken', 'High risk first'),
  ],
}
