import type { FieldSource, QuestionSource } from '../../src/modules/library/domain/question-set.js'
import { currentSet } from '../../src/modules/library/question-sets.js'
import { anOpenAgreement } from './agreements.js'
import { aProduct, saveAnswer } from './library.js'
import type { Newcomer, Player, TestApp } from './test-app.js'

type Writer = Player | Newcomer

/** What a field of each kind takes. */
const VALUES: Readonly<Record<FieldSource['kind'], string>> = {
  line: 'As it stands in our records',
  words: 'As it stands in our records, which we show to whoever asks.',
  date: '2026-01-15',
  choice: '',
  money: '250000.00',
  whole: '50',
  'company-number': '01234567',
  duns: '123456789',
  'data-protection-number': 'ZA123456',
  email: 'office@example.test',
}

/** Whoever applies is small, kept out by no ground, scored, certified, and has neither an owner above nor subcontractors. */
const CHOICES: Readonly<Record<string, string>> = {
  legalForm: 'limited_company',
  registered: 'yes',
  kind: 'cyber_essentials',
  scored: 'yes',
}

/** Dates that lie ahead. */
const AHEAD = '2099-12-31'

/** An answer to a question, complete and in date. */
export function aWholeAnswer(question: QuestionSource): { values: Record<string, string>; rows: Record<string, string>[] } {
  const values = filled(question, question.fields)
  const { rows } = question
  if (rows === undefined) return { values, rows: [] }
  const areAsked = rows.when === undefined || rows.when.is.includes(values[rows.when.field] ?? '')
  return {
    values,
    rows: areAsked
      ? Array.from({ length: rows.min }, (_, place) => ({ ...filled(question, rows.fields), ...named(rows.fields, place) }))
      : [],
  }
}

/** No two rows are about the same. */
const named = (fields: readonly FieldSource[], place: number): Record<string, string> =>
  Object.fromEntries(
    fields
      .slice(0, 1)
      .map(({ name, kind }) => [name, kind === 'line' ? `Organisation ${place + 1}` : ''])
      .filter(([, value]) => value !== ''),
  )

function filled({ expiry }: QuestionSource, fields: readonly FieldSource[]): Record<string, string> {
  const values: Record<string, string> = {}
  for (const { name, kind, options = [], optional, when } of fields) {
    const isAsked = when === undefined || when.is.includes(values[when.field] ?? '')
    if (!isAsked || optional === true) continue
    const codes = options.map(({ code }) => code)
    const chosen = [CHOICES[name], 'no'].find(code => code !== undefined && codes.includes(code)) ?? codes[0] ?? ''
    values[name] = kind === 'choice' ? chosen : name === expiry ? AHEAD : VALUES[kind]
  }
  return values
}

/** Answers every question of the set, and all topics of the baseline for a new product; answers the product's id. */
export async function fillLibrary(test: TestApp, as: Writer = 'supplier-admin', name = 'Assistant for residents'): Promise<string> {
  const product = await aProduct(test, name, as)
  for (const { perProduct, questions } of currentSet().parts)
    for (const question of questions)
      await saveAnswer(test, question.id, aWholeAnswer(question), perProduct === true ? { product, as } : { as })
  return product
}

/** A category of this code, or the first, of a new agreement, in which nobody is a member; answers its id. */
export async function anOpenCategory(test: TestApp, code?: string): Promise<string> {
  const agreementId = await anOpenAgreement(test)
  const [category] = await test.rows<{ id: string }>(
    `SELECT id FROM category WHERE agreement_id = $1 AND ($2::text IS NULL OR code = $2) ORDER BY code LIMIT 1`,
    [agreementId, code ?? null],
  )
  if (category === undefined) throw new Error(`The agreement has no category ${code}.`)
  return category.id
}

interface Applying {
  as?: Writer
  /** A category that takes applications; by default one of a new agreement. */
  categoryId?: string
  /** The code of a category of AI-DPS-1, for suppliers that are no members there. */
  categoryCode?: string
  /** A product of a library that is filled already. */
  product?: string
  offer?: Record<string, string[]>
}

interface Draft {
  id: string
  etag: string
  declaration: { name: string }
  contentHash: string
}

/** Values of filters of every agreement that tests make. */
export const AN_OFFER = { location: ['england-london'] }

/** An application that lacks nothing, not submitted. */
export async function aReadyApplication(
  test: TestApp,
  { as = 'supplier-admin', offer = AN_OFFER, ...where }: Applying = {},
): Promise<Draft> {
  const product = where.product ?? (await fillLibrary(test, as, `Product of ${as} ${Date.now()}`))
  const categoryId = where.categoryId ?? (await categoryOf(test, where.categoryCode))
  const { body: started, headers } = await test.api(as).post('/applications').send({ categoryId }).expect(201)
  const { id } = started as Draft
  const { body } = await test
    .api(as)
    .patch(`/applications/${id}`)
    .set('If-Match', String(headers['etag']))
    .send({ productIds: [product], offer })
    .expect(200)
  return body as Draft
}

const categoryOf = async (test: TestApp, code: string | undefined): Promise<string> => {
  if (code === undefined) return anOpenCategory(test)
  const [category] = await test.rows<{ id: string }>(
    `SELECT c.id FROM category c JOIN agreement a ON a.id = c.agreement_id WHERE a.reference = 'AI-DPS-1' AND c.code = $1`,
    [code],
  )
  if (category === undefined) throw new Error(`AI-DPS-1 has no category ${code}.`)
  return category.id
}

/** The same with the officers; whoever it is `as` may submit. Answers its id. */
export async function aSubmittedApplication(test: TestApp, options: Applying = {}): Promise<string> {
  const { id, etag, declaration, contentHash } = await aReadyApplication(test, options)
  await test
    .api(options.as ?? 'supplier-admin')
    .post(`/applications/${id}/submit`)
    .set('If-Match', etag)
    .send({ declaredAs: 'Director', declaration: declaration.name, contentHash })
    .expect(200)
  return id
}
