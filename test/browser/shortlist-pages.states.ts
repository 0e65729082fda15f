import { expect } from 'expect'

import { choose, emptyRounds, joined, letGoStale } from '../support/shortlists.js'
import type { Player, TestApp } from '../support/test-app.js'
import { aDraft, anOpenRequirement, aWaitingDraft, eventsHandled, placeIn } from '../support/world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  none: string
  chosen: string
  nobody: string
  retired: string
  stale: string
  frozen: string
  long: string
  approved: string
  published: string
  later: string
  late: string
  often: string
}

const HEALTH = { sector: ['health'], location: ['wales'] }
const OFFER = ['sector/health', 'location/wales']
const PRACTICE = { agreement: 'PRACTICE' } as const

async function prepare(test: TestApp): Promise<World> {
  const draft = async (): Promise<string> => (await aDraft(test)).id
  const approved = async (): Promise<string> => {
    const { id } = await aDraft(test, { closesIn: 30 * 86_400 })
    expect((await choose(test, id, HEALTH)).status).toBe(200)
    const { headers } = await test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
    await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', String(headers['etag'])).expect(200)
    return id
  }
  await joined(test, 'In the valleys', { ...PRACTICE, offer: OFFER })
  await joined(test, 'Suspended in the valleys', { ...PRACTICE, offer: OFFER, state: 'suspended' })
  const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
  const world = {
    none: await draft(),
    chosen: await draft(),
    nobody: await draft(),
    retired: await draft(),
    stale: await approved(),
    frozen: (await aWaitingDraft(test)).id,
    long: await draft(),
    approved: await approved(),
    published: await anOpenRequirement(test),
    later: await anOpenRequirement(test),
    late: await anOpenRequirement(test, { agreementId, categoryIds: [categoryId], closesIn: 12 * 86_400 }),
    often: await anOpenRequirement(test),
  }
  await emptyRounds(test, world.often, 25)
  await choose(test, world.chosen, HEALTH, 'In Wales')
  await choose(test, world.nobody, { clearance: ['developed-vetting'] })
  await choose(test, world.retired, { location: ['overseas'] })
  await test
    .api('senior-officer')
    .post('/filters/mark-value')
    .set('If-Match', '"1"')
    .send({ facet: 'location', value: 'overseas', as: 'retire', reason: 'Nobody asks for it.' })
    .expect(201)
  for (const id of [world.stale, world.approved]) await letGoStale(test, id)
  await joined(test, LONG.slice(0, 200), { ...PRACTICE, offer: ['sector/education'] })
  await choose(test, world.long, { sector: ['education'] }, LONG.slice(0, 200))
  await eventsHandled(test)
  await joined(test, 'Later in the valleys', { ...PRACTICE, offer: OFFER, told: true })
  await eventsHandled(test)
  await test.moveClock('5 days')
  await test.signInAll()
  await joined(test, 'Too late', { told: true })
  await eventsHandled(test)
  return world
}

const addressOf = (id: string): string => `/buyer/requirements/${id}/shortlist`

const shown = (state: string, requirement: keyof World, as: Player = 'buyer-author', query = ''): PageState<World> => ({
  route: 'GET /buyer/requirements/:id/shortlist',
  state,
  as,
  show: (page, world) => page.goto(`${addressOf(world[requirement])}${query}`),
})

const invitations = (state: string, requirement: keyof World, as: Player): PageState<World> => ({
  route: 'GET /buyer/requirements/:id/invitations',
  state,
  as,
  show: (page, world) => page.goto(`/buyer/requirements/${world[requirement]}/invitations`),
})

/** Whom a buyer means to invite, and whom it invited. */
export const SHORTLIST_PAGES: StateTable<World> = {
  options: { working: true },
  prepare,
  states: [
    shown('nothing chosen', 'none'),
    shown('chosen', 'chosen'),
    shown('nobody matches', 'nobody'),
    shown('a filter retired', 'retired'),
    shown('stale', 'stale'),
    shown('who does not match', 'chosen', 'buyer-author', '?show=others'),
    shown('not to be changed', 'frozen', 'procurement-officer'),
    shown('published', 'published'),
    shown('long text', 'long'),
    {
      route: 'POST /buyer/requirements/:id/shortlist',
      state: 'without a name',
      as: 'buyer-author',
      show: async (page, world) => {
        await page.goto(addressOf(world.none))
        await page.getByLabel('Health').check()
        await press(page, 'Save and show who matches')
      },
    },
    {
      route: 'POST /buyer/requirements/:id/shortlist',
      state: 'name taken',
      as: 'buyer-author',
      show: async (page, world) => {
        await page.goto(addressOf(world.none))
        await page.getByLabel('Name of the shortlist').fill('in wales')
        await press(page, 'Save and show who matches')
      },
    },
    {
      route: 'POST /buyer/requirements/:id/shortlist',
      state: 'changed meanwhile',
      as: 'buyer-author',
      show: async (page, world) => {
        await page.goto(addressOf(world.chosen))
        await sendElsewhere(page, addressOf(world.chosen), { name: 'Another', seen: '0' })
      },
    },
    {
      route: 'POST /buyer/requirements/:id/shortlist/runs',
      state: 'run after publication',
      as: 'buyer-author',
      show: async (page, world) => {
        await page.goto(addressOf(world.chosen))
        await sendElsewhere(page, `${addressOf(world.published)}/runs`, {})
      },
    },
    {
      route: 'POST /buyer/requirements/:id/approval/publish',
      state: 'shortlist not confirmed',
      as: 'buyer-author',
      show: async (page, world) => {
        await page.goto(`/buyer/requirements/${world.approved}/approval`)
        await page.getByLabel('These dates are right').check()
        await press(page, 'Publish and invite')
      },
    },
    invitations('not published yet', 'chosen', 'buyer-author'),
    invitations('published', 'published', 'evaluator'),
    invitations('invited later', 'later', 'auditor'),
    invitations('too late to be invited', 'late', 'buyer-author'),
    invitations('more than a page', 'often', 'buyer-author'),
  ],
}
