import { hire } from '../support/people.js'
import { Questions } from '../support/questions.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { anOpenRequirement } from '../support/world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

/** Requirements, rule clarifications and waivers by what became of them. */
interface World {
  open: string
  untouched: string
  crowded: string
  closed: string
  waiting: string
  never: string
  long: string
  answered: string
  unanswered: string
  withdrawn: string
  proposed: string
  consented: string
  given: string
  lapsed: string
  /** Of a rule whose waiver is proposed already. */
  again: string
}

type State = PageState<World>

const RULES = '/officer/rules'
const WAIVERS = '/officer/rules/waivers'

/** So many of one supplier that they are as many as may wait, and more than a page. */
const MANY = `
  INSERT INTO rule_clarification (id, requirement_id, supplier_id, person_id, rule, reason, asked_at, answer_until)
  SELECT gen_random_uuid(), $1, i.supplier_id, p.id, 'SR-17', 'It does not fit.', market_now(), market_now() + interval '10 days'
  FROM (SELECT g.organisation_id AS supplier_id FROM role_grant g JOIN person b ON b.id = g.person_id WHERE b.email = 'bid-writer@example.test') i,
       person p, generate_series(1, 30) WHERE p.email = 'bid-writer@example.test'`

const WAIVED = `
  WITH answered AS (
    INSERT INTO rule_clarification_answer (rule_clarification_id, requirement_id, outcome, question, answer, answered_by, answered_at)
    SELECT id, requirement_id, 'waiver-proposed', 'x', 'x', person_id, market_now() FROM rule_clarification WHERE requirement_id = $1
    RETURNING rule_clarification_id AS id)
  INSERT INTO waiver_proposal (id, requirement_id, rule, rule_clarification_id, proposed_at)
  SELECT gen_random_uuid(), $1, 'SR-' || (100 + row_number() OVER ()), id, market_now() FROM answered`

async function prepare(test: TestApp): Promise<World> {
  const questions = new Questions(test)
  const far = { closesIn: 30 * 86_400 }
  const soon = await anOpenRequirement(test, { closesIn: 1800 })
  const hour = await anOpenRequirement(test)
  const open = await anOpenRequirement(test, far)
  const long = await anOpenRequirement(test, { ...far, title: LONG.slice(0, 200) })
  const [crowded, full] = [await anOpenRequirement(test, far), await anOpenRequirement(test, far)]
  const proposedIn = async () => questions.proposed(await anOpenRequirement(test, far))
  const lapsed = await questions.proposed(soon)
  const unanswered = await questions.askedOfRule(hour)
  await test.rows(MANY, [crowded])
  await test.rows(MANY, [full])
  await test.rows(WAIVED, [full])
  await hire(test, 'new-officer', 'Marketplace Operator', 'procurement-officer')
  await test.moveClock('46 minutes')
  await test.signInAll()
  const proposed = await questions.proposed(open)
  const world: World = {
    open,
    untouched: await anOpenRequirement(test, far),
    crowded,
    closed: soon,
    waiting: await questions.askedOfRule(open, 'SR-18'),
    never: await questions.askedOfRule(open, 'SR-43'),
    long: await reasonedAtLength(test, long),
    answered: await questions.askedOfRule(open, 'SR-20'),
    unanswered,
    withdrawn: await questions.askedOfRule(open, 'SR-21'),
    proposed,
    consented: await proposedIn(),
    given: await questions.given(await anOpenRequirement(test, far)),
    lapsed,
    again: await questions.askedOfRule(open),
  }
  await questions.answerOfRule(world.answered, 'clarified').expect(201)
  await questions.withdrawOfRule(world.withdrawn).expect(204)
  await questions.give(world.consented).expect(200)
  await test.rows(
    `UPDATE session SET proved_at = proved_at - interval '1 hour' WHERE person_id = (SELECT id FROM person WHERE email = 'new-officer@example.test')`,
  )
  return world
}

async function reasonedAtLength(test: TestApp, requirementId: string): Promise<string> {
  const said = { rule: 'SR-17', reason: LONG.repeat(3) }
  const { body } = await test.api('bid-writer').post(`/requirements/${requirementId}/rule-clarifications`).send(said).expect(201)
  return (body as { id: string }).id
}

const shown = (route: string, state: string, thing: keyof World, as: Player | Newcomer = 'procurement-officer'): State => ({
  route: `GET ${route}`,
  state,
  as,
  show: (page, world) => page.goto(route.replace(':id', world[thing])),
})

const more = (route: string, link: string): State => ({
  route: `GET ${route}`,
  state: 'more than a page',
  as: 'procurement-officer',
  show: async page => {
    await page.goto(route)
    await page.getByRole('link', { name: link }).click()
  },
})

const sent = (route: string, state: string, show: State['show'], as: Player | Newcomer = 'procurement-officer'): State => ({
  route: `POST ${route}`,
  state,
  as,
  show,
})

const ONE_RULE = `${RULES}/:id`
const ONE_WAIVER = `${WAIVERS}/:id`
const OWN = '/supplier/opportunities/:id/rules'

const WORDS = { question: 'Reuse cannot be ruled out here.', answer: 'The data is public already.' }

/** Rules that are said not to fit: what officers answer and waive, and what suppliers say and take back. */
export const RULE_PAGES: StateTable<World> = {
  prepare,
  states: [
    { route: `GET ${RULES}`, state: 'some', as: 'procurement-officer', show: page => page.goto(RULES) },
    more(RULES, 'Those that run out later'),
    shown(ONE_RULE, 'waiting', 'waiting'),
    shown(ONE_RULE, 'never waived', 'never'),
    shown(ONE_RULE, 'long text', 'long'),
    shown(ONE_RULE, 'answered', 'answered'),
    shown(ONE_RULE, 'unanswered', 'unanswered'),
    shown(ONE_RULE, 'withdrawn', 'withdrawn'),
    sent(`${ONE_RULE}/answer`, 'nothing typed', async (page, { waiting }) => {
      await page.goto(`${RULES}/${waiting}`)
      await press(page, 'Publish the answer')
    }),
    sent(`${ONE_RULE}/answer`, 'waived before', async (page, { again }) => {
      await page.goto(`${RULES}/${again}`)
      await page.getByLabel('Propose a waiver').check()
      await page.getByLabel('What was said against the rule').fill(WORDS.question)
      await page.getByRole('textbox', { name: 'Answer', exact: true }).fill(WORDS.answer)
      await press(page, 'Publish the answer')
    }),
    sent(`${ONE_RULE}/answer`, 'answered meanwhile', async (page, { waiting, answered }) => {
      await page.goto(`${RULES}/${waiting}`)
      await sendElsewhere(page, `${RULES}/${answered}/answer`, { outcome: 'clarified', ...WORDS })
    }),
    { route: `GET ${WAIVERS}`, state: 'some', as: 'procurement-officer', show: page => page.goto(WAIVERS) },
    more(WAIVERS, 'Those with a later deadline'),
    shown(ONE_WAIVER, 'proposed', 'proposed'),
    shown(ONE_WAIVER, 'old sign-in', 'proposed', 'new-officer'),
    shown(ONE_WAIVER, 'consented', 'consented'),
    shown(ONE_WAIVER, 'given', 'given'),
    shown(ONE_WAIVER, 'lapsed', 'lapsed'),
    sent(
      `${ONE_WAIVER}/give`,
      'no password',
      async (page, { proposed }) => {
        await page.goto(`${WAIVERS}/${proposed}`)
        await press(page, 'Consent to the waiver')
      },
      'new-officer',
    ),
    sent(`${ONE_WAIVER}/give`, 'consented before', async (page, { proposed, consented }) => {
      await page.goto(`${WAIVERS}/${proposed}`)
      await sendElsewhere(page, `${WAIVERS}/${consented}/give`, {})
    }),
    shown(OWN, 'none', 'untouched', 'bid-writer'),
    shown(OWN, 'in every state', 'open', 'bid-writer'),
    shown(OWN, 'closed', 'closed', 'bid-writer'),
    {
      ...shown(OWN, 'more than a page', 'crowded', 'bid-writer'),
      show: async (page, { crowded }) => {
        await page.goto(OWN.replace(':id', crowded))
        await page.getByRole('link', { name: 'What you said later' }).click()
      },
    },
    sent(
      OWN,
      'nothing typed',
      async (page, { untouched }) => {
        await page.goto(OWN.replace(':id', untouched))
        await press(page, 'Send it to the officers')
      },
      'bid-writer',
    ),
    sent(OWN, 'unknown rule', (page, { untouched }) => saying(page, untouched, 'SR-99'), 'bid-writer'),
    sent(OWN, 'too many wait', (page, { crowded }) => saying(page, crowded, 'SR-17'), 'bid-writer'),
    sent(
      `${OWN}/:rule/withdraw`,
      'settled meanwhile',
      async (page, { open, answered }) => {
        await page.goto(OWN.replace(':id', open))
        await sendElsewhere(page, `${OWN.replace(':id', open)}/${answered}/withdraw`, {})
      },
      'bid-writer',
    ),
  ],
}

async function saying(page: Parameters<State['show']>[0], requirementId: string, rule: string): Promise<void> {
  await page.goto(OWN.replace(':id', requirementId))
  await page.getByLabel('Rule', { exact: true }).fill(rule)
  await page.getByLabel('Why it does not fit').fill('Reuse cannot be ruled out here.')
  await press(page, 'Send it to the officers')
}
