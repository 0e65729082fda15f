import type { Page } from 'playwright-core'

import { hire } from '../support/people.js'
import { Questions } from '../support/questions.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { anOpenRequirement } from '../support/world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  untouched: string
  /** With a question in every state there is. */
  every: string
  answered: string
  crowded: string
  /** Whose time for questions has passed, and which was cut off altogether. */
  late: string
  closed: string
}

/** As many as may wait at once, and more than a page. */
const MANY = `
  INSERT INTO clarification (id, requirement_id, supplier_id, person_id, question, asked_at)
  SELECT gen_random_uuid(), $1, g.organisation_id, p.id, 'Which roads are meant?', market_now()
  FROM person p JOIN role_grant g ON g.person_id = p.id AND g.role = 'bid-writer', generate_series(1, 30) WHERE p.email = 'bid-writer@example.test'`

const HOUR = 3_600

async function prepare(test: TestApp): Promise<World> {
  const questions = new Questions(test)
  const closed = await anOpenRequirement(test, { closesIn: HOUR / 2 })
  const late = await anOpenRequirement(test, { closesIn: HOUR })
  await questions.asked(late)
  await hire(test, 'new-bid-writer', 'Fourth Example Supplier', 'bid-writer')
  await test.moveClock('46 minutes')
  await test.signInAll()
  const far = { closesIn: 720 * HOUR }
  const [untouched, every, crowded] = [
    await anOpenRequirement(test, far),
    await anOpenRequirement(test, far),
    await anOpenRequirement(test, far),
  ]
  const answered = await questions.asked(every)
  await questions.answer(answered).expect(201)
  await questions.refuse(await questions.asked(every)).expect(204)
  await questions.withdraw(await questions.asked(every)).expect(204)
  await questions.asked(every, 'bid-writer', LONG)
  await test.rows(MANY, [crowded])
  return { untouched, every, answered, crowded, late, closed }
}

const OWN = '/supplier/opportunities/:id/questions'

const shown = (state: string, which: keyof World, as: Player | Newcomer = 'bid-writer'): PageState<World> => ({
  route: `GET ${OWN}`,
  state,
  as,
  show: (page, world) => open(page, world[which]),
})

const sent = (route: string, state: string, show: PageState<World>['show']): PageState<World> => ({
  route: `POST ${route}`,
  state,
  as: 'bid-writer',
  show,
})

const open = (page: Page, id: string): Promise<unknown> => page.goto(OWN.replace(':id', id))

/** What a supplier asks a buyer, takes back, and reads of what became of it. */
export const OWN_QUESTION_PAGES: StateTable<World> = {
  prepare,
  states: [
    shown('none', 'untouched'),
    shown('in every state', 'every'),
    {
      ...shown('more than a page', 'crowded'),
      show: async (page, { crowded }) => {
        await open(page, crowded)
        await page.getByRole('link', { name: 'What you asked later' }).click()
      },
    },
    shown('too late', 'late'),
    shown('closed', 'closed'),
    shown('no membership', 'untouched', 'new-bid-writer'),
    sent(OWN, 'nothing typed', async (page, { untouched }) => {
      await open(page, untouched)
      await press(page, 'Send the question')
    }),
    sent(OWN, 'too many wait', async (page, { crowded }) => {
      await open(page, crowded)
      await page.getByLabel('Your question').fill('And which bridges?')
      await press(page, 'Send the question')
    }),
    sent(`${OWN}/:question/withdraw`, 'settled meanwhile', async (page, { every, answered }) => {
      await open(page, every)
      await sendElsewhere(page, `${OWN.replace(':id', every)}/${answered}/withdraw`, {})
    }),
  ],
}
