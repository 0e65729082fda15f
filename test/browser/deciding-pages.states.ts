import type { Page } from 'playwright-core'

import type { Player } from '../support/test-app.js'
import { type DecidingWorld as World, OFFICER, prepareDeciding } from './deciding-world.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

type State = PageState<World>
type Kind = Exclude<keyof World, 'cases' | 'rival'>

const AT = '/officer/applications'

const shown = (page: string, state: string, kind: Kind, as: Player = OFFICER): State => ({
  route: `GET ${AT}/:id${page}`,
  state,
  as,
  show: (window, world) => window.goto(`${AT}/${world[kind]}${page}`),
})

/** A form that is sent as it stands, or filled before. */
const sent = (
  verb: string,
  state: string,
  at: (world: World) => string,
  button: string,
  fill?: (page: Page) => Promise<unknown>,
): State => ({
  route: `POST ${AT}/:id/${verb}`,
  state,
  as: OFFICER,
  show: async (page, world) => {
    await page.goto(at(world))
    await fill?.(page)
    await press(page, button)
  },
})

/** What the page of one application no longer offers, sent from a form of another. */
const late = (verb: string, state: string, from: (world: World) => string, to: Kind, fields: Readonly<Record<string, string>>): State => ({
  route: `POST ${AT}/:id/${verb}`,
  state,
  as: OFFICER,
  show: async (page, world) => {
    await page.goto(from(world))
    await sendElsewhere(page, `${AT}/${world[to]}/${verb}`, fields)
  },
})

const of =
  (kind: Kind, page = '') =>
  (world: World): string =>
    `${AT}/${world[kind]}${page}`

const caseOf =
  (which: keyof World['cases']) =>
  (world: World): string =>
    `${AT}/${world.grounds}/exclusions/${world.cases[which]}`

const aCase = (state: string, which: keyof World['cases']): State => ({
  route: `GET ${AT}/:id/exclusions/:exclusionCase`,
  state,
  as: OFFICER,
  show: (page, world) => page.goto(caseOf(which)(world)),
})

const decided = (state: string, fill?: (page: Page) => Promise<unknown>): State => ({
  ...sent('exclusions/:exclusionCase', state, caseOf('replied'), 'Decide on this ground', fill),
})

const INTERESTS = '/officer/suppliers/:id/interests'
const interests = (world: World): string => `/officer/suppliers/${world.rival}/interests`
const declaring = (state: string, as: Player): State => ({
  route: `GET ${INTERESTS}`,
  state,
  as,
  show: (page, world) => page.goto(interests(world)),
})

/** Interests in a supplier, and applications as officers decide on them. */
export const DECIDING_PAGES: StateTable<World> = {
  prepare: prepareDeciding,
  states: [
    declaring('nothing declared', 'senior-officer'),
    declaring('no interest', 'second-officer'),
    declaring('an interest', 'auditor'),
    {
      route: `POST ${INTERESTS}`,
      state: 'nothing chosen',
      as: 'senior-officer',
      show: async (page, world) => {
        await page.goto(interests(world))
        await press(page, 'Declare')
      },
    },
    {
      route: `POST ${INTERESTS}`,
      state: 'not explained',
      as: 'senior-officer',
      show: async (page, world) => {
        await page.goto(interests(world))
        await page.getByLabel('Yes').check()
        await press(page, 'Declare')
      },
    },

    { route: `GET ${AT}`, state: 'some', as: OFFICER, show: page => page.goto(AT) },
    { route: `GET ${AT}`, state: 'nothing fits', as: OFFICER, show: page => page.goto(`${AT}?overdue=true`) },
    {
      route: `GET ${AT}`,
      state: 'more than a page',
      as: OFFICER,
      show: async page => {
        await page.goto(AT)
        await page.getByRole('link', { name: 'Those that are due later' }).click()
      },
    },

    shown('', 'unclaimed', 'unclaimed'),
    shown('', 'claimed', 'claimed'),
    shown('', 'claimed by another', 'others'),
    shown('', 'asked', 'asked'),
    shown('', 'with hints', 'grounds'),
    shown('', 'with evidence files', 'evidence'),
    shown('', 'admitted', 'admitted'),
    shown('', 'rejected', 'rejected'),
    shown('', 'for an auditor', 'claimed', 'auditor'),
    late('claim', 'claimed meanwhile', of('unclaimed'), 'others', {}),
    sent('take-over', 'taken over without a reason', of('others'), 'Take it over'),
    sent('ask', 'nothing asked', of('claimed'), 'Ask the supplier'),
    sent('ask', 'day unfit', of('claimed'), 'Ask the supplier', async page => {
      await page.getByLabel('What you ask').fill('Which references are meant?')
      await page.getByLabel('Day to reply by').fill('2020-01-01')
    }),
    late('resume', 'reply awaited', of('asked'), 'asked', { seen: '5' }),
    sent('extend', 'extended without a reason', of('claimed'), 'Extend the time'),

    shown('/criteria', 'nothing found', 'claimed'),
    shown('/criteria', 'found', 'found'),
    shown('/criteria', 'score below the figure', 'low'),
    shown('/criteria', 'for an auditor', 'found', 'auditor'),
    sent('criteria', 'nothing chosen', of('claimed', '/criteria'), 'Record what you found'),
    sent('criteria', 'no reason', of('claimed', '/criteria'), 'Record what you found', page =>
      page.getByRole('group', { name: 'Is criterion 1 met?' }).getByLabel('Not met').check(),
    ),
    late('criteria', 'changed meanwhile', of('claimed', '/criteria'), 'claimed', { seen: '1', 'met-1': 'yes', 'reason-1': 'Shown.' }),
    sent('finance', 'standing not explained', of('low', '/criteria'), 'Record why it is enough'),

    shown('/claims', 'not judged', 'claimed'),
    shown('/claims', 'judged', 'found'),
    shown('/claims', 'for an auditor', 'found', 'auditor'),
    sent('claims', 'no verdict chosen', of('claimed', '/claims'), 'Record your verdicts'),
    sent('claims', 'query without a reason', of('claimed', '/claims'), 'Record your verdicts', page =>
      page
        .getByRole('group', { name: /^Verdict on B1 / })
        .getByLabel('Query')
        .check(),
    ),

    shown('/exclusions', 'no grounds', 'claimed'),
    shown('/exclusions', 'some grounds', 'grounds'),
    sent('exclusions', 'nothing raised', of('claimed', '/exclusions'), 'Put it to the supplier'),
    aCase('waits for a reply', 'waiting'),
    aCase('replied', 'replied'),
    aCase('decided', 'decided'),
    decided('nothing found'),
    decided('outcome unfit', async page => {
      await page.getByRole('group', { name: 'Does the ground apply?' }).getByLabel('No').check()
      await page
        .getByRole('group', { name: /^Do its circumstances/ })
        .getByLabel('No')
        .check()
      await page.getByLabel('Excluded: the ground applies').check()
      await page.getByLabel('Why').fill('It happened once.')
    }),

    shown('/decide', 'gaps', 'claimed'),
    shown('/decide', 'ready', 'found'),
    shown('/decide', 'old sign-in', 'old', 'second-officer'),
    shown('/decide', 'to reject', 'unmet'),
    shown('/decide', 'kept out', 'keptOut'),
    shown('/decide', 'decided', 'admitted'),
    late('admit', 'not to be admitted', of('claimed', '/criteria'), 'claimed', { seen: '4' }),
    sent('admit', 'member already', of('taken', '/decide'), 'Admit the supplier'),
    sent('reject', 'no criterion chosen', of('unmet', '/decide'), 'Reject the application'),
    sent('reject', 'thin reasons', of('unmet', '/decide'), 'Reject the application', async page => {
      await page.getByLabel('Criterion 1:').check()
      await page.getByLabel('Reasons').fill('No.')
    }),
    shown('/record', 'of an admission', 'admitted'),
    shown('/record', 'of a rejection', 'rejected'),
    shown('/record', 'of an exclusion', 'excluded'),
  ],
}
