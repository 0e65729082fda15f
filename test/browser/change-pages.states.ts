import type { Page } from 'playwright-core'

import { expect } from 'expect'

import { AMENDABLE_SECTIONS } from '../../src/modules/requirements/domain/amendable-sections.js'
import { Changes, REASON } from '../support/changes.js'
import { hire } from '../support/people.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { aDraft, anOpenRequirement, inSeconds } from '../support/world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  draft: string
  open: string
  changed: string
  waits: string
  cancelled: string
  long: string
  closed: string
  toReopen: string
}

const FAR = { closesIn: 30 * 86_400 }

async function prepare(test: TestApp): Promise<World> {
  const the = new Changes(test)
  const world = {
    draft: (await aDraft(test, FAR)).id,
    open: await anOpenRequirement(test, FAR),
    changed: await anOpenRequirement(test, FAR),
    waits: await anOpenRequirement(test, FAR),
    cancelled: await anOpenRequirement(test, FAR),
    long: await anOpenRequirement(test, { ...FAR, title: LONG.slice(0, 200), whyAi: LONG.repeat(4) }),
    closed: await anOpenRequirement(test, { closesIn: 300 }),
    toReopen: await anOpenRequirement(test, { closesIn: 300 }),
  }
  const amend = async (id: string, changes: object, more = {}): Promise<void> => {
    expect((await the.amend(id, changes, more)).status).toBe(200)
  }
  await amend(world.changed, { title: 'Defects of roads and bridges' })
  await amend(world.long, { whyAi: LONG.repeat(5) }, { reason: LONG })
  expect((await the.extend(world.changed, 40 * 86_400)).status).toBe(200)
  await the.verb(world.waits, 'cancel', { reason: REASON }).expect(200)
  for (const player of ['buyer-author', 'buyer-approver'] as const)
    await the.verb(world.cancelled, 'cancel', { reason: REASON }, player).expect(200)
  await test.moveClock('6 minutes')
  const submissionDeadline = await inSeconds(test, 3600)
  await the.verb(world.toReopen, 'reopen', { submissionDeadline, reason: REASON }, 'procurement-officer').expect(200)
  await hire(test, 'new-approver', 'First Example Council', 'buyer-approver')
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = 'new-approver@example.test'`,
  )
  return world
}

const HOME = '/buyer/requirements'

/** Every part that an amendment may change. */
const EVERYTHING = `?${AMENDABLE_SECTIONS.map(({ id }) => `part=${id}`).join('&')}`

const shown = (
  path: string,
  state: string,
  requirement: keyof World,
  as: Player | Newcomer = 'buyer-author',
  query = '',
): PageState<World> => ({
  route: `GET ${HOME}/:id/changes${path}`,
  state,
  as,
  show: (page, world) => page.goto(`${HOME}/${world[requirement]}/changes${path}${query}`),
})

const sent = (
  path: string,
  state: string,
  requirement: keyof World,
  act: (page: Page, world: World) => Promise<unknown>,
  as: Player = 'buyer-author',
): PageState<World> => ({
  route: `POST ${HOME}/:id/changes${path}`,
  state,
  as,
  show: async (page, world) => {
    await page.goto(`${HOME}/${world[requirement]}/changes${path.replace('/preview', '')}`)
    await act(page, world)
  },
})

/** Sent to a requirement that took it until a moment ago. */
const late =
  (path: string, to: keyof World, fields: Readonly<Record<string, string>>) =>
  (page: Page, world: World): Promise<unknown> =>
    sendElsewhere(page, `${HOME}/${world[to]}/changes${path}`, fields)

const dateFields = (name: string, year: string): Record<string, string> => ({
  [`${name}-day`]: '4',
  [`${name}-month`]: '12',
  [`${name}-year`]: year,
  [`${name}-time`]: '17:00',
})

const previewed =
  (label: string, text: string) =>
  async (page: Page): Promise<void> => {
    await page.getByLabel(label, { exact: true }).fill(text)
    await page.getByLabel('Your reason').fill(REASON)
    await press(page, 'See what would change')
  }

/** Sent from the form of an amendment. */
const amends = (state: string, act: (page: Page, world: World) => Promise<unknown>): PageState<World> => ({
  route: `POST ${HOME}/:id/changes/amend/preview`,
  state,
  as: 'buyer-author',
  show: async (page, world) => {
    await page.goto(`${HOME}/${world.open}/changes/amend?part=problem`)
    await act(page, world)
  },
})

const LONGER = Array.from({ length: 80 }, (_, place) => `word${place}`).join(' ')

/** What changes after publication, from the wish to the record. */
export const CHANGE_PAGES: StateTable<World> = {
  prepare,
  states: [
    shown('', 'none yet', 'open'),
    shown('', 'changed', 'changed'),
    shown('', 'a cancellation waits', 'waits', 'buyer-approver'),
    shown('', 'closed', 'closed', 'buyer-approver'),
    shown('', 'cancelled', 'cancelled'),
    shown('', 'long text', 'long'),
    shown('/extend', 'open', 'open'),
    shown('/extend', 'not open', 'closed'),
    sent('/extend', 'nothing entered', 'open', page => press(page, 'Move the deadline')),
    sent('/extend', 'earlier', 'open', async page => {
      await page.locator('#submissionDeadline-year').fill('2020')
      await page.getByLabel('Why', { exact: true }).fill(REASON)
      await press(page, 'Move the deadline')
    }),
    sent('/extend', 'closed meanwhile', 'open', late('/extend', 'closed', { ...dateFields('submissionDeadline', '2029'), reason: REASON })),

    shown('/cancel', 'open', 'open'),
    shown('/cancel', 'proposed by somebody else', 'waits', 'buyer-approver'),
    shown('/cancel', 'proposed by oneself', 'waits'),
    shown('/cancel', 'draft', 'draft'),
    shown('/cancel', 'over', 'cancelled'),
    sent('/cancel', 'nothing entered', 'open', page => press(page, 'Propose to cancel it')),
    sent('/cancel', 'cancelled meanwhile', 'open', late('/cancel', 'cancelled', { reason: REASON, confirmed: 'yes' })),
    sent('/cancel', 'proposed twice', 'waits', late('/cancel', 'waits', { reason: REASON, confirmed: 'yes' })),

    shown('/reopen', 'closed', 'closed', 'buyer-approver'),
    shown('/reopen', 'old sign-in', 'closed', 'new-approver'),
    shown('/reopen', 'proposed by the other side', 'toReopen', 'buyer-approver'),
    shown('/reopen', 'proposed by oneself', 'toReopen', 'procurement-officer'),
    shown('/reopen', 'open', 'open', 'buyer-approver'),
    sent('/reopen', 'nothing entered', 'closed', page => press(page, 'Propose more time'), 'buyer-approver'),
    sent(
      '/reopen',
      'reopened meanwhile',
      'closed',
      late('/reopen', 'open', { ...dateFields('submissionDeadline', '2027'), reason: REASON }),
      'buyer-approver',
    ),

    shown('/amend', 'parts to choose', 'open'),
    shown('/amend', 'parts chosen', 'open', 'buyer-author', EVERYTHING),
    shown('/amend', 'not open', 'closed'),
    shown('/amend', 'long text', 'long', 'buyer-author', EVERYTHING),
    amends('a row added', page => press(page, 'Add another outcome')),
    amends('nothing changed', async page => {
      await page.getByLabel('Your reason').fill(REASON)
      await press(page, 'See what would change')
    }),
    amends('breaks a rule', previewed('The problem', 'Too short.')),
    amends('matters to bidders', previewed('The problem', LONGER)),
    amends('does not matter to bidders', previewed('Title', 'Roads and bridges')),
    amends(
      'changed since it was read',
      late('/amend/preview', 'changed', { seen: '1', part: 'problem', '.asked': 'title', title: 'x', reason: REASON }),
    ),
    {
      route: `POST ${HOME}/:id/changes/amend`,
      state: 'too little time',
      as: 'buyer-author',
      show: async (page, world) => {
        await page.goto(`${HOME}/${world.open}/changes/amend?part=problem`)
        await previewed('The problem', LONGER)(page)
        await page.locator('[name="submissionDeadline-year"]').fill('2020')
        await press(page, 'Amend it and tell everybody')
      },
    },
  ],
}
