import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { anAgreementDraft, anOpenAgreement, aProposedAgreement, end, moveOften, someAgreements, someDrafts } from '../support/agreements.js'
import { hire } from '../support/people.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { placeIn } from '../support/world.js'
import { LONG } from './long-text.js'
import { press, sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

/** Drafts and agreements by what they are. */
interface World {
  begun: string
  lax: string
  ready: string
  returned: string
  proposed: string
  discarded: string
  opened: string
  changed: string
  often: string
  ended: string
  long: string
  longDraft: string
  market: string
  practice: string
}

type State = PageState<World>

const WRITER: Player = 'procurement-officer'
const SENIOR: Player = 'senior-officer'
const DRAFTS = '/officer/agreements'
const ONE = `${DRAFTS}/drafts/:id`

/** Long in every part that shows. */
const LONG_CONTENT = {
  name: LONG.slice(0, 200),
  terms: LONG.repeat(3),
  categories: [{ code: 'long', title: LONG.slice(0, 200), criteria: [LONG.slice(0, 2000)] }],
}

async function prepare(test: TestApp): Promise<World> {
  await someAgreements(test, 26)
  await someDrafts(test, 24)
  const world = {
    begun: (await anAgreementDraft(test, { terms: null, categories: null, facets: null, validFrom: null })).id,
    lax: (await anAgreementDraft(test, { minimumTenderDays: 5 })).id,
    ready: (await anAgreementDraft(test)).id,
    returned: (await aProposedAgreement(test)).id,
    proposed: (await aProposedAgreement(test)).id,
    discarded: (await anAgreementDraft(test)).id,
    opened: await anOpenAgreement(test, { levyBasisPoints: 75 }),
    changed: await anOpenAgreement(test),
    often: await anOpenAgreement(test),
    ended: await anOpenAgreement(test),
    long: await anOpenAgreement(test, LONG_CONTENT),
    longDraft: (await anAgreementDraft(test, LONG_CONTENT)).id,
    market: await anOpenAgreement(test, { regime: 'pa2023-dynamic-market', initialWindowDays: 0 }),
    practice: (await placeIn(test, 'PRACTICE')).agreementId,
  }
  await test.api(SENIOR).post(`/agreement-drafts/${world.returned}/return`).send({ reason: 'Name the documents.' }).expect(200)
  await test.api(WRITER).post(`/agreement-drafts/${world.discarded}/discard`).send({ reason: 'A double.' }).expect(200)
  const moved = { validUntil: '2028-12-31', reason: LONG }
  await test.api(SENIOR).post(`/agreements/${world.changed}/change-validity`).set('If-Match', '"1"').send(moved).expect(200)
  await end(test, world.ended)
  await moveOften(test, world.often, 26)
  await hire(test, 'new-senior', 'Marketplace Operator', 'senior-officer')
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = 'new-senior@example.test'`,
  )
  return world
}

const at = (state: string, route: string, path: string, as?: Player | Newcomer): State => ({
  route: `GET ${route}`,
  state,
  as,
  show: page => page.goto(path),
})

const agreement = (state: string, which: keyof World, as?: Player): State => ({
  route: 'GET /agreements/:id',
  state,
  as,
  show: (page, world) => page.goto(`/agreements/${world[which]}`),
})

const draft = (state: string, which: keyof World, as: Player | Newcomer = WRITER): State => ({
  route: `GET ${ONE}`,
  state,
  as,
  show: (page, world) => page.goto(`${DRAFTS}/drafts/${world[which]}`),
})

const section = (state: string, which: keyof World, part: string): State => ({
  route: `GET ${ONE}/:section`,
  state,
  as: WRITER,
  show: (page, world) => page.goto(`${DRAFTS}/drafts/${world[which]}/${part}`),
})

const manage = (state: string, which: keyof World, as: Player | Newcomer = SENIOR): State => ({
  route: `GET ${DRAFTS}/:id`,
  state,
  as,
  show: (page, world) => page.goto(`${DRAFTS}/${world[which]}`),
})

const notices = (state: string, which: keyof World): State => ({
  route: `GET ${DRAFTS}/:id/market-notices`,
  state,
  as: 'auditor',
  show: (page, world) => page.goto(`${DRAFTS}/${world[which]}/market-notices`),
})

/** A form of one page, sent to another with fields of its own, as from a page that was open too long. */
const sent = (
  route: string,
  state: string,
  as: Player | Newcomer,
  [from, to]: [(world: World) => string, (world: World) => string],
  fields: Readonly<Record<string, string>>,
): State => ({
  route: `POST ${route}`,
  state,
  as,
  show: async (page, world) => {
    await page.goto(from(world))
    await sendElsewhere(page, to(world), fields)
  },
})

const draftOf =
  (which: keyof World, verb = '') =>
  (world: World): string =>
    `${DRAFTS}/drafts/${world[which]}${verb}`

const openedOf =
  (which: keyof World, verb = '') =>
  (world: World): string =>
    `${DRAFTS}/${world[which]}${verb}`

const next = (route: string, link: string, as?: Player): State => ({
  route: `GET ${route}`,
  state: 'more than a page',
  as,
  show: async page => {
    await page.goto(route)
    await page.getByRole('link', { name: link }).click()
  },
})

const CHANGE_PAGES: readonly State[] = [
  manage('open', 'changed'),
  manage('old sign-in', 'opened', 'new-senior'),
  manage('ended', 'ended'),
  manage('only to read', 'opened', 'auditor'),
  manage('more changes than a page', 'often'),
  sent(`${DRAFTS}/:id/validity`, 'no last day', SENIOR, [openedOf('opened'), openedOf('opened', '/validity')], { seen: '1' }),
  sent(`${DRAFTS}/:id/validity`, 'a last day beyond the law', SENIOR, [openedOf('opened'), openedOf('opened', '/validity')], {
    seen: '1',
    validUntil: '2040-01-01',
    validityReason: 'The board asked for it.',
  }),
  sent(`${DRAFTS}/:id/end`, 'not confirmed', SENIOR, [openedOf('opened'), openedOf('opened', '/end')], {
    seen: '1',
    as: 'closed',
    reason: 'It has served its purpose.',
  }),
  sent(`${DRAFTS}/:id/levy`, 'no levy', SENIOR, [openedOf('changed'), openedOf('changed', '/levy')], { seen: '2' }),
  sent(`${DRAFTS}/:id/levy`, 'set by somebody else', SENIOR, [openedOf('opened'), openedOf('opened', '/levy')], {
    seen: '1',
    levy: '0.50',
    levyReason: 'The rate is known now.',
  }),
  sent(`${DRAFTS}/:id/end`, 'wrong password', 'new-senior', [openedOf('opened'), openedOf('opened', '/end')], {
    seen: '1',
    as: 'closed',
    reason: 'It has served its purpose.',
    confirmed: 'yes',
    password: `not ${PASSWORD}`,
  }),
  notices('none', 'opened'),
  notices('some', 'market'),
  at('none', '/officer/membership-reviews', '/officer/membership-reviews', WRITER),
  sent(`${DRAFTS}/:id/end`, 'ended by somebody else', SENIOR, [openedOf('opened'), openedOf('ended', '/end')], {
    seen: '2',
    as: 'closed',
    reason: 'It has served its purpose.',
    confirmed: 'yes',
  }),
]

const SENT_DRAFTS: readonly State[] = [
  {
    route: `POST ${DRAFTS}`,
    state: 'nothing typed',
    as: WRITER,
    show: async page => {
      await page.goto(DRAFTS)
      await press(page, 'Start')
    },
  },
  sent(`${ONE}/propose`, 'not ready', WRITER, [draftOf('ready'), draftOf('begun', '/propose')], {}),
  sent(`${ONE}/propose`, 'proposed by somebody else', WRITER, [draftOf('ready'), draftOf('proposed', '/propose')], {}),
  sent(`${ONE}/return`, 'no reason to return', SENIOR, [draftOf('proposed'), draftOf('proposed', '/return')], {}),
  sent(`${ONE}/discard`, 'no reason to discard', WRITER, [draftOf('ready'), draftOf('ready', '/discard')], {}),
  sent(`${ONE}/open`, 'not confirmed', SENIOR, [draftOf('proposed'), draftOf('proposed', '/open')], { seen: '2' }),
  sent(`${ONE}/open`, 'wrong password', 'new-senior', [draftOf('proposed'), draftOf('proposed', '/open')], {
    seen: '2',
    confirmed: 'yes',
    password: `not ${PASSWORD}`,
  }),
  sent(`${ONE}/open`, 'opened by somebody else', SENIOR, [draftOf('proposed'), draftOf('opened', '/open')], {
    seen: '2',
    confirmed: 'yes',
  }),
  sent(`${ONE}/:section`, 'refused', WRITER, [draftOf('ready', '/time'), draftOf('ready', '/time')], {
    seen: '1',
    validFrom: '2027-02-30',
    initialWindowDays: 'a month',
  }),
  sent(`${ONE}/:section`, 'a category refused', WRITER, [draftOf('ready', '/categories'), draftOf('ready', '/categories')], {
    seen: '1',
    'title-0': 'Reading pictures',
    'code-0': 'Reading pictures',
    'criteria-0': 'Three references.',
  }),
  sent(`${ONE}/:section`, 'changed by somebody else', WRITER, [draftOf('ready', '/about'), draftOf('ready', '/about')], {
    seen: '9',
    name: 'AI for cities',
  }),
]

/** Agreements from their first draft to their end. */
export const AGREEMENT_PAGES: StateTable<World> = {
  prepare,
  states: [
    at('some', '/agreements', '/agreements'),
    next('/agreements', 'More agreements'),
    agreement('open', 'opened'),
    agreement('changed', 'changed', SENIOR),
    agreement('ended', 'ended'),
    agreement('for practice', 'practice', 'bid-writer'),
    agreement('long text', 'long'),
    agreement('more changes than a page', 'often'),
    at('some', DRAFTS, DRAFTS, WRITER),
    at('only to read', DRAFTS, DRAFTS, 'auditor'),
    next(DRAFTS, 'Older drafts', WRITER),
    draft('hardly begun', 'begun'),
    draft('laxer than the law', 'lax'),
    draft('ready', 'ready'),
    draft('returned', 'returned'),
    draft('proposed, for its writer', 'proposed'),
    draft('proposed, for a second person', 'proposed', SENIOR),
    draft('old sign-in', 'proposed', 'new-senior'),
    draft('opened', 'opened'),
    draft('discarded', 'discarded'),
    draft('only to read', 'ready', 'auditor'),
    draft('long text', 'long'),
    section('name and law', 'ready', 'about'),
    section('validity and periods', 'ready', 'time'),
    section('terms and levy', 'ready', 'terms'),
    section('categories', 'ready', 'categories'),
    section('filters', 'ready', 'filters'),
    section('frozen', 'proposed', 'about'),
    section('long text', 'longDraft', 'categories'),
    ...SENT_DRAFTS,
    ...CHANGE_PAGES,
  ],
}
