import { pinAnswers } from '../../src/modules/applications/pinned-answers.js'
import { listAnswers } from '../../src/modules/library/library-queries.js'
import { UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import type { Actor } from '../../src/shared/domain/actor.js'
import { londonDay } from '../../src/shared/domain/london-time.js'
import { workingDaysAfter } from '../../src/shared/domain/working-days.js'
import { Sealing } from '../../src/shared/sealing.js'
import { anOpenAgreement } from './agreements.js'
import { aClaim, saveAnswer } from './library.js'
import type { Player, TestApp } from './test-app.js'
import { aSubmittedApplication, fillLibrary } from './whole-library.js'
import { inSeconds } from './world.js'

/** What officers read of an application, as far as tests look into it. */
interface File {
  application: { id: string; supplierId: string; categoryId: string; state: string; dueOn: string; receivedAt: string; dueBy: object }
  criteria: { id: string; number: number; findings: { met: boolean }[] }[]
  answers: {
    pinId: string
    question: string
    product: string | null
    version: number
    isClaim: boolean
    isVerified: boolean
    verdicts: { verdict: string }[]
    changedSinceAdmission: string[] | null
    earlierVersions: number[]
    laterVersions: number[]
  }[]
  messages: object[]
  finance: { score: number | null; threshold: number | null; needsOverride: boolean; overrides: object[] }
  grounds: { ground: string; kind: string; saysYes: boolean; case: { id: string; outcome: string | null } | null }[]
  previous: { id: string } | null
  otherApplications: object[]
  similarNames: object[]
  gaps: { code: string; about: string }[]
}

interface Seen {
  file: File
  etag: string
}

type Officer = Player

const AT = '/officer/applications'

/** Id of the supplier that somebody acts for. */
export async function supplierOf(test: TestApp, who: Player = 'supplier-admin'): Promise<string> {
  const { body } = await test.api(who).get('/account').expect(200)
  return String((body as { organisations: { id: string }[] }).organisations[0]?.id)
}

/** Each of them says that they have no interest in the supplier. */
export async function noInterestIn(test: TestApp, supplierId: string, ...officers: Officer[]): Promise<void> {
  for (const officer of officers)
    await test.api(officer).post(`/suppliers/${supplierId}/interest-declarations`).send({ hasInterest: false, details: '' }).expect(204)
}

export async function look(test: TestApp, id: string, as: Officer = 'procurement-officer'): Promise<Seen> {
  const { body, headers } = await test.api(as).get(`${AT}/${id}`).expect(200)
  return { file: body as File, etag: String(headers['etag']) }
}

/** A verb of an officer, as they see the application at this moment. */
export const act = (test: TestApp, id: string, verb: string, etag: string, body: object = {}, as: Officer = 'procurement-officer') =>
  test.api(as).post(`${AT}/${id}/${verb}`).set('If-Match', etag).send(body)

/** The same that succeeds; answers the file as it then stands. */
export async function done(test: TestApp, id: string, verb: string, body: object = {}, as: Officer = 'procurement-officer'): Promise<Seen> {
  const { etag } = await look(test, id, as)
  const { body: file, headers } = await act(test, id, verb, etag, body, as).expect(200)
  return { file: file as File, etag: String(headers['etag']) }
}

export const claim = (test: TestApp, id: string, as: Officer = 'procurement-officer') => test.api(as).post(`${AT}/${id}/claim`)

/** The first category of a new agreement of the regime; answers its id. */
export async function aCategoryUnder(test: TestApp, regime: 'pcr2015-dps' | 'pa2023-dynamic-market'): Promise<string> {
  const change = regime === 'pcr2015-dps' ? {} : { regime, initialWindowDays: 0, minimumTenderDays: 10 }
  const agreementId = await anOpenAgreement(test, change)
  const [category] = await test.rows<{ id: string }>('SELECT id FROM category WHERE agreement_id = $1 ORDER BY code LIMIT 1', [agreementId])
  return String(category?.id)
}

/** Suppliers whose libraries were filled in this run, with the product that they claim. */
const filled = new WeakMap<TestApp, Map<string, string>>()

/** Which product of the supplier the whole baseline is claimed of. */
export async function productOf(test: TestApp, as: Player = 'supplier-admin'): Promise<string> {
  const products = filled.get(test) ?? new Map<string, string>()
  filled.set(test, products)
  const product = products.get(as) ?? (await fillLibrary(test, as))
  products.set(as, product)
  return product
}

interface Submitted {
  as?: Player
  regime?: 'pcr2015-dps' | 'pa2023-dynamic-market'
  categoryId?: string
}

/** An application that lacks nothing, with the officers; each for a category of its own unless one is given. */
export async function aWaiting(
  test: TestApp,
  { as = 'supplier-admin', regime = 'pcr2015-dps', categoryId }: Submitted = {},
): Promise<string> {
  return aSubmittedApplication(test, {
    as,
    product: await productOf(test, as),
    categoryId: categoryId ?? (await aCategoryUnder(test, regime)),
  })
}

/** The same, claimed. */
export async function aClaimed(test: TestApp, options: Submitted & { by?: Officer } = {}): Promise<string> {
  const id = await aWaiting(test, options)
  await claim(test, id, options.by).expect(200)
  return id
}

/** Finds every criterion met and accepts every claim: nothing is left to find. */
export async function findAllGood(test: TestApp, id: string, as: Officer = 'procurement-officer'): Promise<Seen> {
  const { file } = await look(test, id, as)
  await done(
    test,
    id,
    'findings',
    { findings: file.criteria.map(({ id: criterionId }) => ({ criterion: criterionId, met: true, reason: 'Shown in the answers.' })) },
    as,
  )
  const verdicts = file.answers.filter(({ isClaim }) => isClaim).map(({ pinId }) => ({ pinId, verdict: 'accepted' }))
  return done(test, id, 'verdicts', { verdicts }, as)
}

/** Finds the first criterion not met and rejects by it. */
export async function rejectIt(test: TestApp, id: string, as: Officer = 'procurement-officer'): Promise<Seen> {
  const criterionId = String((await look(test, id, as)).file.criteria[0]?.id)
  await done(test, id, 'findings', { findings: [{ criterion: criterionId, met: false, reason: 'Two references are for other work.' }] }, as)
  return done(test, id, 'reject', { criterion: criterionId, reasons: 'Two of the three references are for other work.' }, as)
}

/** What the log says of an application, in order. */
export const actionsOf = async (test: TestApp, id: string): Promise<string[]> =>
  (await test.rows<{ action: string }>('SELECT action FROM audit_event WHERE subject_id = $1 ORDER BY sequence', [id])).map(
    ({ action }) => action,
  )

/** What was told of it, in order. */
export const eventsOf = async (test: TestApp, id: string): Promise<string[]> =>
  (
    await test.rows<{ type: string }>(`SELECT type FROM outbox_event WHERE payload->>'applicationId' = $1 ORDER BY created_at, id`, [id])
  ).map(({ type }) => type)

/** The day it is in London by the market’s clock. */
export const today = async (test: TestApp): Promise<string> => londonDay(await inSeconds(test, 0))

export const inWorkingDays = async (test: TestApp, days: number): Promise<string> =>
  workingDaysAfter(await today(test), days, 'england-and-wales')

/** A newer version of a claim of the first supplier, pinned as a reply or a change after admission pins it. */
export async function giveNewer(test: TestApp, id: string, question: string, given: 'replied' | 'changed' = 'replied'): Promise<void> {
  const product = await productOf(test)
  await saveAnswer(test, question, aClaim('2099-12-30', `It says what it is for, and what it is not for: ${id}, ${given}.`), { product })
  const [person] = await test.rows<{ id: string }>(`SELECT id FROM person WHERE email = 'supplier-admin@example.test'`)
  const supplierId = await supplierOf(test)
  const acting = { personId: String(person?.id), organisationId: supplierId }
  const sealing = test.app.get(Sealing, { strict: false })
  await test.app.get(UnitOfWork).run(acting, async tx => {
    const answers = await listAnswers(tx, sealing, acting as Actor)
    const newer = answers.filter(answer => answer.question === question && answer.productId === product)
    await pinAnswers(tx, sealing, { id, supplierId }, newer, given)
    await tx.query('UPDATE application SET revision = revision + 1 WHERE id = $1', [id])
  })
}

/** A page as the officer or the first supplier sees it, by whose address it is. */
export async function pageOf(test: TestApp, url: string): Promise<string> {
  const as = url.startsWith('/officer/') ? 'procurement-officer' : 'supplier-admin'
  return (await test.app.inject({ url, cookies: { session: String(test.tokens.get(as)) } })).body
}
