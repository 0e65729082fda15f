import type { Page } from 'playwright-core'

import { aBidWorld, aNewText, type BidWorld, savePart, saveTooLate, UNASKED } from './bid-world.js'
import type { PageState, StateTable } from './state-table.js'

type Which = Exclude<keyof BidWorld, 'test' | 'opportunity' | 'undescribed' | 'described' | 'tooLate' | 'scans' | 'infectedTooLate'>

/** A page of one of the bids, as it is when somebody opens it. */
const shows = (path: string, route: string, state: string, which: Which): PageState<BidWorld> => ({
  route: `GET /supplier/bids/:id${route}`,
  state,
  as: which === 'fresh' ? 'bid-writer' : 'supplier-admin',
  show: (page, world) => page.goto(`/supplier/bids/${world[which]}${path}`),
})

/** A form of a bid's page, sent with something wrong. */
const sends = (route: string, state: string, send: (page: Page, world: BidWorld) => Promise<unknown>): PageState<BidWorld> => ({
  route: `POST /supplier/bids/:id${route}`,
  state,
  as: 'supplier-admin',
  show: send,
})

const ANSWER = '/award-answers/:questionId'
const TOO_MUCH = 'x'.repeat(100_001)

/** A bid and its parts, as its writers see them. */
export const BID_PAGES: StateTable<BidWorld> = {
  prepare: aBidWorld,
  states: [
    {
      route: 'GET /opportunities/:id',
      state: 'to bid on',
      as: 'bid-writer',
      show: (page, { opportunity }) => page.goto(`/opportunities/${opportunity}`),
    },
    {
      route: 'GET /opportunities/:id',
      state: 'no membership',
      as: 'new-bid-writer',
      show: (page, { opportunity }) => page.goto(`/opportunities/${opportunity}`),
    },
    {
      route: 'GET /opportunities/:id',
      state: 'no supplier',
      as: 'evaluator',
      show: (page, { opportunity }) => page.goto(`/opportunities/${opportunity}`),
    },
    { route: 'GET /supplier', state: 'bids in every state', as: 'bid-writer', show: page => page.goto('/supplier') },
    shows('', '', 'new', 'fresh'),
    shows('', '', 'complete', 'complete'),
    shows('', '', 'long text', 'long'),
    shows('', '', 'submitted', 'submitted'),
    shows('', '', 'not submitted', 'notSubmitted'),
    shows('', '', 'withdrawn', 'withdrawn'),
    shows('/award-answers/A1', ANSWER, 'empty', 'fresh'),
    shows('/award-answers/A1', ANSWER, 'too long', 'long'),
    shows(`/award-answers/${UNASKED}`, ANSWER, 'no longer asked', 'long'),
    shows('/award-answers/A1', ANSWER, 'not to be changed', 'withdrawn'),
    sends(ANSWER, 'refused', async (page, { fresh }) => {
      await page.goto(`/supplier/bids/${fresh}/award-answers/A2`)
      await page.getByLabel('Your answer').fill(TOO_MUCH)
      await savePart(page)
    }),
    sends(ANSWER, 'saved by somebody else', (page, world) =>
      saveTooLate(page, world, 'award-answers/A1', 'Your answer', 'Mine', { awardAnswers: [{ questionId: 'A1', text: aNewText() }] }),
    ),
    shows('/prices', '/prices', 'empty', 'fresh'),
    shows('/prices', '/prices', 'filled', 'complete'),
    shows('/prices', '/prices', 'no longer asked', 'long'),
    shows('/prices', '/prices', 'not to be changed', 'notSubmitted'),
    sends('/prices', 'refused', async (page, { fresh }) => {
      await page.goto(`/supplier/bids/${fresh}/prices`)
      await page.getByLabel('Training day').fill('a lot')
      await savePart(page)
    }),
    sends('/prices', 'saved by somebody else', (page, world) =>
      saveTooLate(page, world, 'prices', 'Training day', '950', {
        priceSchedule: [{ lineId: 'P3', unitPrice: `1${String(process.hrtime.bigint() % 1_000_000_000n)}` }],
      }),
    ),
    shows('/details', '/details', 'empty', 'fresh'),
    shows('/details', '/details', 'filled', 'complete'),
    shows('/details', '/details', 'not to be changed', 'withdrawn'),
    sends('/details', 'refused', async (page, { fresh }) => {
      await page.goto(`/supplier/bids/${fresh}/details`)
      await page.getByLabel('Partners').fill('x'.repeat(501))
      await savePart(page)
    }),
    sends('/details', 'saved by somebody else', (page, world) =>
      saveTooLate(page, world, 'details', 'Conflicts of interest', 'None', { declarations: { conflictOfInterest: aNewText() } }),
    ),
  ],
}
