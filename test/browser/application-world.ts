import {
  admittedByHand,
  askedByHand,
  groundDecidedByHand,
  groundRaisedByHand,
  keptOutByHand,
  rejectedByHand,
} from '../support/decided-by-hand.js'
import { aClaim, aProduct, saveAnswer } from '../support/library.js'
import { aSupplier, hire } from '../support/people.js'
import type { Newcomer, TestApp } from '../support/test-app.js'
import { aReadyApplication, anOpenCategory, aStartedApplication, aSubmittedApplication, fillLibrary } from '../support/whole-library.js'
import { LONG } from './long-text.js'

/** Applications of the first supplier by what became of them, and of a new one. */
export interface ApplicationWorld {
  ofNew: string
  empty: string
  ready: string
  ended: string
  productRetired: string
  filterRetired: string
  renewed: string
  raised: string
  admitted: string
  rejected: string
  keptOut: string
  withdrawn: string
  asked: string
  received: string
  openCategory: string
  memberCategory: string
  retiredProduct: string
}

export const NEW = 'new-supplier' satisfies Newcomer
/** Of a supplier that never asked. */
export const NONE = 'new-other' satisfies Newcomer
/** Signed in long ago. */
export const OLD = 'new-admin' satisfies Newcomer

const MANY = `
  INSERT INTO application (id, agreement_id, category_id, supplier_id, state, revision, started_by, started_at)
  SELECT gen_random_uuid(), c.agreement_id, c.id, g.organisation_id, 'withdrawn', 2, p.id, now() FROM generate_series(1, 30), category c, person p
  JOIN role_grant g ON g.person_id = p.id WHERE p.email = 'rival-admin@example.test' AND c.id = $1`

const EVERYWHERE = `
  INSERT INTO membership (id, agreement_id, category_id, supplier_id, state)
  SELECT gen_random_uuid(), c.agreement_id, c.id, g.organisation_id, 'active' FROM category c, person p JOIN role_grant g ON g.person_id = p.id
  WHERE p.email = 'rival-admin@example.test' AND NOT EXISTS (SELECT FROM membership m WHERE m.category_id = c.id AND m.supplier_id = g.organisation_id)`

export async function anApplicationWorld(test: TestApp): Promise<ApplicationWorld> {
  await hire(test, NEW, 'Fourth Example Supplier', 'bid-writer')
  await aSupplier(test, NONE)
  await hire(test, OLD, 'First Example Supplier', 'supplier-admin')
  await test.rows(
    `UPDATE session s SET proved_at = proved_at - interval '1 hour' FROM person p WHERE p.id = s.person_id AND p.email = 'new-admin@example.test'`,
  )
  const product = await fillLibrary(test)
  const second = await fillLibrary(test, 'supplier-admin', LONG.slice(0, 150))
  const retiredProduct = await aProduct(test, 'Given up')
  const submitted = (of = product) => aSubmittedApplication(test, { product: of })
  const ready = async (of = product, location = 'london') =>
    (
      await aReadyApplication(test, {
        product: of,
        offer: { location: [location], 'ai-type': ['medical-ai-technology', 'medical-imaging-software'] },
      })
    ).id
  const world: ApplicationWorld = {
    ofNew: await aStartedApplication(test, { as: NEW }),
    empty: await aStartedApplication(test),
    ready: await ready(),
    ended: await ready(),
    productRetired: await ready(retiredProduct),
    filterRetired: await ready(product, 'overseas'),
    renewed: await submitted(second),
    raised: await submitted(),
    admitted: await submitted(),
    rejected: await submitted(),
    keptOut: await submitted(),
    withdrawn: await submitted(),
    asked: '',
    received: '',
    openCategory: await anOpenCategory(test),
    memberCategory: '',
    retiredProduct,
  }
  const [member] = await test.rows<{ id: string }>(
    `SELECT m.category_id AS id FROM membership m JOIN organisation o ON o.id = m.supplier_id WHERE o.name LIKE 'First Example Supplier%' LIMIT 1`,
  )
  world.memberCategory = String(member?.id)
  await test.rows(`UPDATE agreement SET valid_until = market_now() WHERE id = (SELECT agreement_id FROM application WHERE id = $1)`, [
    world.ended,
  ])
  await test.api('supplier-admin').post(`/library/products/${retiredProduct}/retire`).expect(200)
  const { number } = (await test.api().get('/filters').expect(200)).body as { number: number }
  await test
    .api('senior-officer')
    .post('/filters/mark-value')
    .set('If-Match', `"${number}"`)
    .send({ facet: 'location', value: 'overseas', as: 'retire', reason: 'Nobody asks for it.' })
    .expect(201)
  await askedByHand(test, world.renewed, LONG, { question: 'B1' })
  await saveAnswer(test, 'B1', { values: { claim: LONG } }, { product: second })
  await saveAnswer(test, 'B2', aClaim('2099-12-31', LONG), { product: second })
  for (const ground of ['L203', 'L204', 'L254']) await groundRaisedByHand(test, world.raised, ground, LONG)
  await groundDecidedByHand(test, world.raised, 'L254')
  await test.api('supplier-admin').post(`/applications/${world.raised}/exclusions/L204/reply`).send({ text: LONG }).expect(200)
  await admittedByHand(test, world.admitted)
  await saveAnswer(test, 'L105', { values: { role: 'Head of bids', email: 'bids@example.test' } })
  await rejectedByHand(test, world.rejected, LONG)
  await keptOutByHand(test, world.keptOut, 'L203', LONG)
  await test.api('supplier-admin').post(`/applications/${world.withdrawn}/withdraw`).expect(200)
  world.asked = await submitted()
  await askedByHand(test, world.asked, 'Which references are for work of this kind?')
  world.received = await submitted()
  await test.rows(MANY, [world.openCategory])
  await test.rows(EVERYWHERE)
  return world
}
