import { londonDay } from '../../src/shared/domain/london-time.js'
import { newId } from '../../src/shared/ids.js'
import type { Player, TestApp } from './test-app.js'
import { inSeconds } from './world.js'

const YEAR = 365 * 86_400

let references = 0

/** A reference that no other agreement of this run has. */
export const aReference = (): string => `TEST-${(references += 1)}`

/** Everything that an agreement must have to open, under the old law. */
export async function agreementContent(test: TestApp, change: object = {}): Promise<object> {
  return {
    name: 'AI for councils',
    reference: aReference(),
    regime: 'pcr2015-dps',
    validFrom: londonDay(await inSeconds(test, 0)),
    validUntil: londonDay(await inSeconds(test, YEAR)),
    initialWindowDays: 35,
    minimumTenderDays: 12,
    maximumTermMonths: 36,
    terms: 'Every supplier of a category is invited.',
    categories: [
      { code: 'vision', title: 'Reading pictures', criteria: ['Three references for work of this kind.', 'Cyber Essentials or as good.'] },
    ],
    facets: ['scope', 'ai-type', 'location'],
    ...change,
  }
}

interface Drafted {
  id: string
  etag: string
}

/** A draft written by the procurement officer. */
export async function anAgreementDraft(test: TestApp, change: object = {}, writer: Player = 'procurement-officer'): Promise<Drafted> {
  const { body, headers } = await test
    .api(writer)
    .post('/agreement-drafts')
    .send(await agreementContent(test, change))
    .expect(201)
  return { id: (body as { id: string }).id, etag: String(headers['etag']) }
}

/** The same, waiting for a second person. */
export async function aProposedAgreement(test: TestApp, change: object = {}, writer: Player = 'procurement-officer'): Promise<Drafted> {
  const { id } = await anAgreementDraft(test, change, writer)
  const { headers } = await test.api(writer).post(`/agreement-drafts/${id}/propose`).expect(200)
  return { id, etag: String(headers['etag']) }
}

/** The same, opened by the senior officer; answers its id. */
export async function anOpenAgreement(test: TestApp, change: object = {}): Promise<string> {
  const { id, etag } = await aProposedAgreement(test, change)
  await test.api('senior-officer').post(`/agreement-drafts/${id}/open`).set('If-Match', etag).expect(200)
  return id
}

/** Moves the last day of an open agreement that nothing has changed yet, to and fro. */
export async function moveOften(test: TestApp, id: string, times: number): Promise<void> {
  for (let revision = 1; revision <= times; revision += 1)
    await test
      .api('senior-officer')
      .post(`/agreements/${id}/change-validity`)
      .set('If-Match', `"${revision}"`)
      .send({ validUntil: revision % 2 === 0 ? '2028-12-30' : '2028-12-31', reason: 'The board asked for it.' })
      .expect(200)
}

/** Ends an open agreement that nothing has changed yet. */
export async function end(test: TestApp, id: string, as: 'closed' | 'terminated' = 'closed'): Promise<void> {
  await test
    .api('senior-officer')
    .post(`/agreements/${id}/end`)
    .set('If-Match', '"1"')
    .send({ as, reason: 'It has served its purpose.' })
    .expect(200)
}

/** Does something to agreements that the product never does, past the rule that freezes them. */
export async function thawed(test: TestApp, sql: string, parameters: readonly unknown[] = []): Promise<void> {
  await test.rows('ALTER TABLE agreement DISABLE TRIGGER agreement_is_frozen')
  await test.rows(sql, [...parameters])
  await test.rows('ALTER TABLE agreement ENABLE TRIGGER agreement_is_frozen')
}

/** Drafts that are hardly begun. */
export async function someDrafts(test: TestApp, count: number): Promise<void> {
  for (let many = 0; many < count; many += 1)
    await test
      .api('procurement-officer')
      .post('/agreement-drafts')
      .send({ name: `Agreement ${many}` })
      .expect(201)
}

/** Agreements beside those of the cast, straight into the database. */
export async function someAgreements(test: TestApp, count: number): Promise<void> {
  for (let place = 0; place < count; place += 1)
    await test.rows(
      `INSERT INTO agreement (id, reference, name, regime, practice, minimum_tender_days, maximum_term_months, valid_from, valid_until)
       VALUES ($1, $2, 'AI for parishes', 'pa2023-dynamic-market', false, 10, 48, market_now(), market_now() + interval '1 year')`,
      [newId(), aReference()],
    )
}
