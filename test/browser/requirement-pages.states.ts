import type { Page } from 'playwright-core'

import type { TestApp } from '../support/test-app.js'
import { aDraft, anOpenRequirement, aWaitingDraft, inSeconds } from '../support/world.js'
import { LONG } from './long-text.js'
import type { PageState, StateTable } from './state-table.js'

/** Requirements of the council, one for each way a requirement can look to those who write it. */
interface World {
  test: TestApp
  blank: string
  ready: string
  held: string
  returned: string
  long: string
  waiting: string
  open: string
  /** That two people write at once. */
  shared: string
}

type Which = Exclude<keyof World, 'test'>

/** More than stands on one page of the list. */
const MORE_DRAFTS = `
  INSERT INTO requirement SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).*
  FROM requirement r CROSS JOIN generate_series(1, 25) WHERE r.id = $1`

const NOTHING = {
  problemStatement: null,
  whyAi: null,
  outcomes: null,
  measures: null,
  governance: null,
  riskProfile: null,
  criteria: null,
  awardQuestions: null,
  priceLines: null,
  estimatedValue: null,
  documents: null,
}

const LONG_CONTENT = {
  title: LONG.slice(0, 200),
  problemStatement: LONG.repeat(4),
  outcomes: [{ id: 'O1', text: LONG }],
  criteria: [{ id: 'C1', title: LONG, kind: 'quality', weight: '12.345' }],
  awardQuestions: [{ id: 'A1', criterionId: 'C1', text: LONG, wordLimit: 9000 }],
  governance: { seniorOwner: LONG.slice(0, 400), panel: [{ role: LONG.slice(0, 200), discipline: 'domain' }] },
}

async function prepare(test: TestApp): Promise<World> {
  await anOpenRequirement(test, { closesIn: 300, title: 'To open' })
  await test.moveClock('6 minutes')
  const { id: blank } = await aDraft(test, { ...NOTHING, title: '' })
  const { id: ready } = await aDraft(test)
  await test.rows(MORE_DRAFTS, [ready])
  const { id: returned } = await aWaitingDraft(test)
  await test.api('buyer-approver').post(`/requirements/${returned}/return`).send({ reason: LONG }).expect(200)
  const submissionDeadline = await inSeconds(test, 14 * 86_400)
  return {
    test,
    blank,
    ready,
    returned,
    held: (await aDraft(test, { riskProfile: { biometric: 'categorise' } })).id,
    long: (await aDraft(test, LONG_CONTENT)).id,
    waiting: (await aWaitingDraft(test)).id,
    open: await anOpenRequirement(test, { submissionDeadline }),
    shared: (await aDraft(test)).id,
  }
}

const at =
  (which: Which, path = '') =>
  (page: Page, world: World): Promise<unknown> =>
    page.goto(`/buyer/requirements/${world[which]}${path}`)

const TASKS = 'GET /buyer/requirements/:id'

/** A page as one of the council's people sees it. */
const shows = (route: string, state: string, which: Which, path = '', as: PageState<World>['as'] = 'buyer-author'): PageState<World> => ({
  route,
  state,
  as,
  show: at(which, path),
})

/** The form of a section, sent with something in it. */
const sends = (state: string, show: PageState<World>['show']): PageState<World> => ({
  route: 'POST /buyer/requirements/:id/:section',
  state,
  as: 'buyer-author',
  show,
})

const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save and stay here' }).click()

async function change({ test }: World, id: string, fields: object): Promise<void> {
  const { headers } = await test.api('buyer-author').get(`/requirements/${id}`).expect(200)
  await test.api('buyer-author').patch(`/requirements/${id}`).set('If-Match', String(headers['etag'])).send(fields).expect(200)
}

const SECTION = `${TASKS}/:section`

/** A requirement as its buyer writes it. */
export const REQUIREMENT_PAGES: StateTable<World> = {
  prepare,
  states: [
    { route: 'GET /buyer', state: 'drafts', as: 'buyer-author', show: page => page.goto('/buyer?show=draft') },
    { route: 'GET /buyer', state: 'more than a page', as: 'buyer-author', show: page => page.goto('/buyer') },
    { route: 'GET /buyer', state: 'open', as: 'evaluator', show: page => page.goto('/buyer?show=open') },
    { route: 'GET /buyer', state: 'to open', as: 'buyer-approver', show: page => page.goto('/buyer?show=to-open') },
    { route: 'GET /buyer', state: 'none of these', as: 'buyer-approver', show: page => page.goto('/buyer?show=ended') },
    { route: 'GET /buyer/requirements/new', state: 'empty', as: 'buyer-author', show: page => page.goto('/buyer/requirements/new') },
    {
      route: 'POST /buyer/requirements/new',
      state: 'refused',
      as: 'buyer-author',
      show: async page => {
        await page.goto('/buyer/requirements/new')
        await page.getByRole('button', { name: 'Start', exact: true }).click()
      },
    },
    shows(TASKS, 'new', 'blank'),
    shows(TASKS, 'ready', 'ready'),
    shows(TASKS, 'held', 'held'),
    shows(TASKS, 'returned', 'returned'),
    shows(TASKS, 'long text', 'long'),
    shows(TASKS, 'waiting', 'waiting', '', 'buyer-approver'),
    shows(TASKS, 'open', 'open'),
    shows(TASKS, 'an evaluator', 'ready', '', 'evaluator'),
    shows(`${TASKS}/preview`, 'new', 'blank', '/preview'),
    shows(`${TASKS}/preview`, 'ready', 'ready', '/preview'),
    shows(`${TASKS}/preview`, 'long text', 'long', '/preview'),
    shows(SECTION, 'empty', 'blank', '/evaluation'),
    shows(SECTION, 'filled', 'ready', '/problem'),
    shows(SECTION, 'long text', 'long', '/evaluation'),
    shows(SECTION, 'with findings', 'blank', '/governance'),
    shows(SECTION, 'risk', 'ready', '/risk'),
    shows(SECTION, 'not to be changed', 'waiting', '/evaluation', 'buyer-approver'),
    sends('a row added', async (page, world) => {
      await at('ready', '/problem')(page, world)
      await page.getByRole('button', { name: 'Add another outcome' }).click()
    }),
    sends('refused', async (page, world) => {
      await at('ready', '/dates')(page, world)
      await page.locator('[name="submissionDeadline-month"]').fill('13')
      await save(page)
    }),
    sends('clash', async (page, world) => {
      await at('shared', '/governance')(page, world)
      await change(world, world.shared, { governance: { seniorOwner: `Theirs ${String(process.hrtime.bigint())}` } })
      await page.getByLabel('Senior owner, by role').fill(LONG.slice(0, 400))
      await save(page)
    }),
    sends('frozen', async (page, world) => {
      const { id } = await aDraft(world.test)
      await page.goto(`/buyer/requirements/${id}/governance`)
      await world.test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
      await page.getByLabel('Senior owner, by role').fill('Too late')
      await save(page)
    }),
  ],
}
