import type { Page } from 'playwright-core'

import { aRegistration, arrive } from '../support/people.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

/** Registrations by what became of them. */
interface World {
  waiting: string
  similar: string
  own: string
  long: string
  taken: string
  approved: string
  refused: string
  withdrawn: string
}

type State = PageState<World>

const FOUNDER = 'new-founder' satisfies Newcomer

/** So many that they fill more than a page: those of another person wait, those of somebody's own are withdrawn. */
const MANY = `
  INSERT INTO registration (id, kind, name, duns, registrant_id, state, settled_at)
  SELECT gen_random_uuid(), 'public-body', 'Example Authority ' || n, (n + $3::int)::text, p.id, $2::text, CASE WHEN $2 = 'withdrawn' THEN market_now() END
  FROM person p, generate_series(100000001, 100000026) n WHERE p.email = $1`

async function prepare(test: TestApp): Promise<World> {
  for (const newcomer of [FOUNDER, 'new-busy', 'new-other'] as const) await arrive(test, newcomer)
  const world: World = {
    waiting: await aRegistration(test, FOUNDER, 'Fifth Example Supplier'),
    similar: await aRegistration(test, 'new-other', 'Fifth Example Supplier Limited'),
    approved: await aRegistration(test, FOUNDER, 'Sixth Example Supplier'),
    refused: await aRegistration(test, FOUNDER, 'Seventh Example Supplier'),
    withdrawn: await aRegistration(test, FOUNDER, LONG.slice(0, 200)),
    own: await aRegistration(test, 'procurement-officer'),
    long: await aRegistration(test, 'new-other', LONG.slice(0, 200)),
    taken: await aRegistration(test, 'new-other'),
  }
  await decide(test, world.approved, 'approve')
  await decide(test, world.refused, 'refuse', { reason: LONG })
  await test.api(FOUNDER).post(`/account/registrations/${world.withdrawn}/withdraw`).expect(200)
  await test.rows('UPDATE organisation SET duns = (SELECT duns FROM registration WHERE id = $1) WHERE id = $2', [
    world.taken,
    world.approved,
  ])
  await test.rows(MANY, ['new-busy@example.test', 'withdrawn', 0])
  await test.rows(MANY, ['new-other@example.test', 'waiting', 1000])
  return world
}

const decide = (test: TestApp, id: string, how: string, body?: object) =>
  test.api('procurement-officer').post(`/registrations/${id}/${how}`).send(body).expect(200)

const OFFICER = '/officer/registrations'
const REGISTER = '/organisation/register'
const OWN = '/organisation/registrations'

/** A registration as an officer sees it. */
const shown = (state: string, registration: keyof World, as: Player = 'procurement-officer'): State => ({
  route: `GET ${OFFICER}/:id`,
  state,
  as,
  show: (page, world) => page.goto(`${OFFICER}/${world[registration]}`),
})

const decided = (how: 'approve' | 'refuse', state: string, show: State['show']): State => ({
  route: `POST ${OFFICER}/:id/${how}`,
  state,
  as: 'second-officer',
  show,
})

/** From the page of one that still waited, what another officer has settled meanwhile is decided again. */
const second =
  (how: 'approve' | 'refuse', fields: Readonly<Record<string, string>>): State['show'] =>
  async (page, { waiting, approved }) => {
    await page.goto(`${OFFICER}/${waiting}`)
    await sendElsewhere(page, `${OFFICER}/${approved}/${how}`, fields)
  }

const registered = (state: string, fill: (page: Page) => Promise<unknown>): State => ({
  route: `POST ${REGISTER}`,
  state,
  as: 'new-busy',
  show: async page => {
    await page.goto(REGISTER)
    await fill(page)
    await press(page, 'Send it to the officers')
  },
})

const describe = async (page: Page, duns: string): Promise<void> => {
  await page.getByLabel('A supplier').check()
  await page.getByLabel('Official name').fill('Eighth Example Supplier')
  await page.getByLabel('DUNS number').fill(duns)
}

/** Registering an organisation, and what officers make of it. */
export const REGISTRATION_PAGES: StateTable<World> = {
  prepare,
  states: [
    { route: `GET ${REGISTER}`, state: 'empty', as: 'new-busy', show: page => page.goto(REGISTER) },
    registered('nothing typed', () => Promise.resolve()),
    registered('identifier missing', page => describe(page, '')),
    registered('identifier malformed', page => describe(page, '12')),
    registered('not possible', page => describe(page, '100001001')),
    { route: `GET ${OWN}`, state: 'in every state', as: FOUNDER, show: page => page.goto(OWN) },
    {
      route: `GET ${OWN}`,
      state: 'more than a page',
      as: 'new-busy',
      show: async page => {
        await page.goto(OWN)
        await page.getByRole('link', { name: 'Older registrations' }).click()
      },
    },
    {
      route: `POST ${OWN}/:id/withdraw`,
      state: 'decided meanwhile',
      as: FOUNDER,
      show: async (page, { approved }) => {
        await page.goto(OWN)
        await sendElsewhere(page, `${OWN}/${approved}/withdraw`, {})
      },
    },

    { route: `GET ${OFFICER}`, state: 'some', as: 'procurement-officer', show: page => page.goto(OFFICER) },
    {
      route: `GET ${OFFICER}`,
      state: 'more than a page',
      as: 'procurement-officer',
      show: async page => {
        await page.goto(OFFICER)
        await page.getByRole('link', { name: 'Those that came later' }).click()
      },
    },
    shown('waiting', 'waiting'),
    shown('similar names', 'similar'),
    shown('own', 'own'),
    shown('long text', 'long'),
    shown('approved', 'approved'),
    shown('refused', 'refused'),
    shown('withdrawn', 'withdrawn'),
    decided('approve', 'approval came second', second('approve', {})),
    decided('approve', 'identifier taken meanwhile', async (page, { taken }) => {
      await page.goto(`${OFFICER}/${taken}`)
      await press(page, 'Approve the organisation')
    }),
    decided('refuse', 'no reason', async (page, { waiting }) => {
      await page.goto(`${OFFICER}/${waiting}`)
      await press(page, 'Refuse the organisation')
    }),
    decided('refuse', 'refusal came second', second('refuse', { reason: 'The number belongs to another firm.' })),
  ],
}
