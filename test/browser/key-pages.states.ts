import type { Page } from 'playwright-core'

import { ForgetCopies } from '../../src/modules/bids/forget-copies.js'
import { aSplitRequirement, makeHolders, makeKey, passphraseOf } from '../support/key-holders.js'
import { ageSignIn } from '../support/openings.js'
import { hire } from '../support/people.js'
import type { TestApp } from '../support/test-app.js'
import { aPassingBid } from '../support/world.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  test: TestApp
  /** A requirement whose shares two people of each side hold. */
  held: string
  /** A bid on it. */
  bid: string
  /** A submitted bid on a requirement of the same kind whose deadline has passed. */
  emptied: string
}

type State = PageState<World>

const KEY = '/account/opening-key'

const shown = (state: string, as: State['as'], path = ''): State => ({
  route: `GET ${KEY}${path}`,
  state,
  as,
  show: (page, { held }) => page.goto(`${KEY}${path}`.replace(':id', held)),
})

/** The form of the page, filled and sent. */
const sent = (
  state: string,
  as: State['as'],
  path: string,
  button: string,
  filled: Readonly<Record<string, string>> = {},
  before: (page: Page) => Promise<unknown> = () => Promise.resolve(),
): State => ({
  route: `POST ${KEY}${path}`,
  state,
  as,
  show: async (page, { held }) => {
    await page.goto(`${KEY}${path}`.replace(':id', held))
    await before(page)
    for (const [label, text] of Object.entries(filled)) await page.getByLabel(label, { exact: true }).fill(text)
    await press(page, button)
  },
})

const [NEW, AGAIN] = ['New passphrase', 'The same once more']
const GOOD = 'gravel tinsel walnut harbour'

async function prepare(test: TestApp): Promise<World> {
  for (const who of ['new-keyless', 'new-stale', 'new-idle'] as const) await hire(test, who, 'First Example Council', 'buyer-approver')
  await makeHolders(test)
  const far = { closesIn: 30 * 86_400 }
  const [held, alone] = [await aSplitRequirement(test, far), await aSplitRequirement(test, far)]
  const [bid, emptied] = [await aPassingBid(test, held), await aPassingBid(test, await aSplitRequirement(test, { closesIn: 600 }))]
  await test.api('supplier-admin').post(`/bids/${emptied}/submit`).expect(201)
  await test.moveClock('11 minutes')
  await test.signInAll()
  await test.app.get(ForgetCopies, { strict: false }).forgetLeft()
  await makeKey(test, 'new-idle').expect(201)
  await test.rows(
    `DELETE FROM key_share s USING person p WHERE p.id = s.person_id AND p.email = 'second-officer@example.test' AND s.requirement_id = $1`,
    [alone],
  )
  await ageSignIn(test, 'new-stale')
  return { test, held, bid, emptied }
}

/** The key of one's own for opening bids, and the shares that it holds. */
export const KEY_PAGES: StateTable<World> = {
  prepare,
  states: [
    shown('not for you', 'evaluator'),
    {
      route: 'GET /opportunities/:id',
      state: 'split key',
      as: 'bid-writer',
      show: (page, { held }) => page.goto(`/opportunities/${held}`),
    },
    {
      route: 'GET /supplier/bids/:id/submit',
      state: 'split key',
      as: 'supplier-admin',
      show: (page, { bid }) => page.goto(`/supplier/bids/${bid}/submit`),
    },
    {
      route: 'GET /supplier/bids/:id',
      state: 'emptied at the deadline',
      as: 'supplier-admin',
      show: (page, { emptied }) => page.goto(`/supplier/bids/${emptied}`),
    },
    shown('no key', 'new-keyless'),
    shown('no key, old sign-in', 'new-stale'),
    shown('no share', 'new-idle'),
    shown('with shares', 'buyer-approver'),
    shown('the last of a side', 'procurement-officer'),
    sent('nothing typed', 'new-keyless', '', 'Make my key'),
    sent('weak', 'new-keyless', '', 'Make my key', { [NEW]: 'short', [AGAIN]: 'short' }),
    sent('not the same twice', 'new-keyless', '', 'Make my key', { [NEW]: GOOD, [AGAIN]: `${GOOD}s` }),
    {
      route: `POST ${KEY}`,
      state: 'made meanwhile',
      as: 'buyer-approver',
      show: async page => {
        await page.goto(`${KEY}/passphrase`)
        await sendElsewhere(page, KEY, { passphrase: GOOD, passphraseAgain: GOOD })
      },
    },
    shown('to confirm', 'buyer-approver', '/replace'),
    shown('old sign-in', 'new-stale', '/replace'),
    sent('not confirmed', 'buyer-approver', '/replace', 'Replace my key', { [NEW]: GOOD, [AGAIN]: GOOD }),
    shown('empty', 'buyer-approver', '/passphrase'),
    sent('nothing typed', 'buyer-approver', '/passphrase', 'Change the passphrase'),
    sent('new one weak', 'buyer-approver', '/passphrase', 'Change the passphrase', {
      'The passphrase that your key has now': passphraseOf('buyer-approver'),
      [NEW]: 'short',
      [AGAIN]: 'short',
    }),
    shown('somebody to choose', 'buyer-approver', '/shares/:id'),
    shown('nobody to choose', 'procurement-officer', '/shares/:id'),
    sent('nobody chosen', 'buyer-approver', '/shares/:id', 'Hand it on'),
    sent(
      'wrong passphrase',
      'new-second-approver',
      '/shares/:id',
      'Hand it on',
      { 'The passphrase of your key': passphraseOf('buyer-approver') },
      page => page.getByLabel('new-idle').check(),
    ),
  ],
}
