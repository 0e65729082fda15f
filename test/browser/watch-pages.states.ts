import { newId } from '../../src/shared/ids.js'
import { aRegistration, arrive } from '../support/people.js'
import type { Player, TestApp } from '../support/test-app.js'
import { anOfficerEvent, aLateBid } from '../support/watching.js'
import { anOpenRequirement } from '../support/world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

/** Events by what they are. */
interface World {
  opening: string
  late: string
  tampering: string
  overdue: string
  rule: string
  infected: string
  few: string
  none: string
  acknowledged: string
  long: string
}

type State = PageState<World>

const WATCH = '/officer/watch'
const PROBLEMS = '/officer/problem-reports'

interface Invented {
  kind: string
  requirementId?: string
  subjectId?: string
  reason?: string
}

/** An event of a kind that takes days to come about. */
async function aWrittenEvent(test: TestApp, { kind, requirementId, subjectId, reason }: Invented): Promise<string> {
  const id = newId()
  await test.rows(
    `INSERT INTO officer_event (id, kind, about, requirement_id, subject_id, reason, occurred_at, noted_at)
     VALUES ($1::uuid, $2, $1::uuid::text, $3, $4, $5, market_now(), market_now())`,
    [id, kind, requirementId ?? null, subjectId ?? id, reason ?? null],
  )
  return id
}

const theEventOf = async (test: TestApp, requirementId: string): Promise<string> => {
  const [event] = await test.rows<{ id: string }>('SELECT id FROM officer_event WHERE requirement_id = $1', [requirementId])
  return String(event?.id)
}

async function prepare(test: TestApp): Promise<World> {
  const far = { closesIn: 30 * 86_400 }
  const open = await anOpenRequirement(test, far)
  for (let attempt = 0; attempt < 26; attempt += 1) await test.api('buyer-approver').post(`/requirements/${open}/open-bids`).expect(403)
  await arrive(test, 'new-founder')
  const registration = await aRegistration(test, 'new-founder', 'Fifth Example Supplier')
  for (let many = 0; many < 26; many += 1) await aWrittenEvent(test, { kind: 'overdue-registration', subjectId: registration })
  for (let many = 0; many < 26; many += 1)
    await test
      .api('bid-writer')
      .post(`/requirements/${open}/problem-reports`)
      .send({ text: many === 25 ? LONG : 'The page stood still.' })
      .expect(201)
  const { requirementId: late } = await aLateBid(test)
  const { requirementId: long } = await aLateBid(test, LONG.slice(0, 200))
  const world: World = {
    opening: await anOfficerEvent(test),
    late: await theEventOf(test, late),
    tampering: await aWrittenEvent(test, { kind: 'tampering', requirementId: open, reason: 'changed-event' }),
    overdue: await aWrittenEvent(test, { kind: 'overdue-explanation', requirementId: open, reason: 'Q504' }),
    infected: await aWrittenEvent(test, { kind: 'infected-evidence', requirementId: open, reason: 'Eicar-Test-Signature' }),
    few: await aWrittenEvent(test, { kind: 'few-key-holders', requirementId: open, reason: 'buyer' }),
    none: await aWrittenEvent(test, { kind: 'no-key-holders', requirementId: open, reason: 'operator' }),
    rule: await aWrittenEvent(test, { kind: 'unanswered-rule', requirementId: open, reason: 'SR-17' }),
    acknowledged: await anOfficerEvent(test),
    long: await theEventOf(test, long),
  }
  const note = async (id: string, words: string) =>
    test.api('procurement-officer').post(`/officer-events/${id}/acknowledge`).send({ note: words }).expect(200)
  await note(world.acknowledged, 'Called the council. The approver pressed the button a day early.')
  await note(world.long, LONG.repeat(3))
  return world
}

const listed = (state: string, path: string, as: Player = 'procurement-officer'): State => ({
  route: `GET ${WATCH}`,
  state,
  as,
  show: page => page.goto(path),
})

const shown = (state: string, event: keyof World, as: Player = 'procurement-officer'): State => ({
  route: `GET ${WATCH}/:id`,
  state,
  as,
  show: (page, world) => page.goto(`${WATCH}/${world[event]}`),
})

/** The next page of a list. */
const next = (route: string, link: string): State => ({
  route: `GET ${route}`,
  state: 'more than a page',
  as: 'procurement-officer',
  show: async page => {
    await page.goto(route)
    await page.getByRole('link', { name: link }).click()
  },
})

const sent = (state: string, show: State['show']): State => ({
  route: `POST ${WATCH}/:id/acknowledge`,
  state,
  as: 'second-officer',
  show,
})

/** What an officer must see. */
export const WATCH_PAGES: StateTable<World> = {
  prepare,
  states: [
    listed('some', WATCH),
    listed('filtered', `${WATCH}?seen=yes&kind=unanswered-rule`),
    listed('acknowledged', `${WATCH}?seen=yes`, 'auditor'),
    next(WATCH, 'Older alerts'),
    { route: `GET ${WATCH}/refused`, state: 'some', as: 'auditor', show: page => page.goto(`${WATCH}/refused`) },
    next(`${WATCH}/refused`, 'Older attempts'),
    { route: `GET ${PROBLEMS}`, state: 'some', as: 'senior-officer', show: page => page.goto(PROBLEMS) },
    next(PROBLEMS, 'Older reports'),
    shown('failed opening', 'opening'),
    shown('late bid', 'late'),
    shown('tampering', 'tampering'),
    shown('overdue', 'overdue'),
    shown('unanswered rule', 'rule'),
    shown('infected evidence', 'infected'),
    shown('few hold a key', 'few'),
    shown('nobody holds a key', 'none'),
    shown('acknowledged', 'acknowledged'),
    shown('long text', 'long'),
    shown('only to read', 'opening', 'auditor'),
    sent('nothing typed', async (page, { opening }) => {
      await page.goto(`${WATCH}/${opening}`)
      await press(page, 'Acknowledge')
    }),
    sent('acknowledged meanwhile', async (page, { opening, acknowledged }) => {
      await page.goto(`${WATCH}/${opening}`)
      await sendElsewhere(page, `${WATCH}/${acknowledged}/acknowledge`, { note: 'I called the council as well.' })
    }),
  ],
}
