import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { HIGH } from '../support/high-tier.js'
import { hire } from '../support/people.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { aDraft, anOpenRequirement, aWaitingDraft } from '../support/world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  incomplete: string
  ready: string
  returned: string
  waiting: string
  held: string
  released: string
  approved: string
  late: string
  split: string
  long: string
  published: string
}

const FAR = { closesIn: 30 * 86_400 }

async function approved(test: TestApp, options: Parameters<typeof aWaitingDraft>[1]): Promise<string> {
  const { id, etag } = await aWaitingDraft(test, options)
  await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
  return id
}

async function prepare(test: TestApp): Promise<World> {
  const world = {
    incomplete: (await aDraft(test, { title: null, criteria: null, priceLines: null, settings: null })).id,
    ready: (await aDraft(test, FAR)).id,
    returned: (await aWaitingDraft(test, FAR)).id,
    waiting: (await aWaitingDraft(test, FAR)).id,
    held: (await aWaitingDraft(test, { ...FAR, ...HIGH })).id,
    released: (await aWaitingDraft(test, { ...FAR, ...HIGH })).id,
    approved: await approved(test, FAR),
    late: await approved(test, { closesIn: 300 }),
    split: await approved(test, { ...FAR, splitKey: true }),
    long: (await aWaitingDraft(test, { ...FAR, title: LONG.slice(0, 200) })).id,
    published: await anOpenRequirement(test, FAR),
  }
  for (const id of [world.returned, world.long])
    await test.api('buyer-approver').post(`/requirements/${id}/return`).send({ reason: LONG }).expect(200)
  await test
    .api('senior-officer')
    .post(`/requirements/${world.released}/release-hold`)
    .send({ reason: 'The board agreed to a trial.', seniorOwner: 'Director of Adult Services' })
    .expect(200)
  await test.moveClock('6 minutes')
  await hire(test, 'new-approver', 'First Example Council', 'buyer-approver')
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = 'new-approver@example.test'`,
  )
  return world
}

const addressOf = (id: string): string => `/buyer/requirements/${id}/approval`

const shown = (state: string, requirement: keyof World, as: Player | Newcomer): PageState<World> => ({
  route: 'GET /buyer/requirements/:id/approval',
  state,
  as,
  show: (page, world) => page.goto(addressOf(world[requirement])),
})

/** A form sent from a page that was open before things went on: it goes to another requirement, with its own fields. */
const sent = (
  verb: string,
  state: string,
  as: Player | Newcomer,
  [from, to]: [keyof World, keyof World],
  fields: Readonly<Record<string, string>>,
): PageState<World> => ({
  route: `POST /buyer/requirements/:id/approval/${verb}`,
  state,
  as,
  show: async (page, world) => {
    await page.goto(addressOf(world[from]))
    await sendElsewhere(page, `${addressOf(world[to])}/${verb}`, fields)
  },
})

/** The way to publication, as each of those who go it sees it. */
export const APPROVAL_PAGES: StateTable<World> = {
  prepare,
  states: [
    shown('not complete', 'incomplete', 'buyer-author'),
    shown('ready to submit', 'ready', 'buyer-author'),
    shown('returned', 'returned', 'buyer-author'),
    shown('in approval, for an approver', 'waiting', 'buyer-approver'),
    shown('in approval, for an author', 'waiting', 'buyer-author'),
    shown('old sign-in', 'waiting', 'new-approver'),
    shown('held, for a senior officer', 'held', 'senior-officer'),
    shown('approved', 'approved', 'buyer-author'),
    shown('published', 'published', 'buyer-author'),
    shown('long text', 'long', 'buyer-author'),

    sent('submit', 'submitted by somebody else', 'buyer-author', ['ready', 'waiting'], {}),
    sent('submit', 'not ready', 'buyer-author', ['ready', 'incomplete'], {}),
    {
      route: 'POST /buyer/requirements/:id/approval/return',
      state: 'no reason to return',
      as: 'buyer-approver',
      show: async (page, world) => {
        await page.goto(addressOf(world.waiting))
        await press(page, 'Return to the authors')
      },
    },
    {
      route: 'POST /buyer/requirements/:id/approval/approve',
      state: 'not confirmed',
      as: 'buyer-approver',
      show: async (page, world) => {
        await page.goto(addressOf(world.waiting))
        await press(page, 'Approve')
      },
    },
    {
      route: 'POST /buyer/requirements/:id/approval/approve',
      state: 'wrong password',
      as: 'new-approver',
      show: async (page, world) => {
        await page.goto(addressOf(world.waiting))
        await page.getByLabel('I have read the whole requirement').check()
        await page.getByLabel('Your password').fill(`${PASSWORD}x`)
        await press(page, 'Approve')
      },
    },
    sent('approve', 'changed since it was read', 'buyer-approver', ['waiting', 'waiting'], { confirmed: 'yes', seen: '1' }),
    sent('approve', 'approved by somebody else', 'buyer-approver', ['waiting', 'approved'], { confirmed: 'yes', seen: '2' }),
    {
      route: 'POST /buyer/requirements/:id/approval/release-hold',
      state: 'no reason to release',
      as: 'senior-officer',
      show: async (page, world) => {
        await page.goto(addressOf(world.held))
        await press(page, 'Release the hold')
      },
    },
    sent('release-hold', 'released by somebody else', 'senior-officer', ['held', 'released'], { reason: 'x', seniorOwner: 'x' }),
    {
      route: 'POST /buyer/requirements/:id/approval/publish',
      state: 'dates not confirmed',
      as: 'buyer-author',
      show: async (page, world) => {
        await page.goto(addressOf(world.approved))
        await press(page, 'Publish and invite')
      },
    },
    sent('publish', 'too late for its dates', 'buyer-author', ['approved', 'late'], { confirmed: 'yes', seen: '3' }),
    sent('publish', 'too few with a key of their own', 'buyer-author', ['approved', 'split'], { confirmed: 'yes', seen: '3' }),
    sent('publish', 'published by somebody else', 'buyer-author', ['approved', 'published'], { confirmed: 'yes', seen: '3' }),
  ],
}
