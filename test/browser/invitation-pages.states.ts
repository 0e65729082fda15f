import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { aSupplier } from '../support/people.js'
import { anOpenRequirement } from '../support/world.js'
import { LONG } from './bids-in-every-state.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  open: string
  intending: string
  declined: string
  long: string
  closed: string
}

async function prepare(test: TestApp): Promise<World> {
  const far = { closesIn: 30 * 86_400 }
  const world = {
    open: await anOpenRequirement(test, far),
    intending: await anOpenRequirement(test, far),
    declined: await anOpenRequirement(test, far),
    long: await anOpenRequirement(test, { ...far, title: LONG.slice(0, 200) }),
    closed: await anOpenRequirement(test, { closesIn: 300 }),
  }
  const answer = (id: string, verb: string, body: object = {}) =>
    test.api('bid-writer').post(`/requirements/${id}/invitation/${verb}`).send(body).expect(200)
  await answer(world.intending, 'intend')
  await answer(world.declined, 'decline', { reason: 'terms' })
  await answer(world.long, 'decline', { reason: 'other', words: LONG.repeat(3) })
  await test.moveClock('6 minutes')
  await aSupplier(test, 'new-late')
  return world
}

const shown = (page: string, state: string, requirement: keyof World, as: Player | Newcomer = 'bid-writer'): PageState<World> => ({
  route: `GET /supplier/opportunities/:id/${page}`,
  state,
  as,
  show: (tab, world) => tab.goto(`/supplier/opportunities/${world[requirement]}/${page}`),
})

const sent = (page: string, state: string, show: PageState<World>['show']): PageState<World> => ({
  route: `POST /supplier/opportunities/:id/${page}`,
  state,
  as: 'bid-writer',
  show,
})

/** Whether a supplier will bid, and what it reports where it has no bid. */
export const INVITATION_PAGES: StateTable<World> = {
  prepare,
  states: [
    shown('invitation', 'not answered', 'open'),
    shown('invitation', 'intending', 'intending'),
    shown('invitation', 'declined', 'declined'),
    shown('invitation', 'long text', 'long'),
    shown('invitation', 'closed', 'closed'),
    shown('invitation', 'not invited', 'open', 'new-late'),
    sent('invitation', 'nothing chosen', async (page, { open }) => {
      await page.goto(`/supplier/opportunities/${open}/invitation`)
      await press(page, 'Continue')
    }),
    sent('invitation', 'too late', async (page, { open, closed }) => {
      await page.goto(`/supplier/opportunities/${open}/invitation`)
      await sendElsewhere(page, `/supplier/opportunities/${closed}/invitation`, { answer: 'intending' })
    }),
    shown('decline', 'empty', 'open'),
    shown('decline', 'said before', 'long'),
    sent('decline', 'no reason', async (page, { open }) => {
      await page.goto(`/supplier/opportunities/${open}/decline`)
      await press(page, 'Say that we will not bid')
    }),
    sent('decline', 'too late', async (page, { open, closed }) => {
      await page.goto(`/supplier/opportunities/${open}/decline`)
      await sendElsewhere(page, `/supplier/opportunities/${closed}/decline`, { reason: 'terms', words: LONG })
    }),
    shown('timeline', 'of an opportunity', 'declined'),
    shown('report-a-problem', 'empty', 'open'),
    sent('report-a-problem', 'nothing typed', async (page, { open }) => {
      await page.goto(`/supplier/opportunities/${open}/report-a-problem`)
      await press(page, 'Send the report')
    }),
  ],
}
