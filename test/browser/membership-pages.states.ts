import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { newId } from '../../src/shared/ids.js'
import { end } from '../support/agreements.js'
import { aClaim, aProduct, saveAnswer } from '../support/library.js'
import { hire } from '../support/people.js'
import {
  A_SUSPENSION,
  act,
  aKnownMember,
  aMember,
  aNoticedMember,
  aReview,
  aSuspendedMember,
  declareNoInterest,
  manyChanges,
  moreThanAPage,
} from '../support/standing.js'
import type { Newcomer, Player, TestApp } from '../support/test-app.js'
import { eventsHandled } from '../support/world.js'
import { LONG } from './long-text.js'
import { sendElsewhere } from './send-elsewhere.js'
import type { PageState, StateTable } from './state-table.js'

/** Memberships and reviews by what they are. */
interface World {
  active: string
  suspended: string
  noticed: string
  excluded: string
  replied: string
  removed: string
  lapsed: string
  long: string
  changed: string
  ranOut: string
  incident: string
  accepted: string
  declined: string
  often: string
}

type State = PageState<World>
type Who = Player | Newcomer

const OFFICER: Player = 'procurement-officer'
const SENIOR: Player = 'senior-officer'
const ADMIN: Player = 'supplier-admin'
const OWN = '/supplier/memberships'
const ALL = '/officer/memberships'
const REVIEWS = '/officer/membership-reviews'

async function prepare(test: TestApp): Promise<World> {
  await test.rows(
    `DELETE FROM membership m USING person p, role_grant g WHERE p.email = 'rival-admin@example.test' AND g.person_id = p.id AND m.supplier_id = g.organisation_id`,
  )
  await hire(test, 'new-senior', 'Marketplace Operator', 'senior-officer')
  await hire(test, 'new-officer', 'Marketplace Operator', 'procurement-officer')
  await hire(test, 'new-old', 'Marketplace Operator', 'procurement-officer')
  const product = await aProduct(test, 'Reader')
  await saveAnswer(test, 'B2', aClaim('2099-12-31', 'It reads letters.'), { product })
  const given = (await test.rows<{ id: string }>(`SELECT id FROM library_answer WHERE product_id = $1`, [product])).map(({ id }) => id)
  const members = [await aKnownMember(test, { answers: given }), await aKnownMember(test, { answers: given })] as const
  await declareNoInterest(test, members[0].supplierId, 'new-old')
  await test
    .api('new-officer')
    .post(`/suppliers/${members[0].supplierId}/interest-declarations`)
    .send({ hasInterest: true, details: 'A cousin.' })
    .expect(204)
  await saveAnswer(test, 'B2', aClaim('2099-12-31', 'It reads letters and forms.'), { product })
  await eventsHandled(test)
  const lapsed = await aMember(test, { answers: [] })
  await end(test, lapsed.agreementId)
  const long = (await aKnownMember(test)).id
  await act(test, OFFICER, long, 'suspend', { ...A_SUSPENSION, reason: LONG })
  const world = {
    active: members[0].id,
    suspended: await aSuspendedMember(test),
    noticed: await aNoticedMember(test),
    excluded: await aNoticedMember(test, 'excluded'),
    replied: await aNoticedMember(test, 'excluded'),
    removed: await aNoticedMember(test),
    lapsed: lapsed.id,
    long,
    changed: await reviewOf(test, members[0].id),
    accepted: await reviewOf(test, members[1].id),
    ranOut: newId(),
    incident: await aReview(test),
    declined: await aReview(test),
    often: (await aKnownMember(test)).id,
  }
  for (const id of [world.replied, world.removed])
    await test.api(ADMIN).post(`/memberships/${id}/removal/reply`).send({ reply: 'It is not so.' }).expect(200)
  await act(test, SENIOR, world.removed, 'removal/confirm', { reason: 'It is so.' })
  await settle(test, world.accepted, 'accept', {})
  await settle(test, world.declined, 'decline', { reason: 'It happened before.' })
  await test.rows(
    `INSERT INTO membership_review (id, membership_id, supplier_id, kind, application_id, answer_id, accepted_pin, new_pin, opened_at, renewed_at, due_on)
     SELECT $1, membership_id, supplier_id, 'expired', application_id, answer_id, new_pin, new_pin, market_now(), market_now(), current_date - 1
     FROM membership_review WHERE id = $2`,
    [world.ranOut, world.accepted],
  )
  await moreThanAPage(test, world.removed, world.incident)
  await manyChanges(test, world.often, 25)
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = 'new-old@example.test'`,
  )
  return world
}

async function reviewOf(test: TestApp, id: string): Promise<string> {
  const [review] = await test.rows<{ id: string }>('SELECT id FROM membership_review WHERE membership_id = $1', [id])
  return String(review?.id)
}

async function settle(test: TestApp, id: string, verb: string, body: object): Promise<void> {
  const { headers } = await test.api(OFFICER).get(`/membership-reviews/${id}`).expect(200)
  await test.api(OFFICER).post(`/membership-reviews/${id}/${verb}`).set('If-Match', String(headers['etag'])).send(body).expect(200)
}

const at = (state: string, route: string, path: string, as: Who): State => ({
  route: `GET ${route}`,
  state,
  as,
  show: page => page.goto(path),
})

const further = (list: string, link: string, as: Who): State => ({
  route: `GET ${list}`,
  state: 'more than a page',
  as,
  show: async page => {
    await page.goto(list)
    await page.getByRole('link', { name: link }).click()
  },
})

const one = (state: string, list: string, which: keyof World, as: Who, more = '', route = ''): State => ({
  route: `GET ${list}/:id${route}`,
  state,
  as,
  show: (page, world) => page.goto(`${list}/${world[which]}${more}`),
})

/** A form of one page, sent to another with fields of its own, as from a page that was open too long. */
const sent = (
  route: string,
  state: string,
  as: Who,
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

const of =
  (list: string, which: keyof World, verb = '') =>
  (world: World): string =>
    `${list}/${world[which]}${verb}`

const decide = (state: string, which: keyof World, decision: string, as: Who = OFFICER): State =>
  one(state, ALL, which, as, `/decide/${decision}`, '/decide/:decision')

const refused = (state: string, which: keyof World, decision: string, fields: Readonly<Record<string, string>>, as: Who = OFFICER): State =>
  sent(`${ALL}/:id/decide/:decision`, state, as, [of(ALL, which, `/decide/${decision}`), of(ALL, which, `/decide/${decision}`)], fields)

const SUPPLIERS: readonly State[] = [
  at('none', OWN, OWN, 'rival-admin'),
  at('some', OWN, OWN, 'bid-writer'),
  further(OWN, 'Earlier ones', 'bid-writer'),
  one('active', OWN, 'active', ADMIN),
  one('only to read', OWN, 'active', 'bid-writer'),
  one('suspended', OWN, 'suspended', ADMIN),
  one('notice given', OWN, 'noticed', ADMIN),
  one('removed', OWN, 'removed', ADMIN),
  one('lapsed', OWN, 'lapsed', ADMIN),
  one('long text', OWN, 'long', ADMIN),
  one('more changes than a page', OWN, 'often', ADMIN),
  sent(`${OWN}/:id/offer`, 'nothing chosen', ADMIN, [of(OWN, 'active'), of(OWN, 'active', '/offer')], { seen: '1' }),
  sent(`${OWN}/:id/offer`, 'changed meanwhile', ADMIN, [of(OWN, 'active'), of(OWN, 'active', '/offer')], {
    seen: '9',
    'offer-location': 'wales',
  }),
  sent(`${OWN}/:id/reply`, 'nothing replied', ADMIN, [of(OWN, 'noticed'), of(OWN, 'noticed', '/reply')], {}),
  sent(`${OWN}/:id/reply`, 'replied by somebody else', ADMIN, [of(OWN, 'noticed'), of(OWN, 'replied', '/reply')], { reply: 'Again.' }),
  one('empty', OWN, 'active', 'bid-writer', '/incidents', '/incidents'),
  sent(`${OWN}/:id/incidents`, 'nothing told', 'bid-writer', [of(OWN, 'active', '/incidents'), of(OWN, 'active', '/incidents')], {}),
  sent(`${OWN}/:id/incidents`, 'a day that lies ahead', 'bid-writer', [of(OWN, 'active', '/incidents'), of(OWN, 'active', '/incidents')], {
    account: 'It failed.',
    happenedOn: '2099-01-31',
    product: 'Reader 3.1',
  }),
]

const OFFICERS: readonly State[] = [
  at('some', ALL, `${ALL}?supplier=first+example`, OFFICER),
  further(ALL, 'Those admitted earlier', OFFICER),
  at('searched', ALL, `${ALL}?supplier=example&state=suspended`, OFFICER),
  at('none found', ALL, `${ALL}?supplier=nobody+is+called+so`, 'auditor'),
  at('removals to confirm', ALL, `${ALL}?removal=to-confirm`, SENIOR),
  one('not declared', ALL, 'active', 'new-senior'),
  one('with an interest', ALL, 'active', 'new-officer'),
  one('active', ALL, 'active', OFFICER),
  one('suspended', ALL, 'suspended', OFFICER),
  one('notice given', ALL, 'replied', SENIOR),
  one('removed', ALL, 'removed', OFFICER),
  one('lapsed', ALL, 'lapsed', OFFICER),
  one('only to read', ALL, 'active', 'auditor'),
  one('long text', ALL, 'long', OFFICER),
  one('more changes than a page', ALL, 'often', OFFICER),
  one('empty', ALL, 'active', OFFICER, '/recheck', '/recheck'),
  sent(`${ALL}/:id/recheck`, 'no reason for another look', OFFICER, [of(ALL, 'active', '/recheck'), of(ALL, 'active', '/recheck')], {}),
  decide('suspend', 'active', 'suspend'),
  decide('lift', 'suspended', 'lift'),
  decide('notice', 'active', 'notice'),
  decide('take back', 'excluded', 'take-back', SENIOR),
  decide('take back by a second person', 'excluded', 'take-back'),
  decide('remove', 'replied', 'remove', SENIOR),
  decide('old sign-in', 'active', 'suspend', 'new-old'),
  refused('nothing said', 'active', 'suspend', { seen: '1' }),
  refused('no findings', 'replied', 'remove', { seen: '3', reason: 'It is so.', confirmed: 'yes' }, SENIOR),
  refused(
    'wrong password',
    'active',
    'suspend',
    { seen: '1', ground: 'incident-examined', reason: 'It failed.', password: `not ${PASSWORD}` },
    'new-old',
  ),
  refused('suspended by somebody else', 'suspended', 'suspend', { seen: '1', ground: 'incident-examined', reason: 'It failed.' }),
  at('some', REVIEWS, REVIEWS, OFFICER),
  further(REVIEWS, 'Those that are due later', OFFICER),
  one('changed', REVIEWS, 'changed', OFFICER),
  one('ran out', REVIEWS, 'ranOut', OFFICER),
  one('incident', REVIEWS, 'incident', OFFICER),
  one('accepted', REVIEWS, 'accepted', OFFICER),
  one('not accepted', REVIEWS, 'declined', OFFICER),
  one('only to read', REVIEWS, 'changed', 'auditor'),
  sent(`${REVIEWS}/:id/settle`, 'nothing decided', OFFICER, [of(REVIEWS, 'changed'), of(REVIEWS, 'changed', '/settle')], { seen: '2' }),
  sent(`${REVIEWS}/:id/settle`, 'no reason', OFFICER, [of(REVIEWS, 'changed'), of(REVIEWS, 'changed', '/settle')], {
    seen: '2',
    outcome: 'not-accepted',
  }),
  sent(`${REVIEWS}/:id/settle`, 'changed again', OFFICER, [of(REVIEWS, 'changed'), of(REVIEWS, 'changed', '/settle')], {
    seen: '1',
    outcome: 'accepted',
  }),
]

/** How members stand, what officers decide, and what they look at again. */
export const MEMBERSHIP_PAGES: StateTable<World> = {
  options: { working: true },
  prepare,
  states: [...SUPPLIERS, ...OFFICERS],
}
