import type { Page } from 'playwright-core'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import type { TestApp } from '../support/test-app.js'
import { type BidsInEveryState, bidsInEveryState, LONG } from './bids-in-every-state.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<BidsInEveryState>

/** A state of a page of a bid, as the supplier's administrator sees it. */
const shown = (path: string, state: string, bid: Exclude<keyof BidsInEveryState, 'test'>, more: Partial<State> = {}): State => ({
  route: `GET /supplier/bids/:id${path.replace(/\/receipts\/\d$/, '/receipts/:version')}`,
  state,
  as: 'supplier-admin',
  show: (page, world) => page.goto(`/supplier/bids/${world[bid]}${path}`),
  ...more,
})

const sent = (path: string, state: string, show: State['show'], as: State['as'] = 'supplier-admin'): State => ({
  route: `POST /supplier/bids/:id${path}`,
  state,
  as,
  show,
})

const DECLARATION = /I have read the whole bid/

const submitForm = async (page: Page, { ready }: BidsInEveryState, { declared = true, password = '' } = {}): Promise<void> => {
  await page.goto(`/supplier/bids/${ready}/submit`)
  if (declared) await page.getByLabel(DECLARATION).check()
  if (password !== '') await page.getByLabel('Your password').fill(password)
  await press(page, 'Submit the bid')
}

/** The reasons for going on were there when the form was opened, and are not when it is sent. */
async function submitWithoutReasons(page: Page, { test, ready }: BidsInEveryState): Promise<void> {
  const [kept] = await test.rows<{ acknowledgements: Buffer }>('SELECT acknowledgements FROM acknowledgement_set WHERE bid_id = $1', [
    ready,
  ])
  await page.goto(`/supplier/bids/${ready}/submit`)
  await page.getByLabel(DECLARATION).check()
  await test.rows('DELETE FROM acknowledgement_set WHERE bid_id = $1', [ready])
  await press(page, 'Submit the bid')
  await page.getByRole('heading', { name: 'Your bid cannot be submitted yet' }).waitFor()
  await test.rows('INSERT INTO acknowledgement_set (bid_id, acknowledgements) VALUES ($1, $2)', [ready, kept?.acknowledgements])
}

/** The form of a report goes where a form was open before: what it says is what the address takes. */
const stale =
  (bid: 'ready' | 'sealed' | 'late', path: string, fields: Record<string, string>): State['show'] =>
  async (page, world) => {
    await page.goto(`/supplier/bids/${world.ready}/report-a-problem`)
    await sendElsewhere(page, `/supplier/bids/${world[bid]}${path}`, fields)
  }

const SEEN = { declared: 'yes', seen: `sha256-${'0'.repeat(64)}` }

/** Somebody sends the form at this moment: the lock is the one that runOnce takes. */
async function showOnItsWay(page: Page, { test, ready }: BidsInEveryState): Promise<void> {
  const client = await test.db.connect()
  try {
    await client.query('BEGIN')
    await client.query(
      `SELECT pg_advisory_xact_lock(hashtextextended(replace(json_build_array(g.person_id, g.organisation_id, 'POST /supplier/bids/:id/submit', 'sending')::text, ', ', ','), 0))
       FROM role_grant g JOIN person p ON p.id = g.person_id WHERE p.email = 'supplier-admin@example.test'`,
    )
    await page.goto(`/supplier/bids/${ready}/submissions/sending`)
  } finally {
    await client.query('ROLLBACK')
    client.release()
  }
}

async function report(test: TestApp, bidId: string, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1)
    await test.api('supplier-admin').post(`/bids/${bidId}/problem-reports`).send({ text: LONG }).expect(201)
}

/** From the last look at a bid to its receipt, and what can be done with it afterwards. */
export const SUBMISSION_PAGES: StateTable<BidsInEveryState> = {
  prepare: bidsInEveryState,
  states: [
    shown('/review', 'ready', 'ready'),
    shown('/review', 'nothing written', 'empty', { as: 'bid-writer' }),
    shown('/review', 'blocked', 'blocked'),
    shown('/review', 'long text', 'long'),
    shown('/review', 'submitted', 'withFiles'),
    shown('/review', 'changed since', 'changed'),
    shown('/review', 'sealed', 'sealed'),
    shown('/review', 'not submitted', 'late'),
    shown('/review', 'withdrawn', 'withdrawn'),
    shown('/review', 'opened', 'opened'),
    shown('/review', 'cancelled', 'cancelled'),

    shown('/submit', 'ready', 'ready'),
    shown('/submit', 'old sign-in', 'ready', { as: 'new-admin' }),
    shown('/submit', 'not ready', 'blocked'),
    shown('/submit', 'as it was submitted', 'submitted'),
    shown('/submit', 'changed since', 'changed'),
    shown('/submit', 'too late', 'sealed'),
    shown('/submit', 'withdrawn', 'withdrawn'),
    sent('/submit', 'not declared', (page, world) => submitForm(page, world, { declared: false })),
    sent('/submit', 'no password', (page, world) => submitForm(page, world), 'new-admin'),
    sent('/submit', 'wrong password', (page, world) => submitForm(page, world, { password: `${PASSWORD}x` }), 'new-admin'),
    sent('/submit', 'blocked', submitWithoutReasons),
    sent('/submit', 'changed meanwhile', stale('ready', '/submit', SEEN)),
    sent('/submit', 'received too late', stale('late', '/submit', SEEN)),

    {
      route: 'GET /supplier/bids/:id/submissions/:key',
      state: 'received',
      as: 'supplier-admin',
      show: async (page, { test, submitted }) => {
        await test.api('supplier-admin').post(`/bids/${submitted}/submit`).set('Idempotency-Key', 'sent').expect(200)
        await page.goto(`/supplier/bids/${submitted}/submissions/sent`)
      },
    },
    { ...shown('/submissions/:key', 'on its way', 'ready'), show: showOnItsWay },
    {
      ...shown('/submissions/:key', 'not received', 'ready'),
      show: (page, { ready }) => page.goto(`/supplier/bids/${ready}/submissions/never-sent`),
    },

    shown('/receipts/1', 'the version that counts', 'submitted'),
    shown('/receipts/1', 'replaced', 'replaced'),
    shown('/receipts/1', 'with files', 'withFiles'),
    shown('/receipts/1', 'sealed', 'sealed'),
    shown('/receipts/1', 'withdrawn', 'withdrawn'),
    shown('/receipts/1', 'opened', 'opened'),
    shown('/receipts/1', 'cancelled', 'cancelled'),

    shown('/withdraw', 'submitted', 'submitted'),
    shown('/withdraw', 'old sign-in', 'submitted', { as: 'new-admin' }),
    shown('/withdraw', 'nothing submitted', 'ready'),
    shown('/withdraw', 'too late', 'sealed'),
    shown('/withdraw', 'withdrawn', 'withdrawn'),
    sent('/withdraw', 'not confirmed', async (page, { submitted }) => {
      await page.goto(`/supplier/bids/${submitted}/withdraw`)
      await press(page, 'Withdraw the bid')
    }),
    sent(
      '/withdraw',
      'wrong password',
      async (page, { submitted }) => {
        await page.goto(`/supplier/bids/${submitted}/withdraw`)
        await page.getByLabel('Yes, withdraw this bid').check()
        await page.getByLabel('Your password').fill(`${PASSWORD}x`)
        await press(page, 'Withdraw the bid')
      },
      'new-admin',
    ),
    sent('/withdraw', 'received too late', stale('sealed', '/withdraw', { confirmed: 'yes' })),

    shown('/timeline', 'some', 'submitted'),
    shown('/timeline', 'with refusals', 'late'),
    {
      ...shown('/timeline', 'more than a page', 'submitted'),
      show: async (page, { test, submitted }) => {
        await report(test, submitted, 25)
        await page.goto(`/supplier/bids/${submitted}/timeline`)
        await page.getByRole('link', { name: 'Older entries' }).click()
      },
    },
    {
      ...shown('/timeline', 'long text', 'long'),
      show: async (page, { test, long }) => {
        await report(test, long, 1)
        await page.goto(`/supplier/bids/${long}/timeline`)
      },
    },
  ],
}
