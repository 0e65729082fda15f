import { Changes } from '../support/changes.js'
import { Questions } from '../support/questions.js'
import type { TestApp } from '../support/test-app.js'
import { anOpenRequirement, inSeconds, placeIn } from '../support/world.js'
import { LONG } from './long-text.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  open: string
  closed: string
  changed: string
  cancelled: string
  long: string
}

const DAY = 86_400

/** More than stands on one page of the list, and of the archive. */
const MORE_REQUIREMENTS = `
  INSERT INTO requirement SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid()))).*
  FROM requirement r CROSS JOIN generate_series(1, 25) WHERE r.id = $1`

/** More answers than stand on a page. */
const MORE_ANSWERS = [
  `INSERT INTO clarification (id, requirement_id, supplier_id, person_id, question, asked_at)
   SELECT gen_random_uuid(), $1, o.id, p.id, 'x', now() FROM (SELECT id FROM organisation WHERE kind = 'supplier' LIMIT 1) o, (SELECT id FROM person LIMIT 1) p, generate_series(1, 26)`,
  `INSERT INTO clarification_outcome (clarification_id, requirement_id, state, number, question, answer, material, settled_by, settled_at)
   SELECT id, requirement_id, 'answered', row_number() OVER (), 'May we see a sample?', 'It stands with the documents.', false, person_id, now()
   FROM clarification WHERE requirement_id = $1`,
]

async function prepare(test: TestApp): Promise<World> {
  const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
  const isPublic = { agreementId, categoryIds: [categoryId] }
  const closed = await anOpenRequirement(test, { ...isPublic, submissionDeadline: await inSeconds(test, 14 * DAY) })
  await test.moveClock('15 days')
  await test.signInAll()
  const submissionDeadline = await inSeconds(test, 14 * DAY)
  const open = await anOpenRequirement(test, { ...isPublic, submissionDeadline })
  const long = await anOpenRequirement(test, {
    ...isPublic,
    submissionDeadline,
    title: LONG.slice(0, 200),
    problemStatement: LONG.repeat(4),
    outcomes: [{ id: 'O1', text: LONG.slice(0, 300) }],
  })
  const changed = await anOpenRequirement(test, { ...isPublic, submissionDeadline })
  await change(test, changed)
  const cancelled = await anOpenRequirement(test, { ...isPublic, submissionDeadline })
  const reason = { reason: 'The money went to the bridges.' }
  for (const player of ['buyer-author', 'buyer-approver'] as const) await new Changes(test).verb(cancelled, 'cancel', reason, player)
  for (const requirement of [open, closed]) await test.rows(MORE_REQUIREMENTS, [requirement])
  return { open, closed, changed, cancelled, long }
}

/** Every kind of change, doubts about rules, and more answers than stand on a page. */
async function change(test: TestApp, requirementId: string): Promise<void> {
  const changes = new Changes(test)
  await changes.extend(requirementId, 20 * DAY)
  const submissionDeadline = await inSeconds(test, 40 * DAY)
  const amended = await changes.amend(
    requirementId,
    { outcomes: [{ id: 'O1', text: LONG.slice(0, 300) }], settings: { reuse: 'allowed' } },
    { submissionDeadline },
  )
  if (amended.status !== 200) throw new Error(amended.text)
  const questions = new Questions(test)
  await questions.given(requirementId)
  await questions.answerOfRule(await questions.askedOfRule(requirementId, 'SR-01'), 'clarified').expect(201)
  for (const more of MORE_ANSWERS) await test.rows(more, [requirementId])
}

const ofOne = (state: string, which: keyof World, part = ''): PageState<World> => ({
  route: `GET /opportunities/:id${part}`,
  state,
  show: (page, world) => page.goto(`/opportunities/${world[which]}${part}`),
})

const list = (state: string, query: string): PageState<World> => ({
  route: 'GET /opportunities',
  state,
  show: page => page.goto(`/opportunities${query}`),
})

/** What everybody sees of a market with some requirements. */
export const PUBLIC_PAGES: StateTable<World> = {
  options: { config: { supportContact: 'mailto:help@market.example' } },
  prepare,
  states: [
    { route: 'GET /', state: 'some open', show: page => page.goto('/') },
    list('more than a page', ''),
    list('some by words', '?q=road+defects&tier=low&closingBy=2036-12-31'),
    list('found by words put right', '?q=raod+defcets&state=all'),
    list('none by filters', '?q=zeppelin&buyer=nobody'),
    list('filter refused', '?closingBy=31+November&tier=purple'),
    { route: 'GET /archive', state: 'more than a page', show: page => page.goto('/archive') },
    ofOne('open', 'open'),
    ofOne('closed', 'closed'),
    ofOne('changed', 'changed'),
    ofOne('cancelled', 'cancelled'),
    ofOne('long text', 'long'),
    ofOne('none', 'open', '/questions'),
    ofOne('more than a page', 'changed', '/questions'),
    ofOne('none', 'open', '/changes'),
    ofOne('some', 'changed', '/changes'),
    ofOne('nothing decided', 'open', '/rules'),
    ofOne('decided', 'changed', '/rules'),
    { route: 'GET /accessibility', state: 'always', show: page => page.goto('/accessibility') },
    { route: 'GET /privacy', state: 'always', show: page => page.goto('/privacy') },
    { route: 'GET /cookies', state: 'always', show: page => page.goto('/cookies') },
    { route: 'GET /status', state: 'works', show: page => page.goto('/status') },
    { route: 'GET /report-a-problem', state: 'a contact', show: page => page.goto('/report-a-problem') },
  ],
}
