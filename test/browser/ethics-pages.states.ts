import type { Page } from 'playwright-core'

import { type GoldenBid, goldenBid } from '../../src/modules/guidelines/golden-bids.js'
import type { Tier } from '../../src/modules/guidelines/domain/risk-tier.js'
import { Changes } from '../support/changes.js'
import { attachAll } from '../support/evidence.js'
import { Questions, REUSE } from '../support/questions.js'
import type { TestApp } from '../support/test-app.js'
import { anOpenRequirement, answer, aPassingBid, aWorkingCopy } from '../support/world.js'
import type { StateTable } from './state-table.js'

/** No space in it, so that nothing but the browser can break the line, and what would be markup if it were not escaped. */
const LONG = `${'Verkehrswegeplanungsbeschleunigungsgesetz'.repeat(6)} <b>&amp;</b> ${'many words '.repeat(30)}`

/** The bids of the world, by what is special about them. */
interface World {
  empty: string
  low: string
  high: string
  referred: string
  warned: string
  reasoned: string
  waived: string
  long: string
  closed: string
  /** Saves another answer to Q201 of a bid than anybody has seen before. */
  saveAnother: (bidId: string) => Promise<void>
}

/** A bid of a worked case with its first draft, or with what passes. */
async function aGoldenBid(test: TestApp, tier: Tier, draft: keyof Pick<GoldenBid, 'firstDraft' | 'passing'>): Promise<string> {
  const golden = goldenBid(tier)
  const bidId = await aWorkingCopy(test, await anOpenRequirement(test, golden.requirement))
  await answer(test, bidId, await attachAll(test, bidId, { ...golden, passing: golden[draft] }))
  return bidId
}

async function prepare(test: TestApp): Promise<World> {
  const empty = await aWorkingCopy(test, await anOpenRequirement(test))
  const reasoned = await aPassingBid(test, await anOpenRequirement(test))
  const warned = await aPassingBid(test, await anOpenRequirement(test))
  await answer(test, warned, { Q704: { value: ['none'], reason: `${LONG} Our certificate is being renewed.` } })
  const waivedRequirement = await anOpenRequirement(test)
  const waived = await aPassingBid(test, waivedRequirement)
  await answer(test, waived, REUSE.answers)
  await new Questions(test).given(waivedRequirement)
  const long = await aWorkingCopy(
    test,
    await anOpenRequirement(test, { title: LONG.slice(0, 200), outcomes: [{ id: 'O1', text: LONG.slice(0, 300) }] }),
  )
  await answer(test, long, {
    Q201: { text: LONG.repeat(3), parts: { outcome_ids: ['O1'], measure: LONG } },
    Q205: { rows: [{ scenario: LONG, owner: LONG }] },
  })
  const referred = await aPassingBid(test, await anOpenRequirement(test))
  await answer(test, referred, { Q101: { value: 'no_ai' } })
  const closing = await anOpenRequirement(test)
  const closed = await aPassingBid(test, closing)
  for (const player of ['buyer-author', 'buyer-approver'] as const)
    await new Changes(test).verb(closing, 'cancel', { reason: 'The road was given up.' }, player)
  const low = await aGoldenBid(test, 'low', 'firstDraft')
  const high = await aGoldenBid(test, 'high', 'passing')
  let saved = 0
  const saveAnother = async (bidId: string): Promise<void> => {
    saved += 1
    await answer(test, bidId, { Q201: { text: `The ${saved}. text of somebody else. ${LONG}` } })
  }
  return { empty, low, high, referred, warned, reasoned, waived, long, closed, saveAnother }
}

const ETHICS = 'GET /supplier/bids/:id/ethics'
const SECTION = 'GET /supplier/bids/:id/ethics/:section'
const SAVED = 'POST /supplier/bids/:id/ethics/:section'
const CHECK = 'GET /supplier/bids/:id/check'

type Named = Exclude<keyof World, 'saveAnother'>

const at =
  (bid: Named, path: string) =>
  (page: Page, world: World): Promise<unknown> =>
    page.goto(`/supplier/bids/${world[bid]}/${path}`)

/** One state of a page that shows one bid. */
const state = (route: string, name: string, bid: Named, path: string) => ({
  route,
  state: name,
  as: 'bid-writer' as const,
  show: at(bid, path),
})

/** The ethics questionnaire and its check report. */
export const ETHICS_PAGES: StateTable<World> = {
  prepare,
  states: [
    state(ETHICS, 'nothing answered', 'empty', 'ethics'),
    state(ETHICS, 'some answered', 'low', 'ethics'),
    state(ETHICS, 'closed', 'closed', 'ethics'),
    state(SECTION, 'nothing answered', 'empty', 'ethics/1'),
    state(SECTION, 'answered', 'high', 'ethics/7'),
    state(SECTION, 'with findings', 'low', 'ethics/2'),
    state(SECTION, 'long text', 'long', 'ethics/2'),
    state(SECTION, 'nothing asked', 'low', 'ethics/4'),
    state(SECTION, 'closed', 'closed', 'ethics/D'),
    {
      route: SAVED,
      state: 'a row added',
      as: 'bid-writer',
      show: async (page, world) => {
        await at('low', 'ethics/1')(page, world)
        await page.getByRole('button', { name: 'Add a row to Q103' }).click()
      },
    },
    {
      route: SAVED,
      state: 'malformed',
      as: 'bid-writer',
      show: async (page, world) => {
        await at('high', 'ethics/7')(page, world)
        await page.locator('#Q701-rows-0-date').fill('yesterday')
        await page.locator('#Q701-rows-0-claimed_value').fill('<b>much</b>')
        await page.getByRole('button', { name: 'Save and continue' }).click()
      },
    },
    {
      route: SAVED,
      state: 'clash',
      as: 'bid-writer',
      show: async (page, world) => {
        await at('long', 'ethics/2')(page, world)
        await world.saveAnother(world.long)
        await page.locator('#Q201-text').fill('My own text.')
        await page.getByRole('button', { name: 'Save and continue' }).click()
      },
    },
    state(CHECK, 'nothing answered', 'empty', 'check'),
    state(CHECK, 'blocked', 'low', 'check'),
    state(CHECK, 'referred', 'referred', 'check'),
    state(CHECK, 'warnings', 'warned', 'check'),
    state(CHECK, 'warnings with reasons', 'reasoned', 'check'),
    state(CHECK, 'waived', 'waived', 'check'),
    state(CHECK, 'passed', 'high', 'check'),
    state(CHECK, 'closed', 'closed', 'check'),
    {
      route: 'POST /supplier/bids/:id/check/:rule/acknowledge',
      state: 'no reason',
      as: 'bid-writer',
      show: async (page, world) => {
        await at('warned', 'check')(page, world)
        // The reason of before is offered again.
        await page.locator('#reason-SR-31').fill('')
        await page.getByRole('button', { name: 'Save the reason for SR-31' }).click()
      },
    },
  ],
}
