import { aWholeAnswer } from '../../src/modules/demonstration/sample-answers.js'
import { currentSet } from '../../src/modules/library/question-sets.js'
import { newId } from '../../src/shared/ids.js'
import { anOpenAgreement } from './agreements.js'
import { aProduct, saveAnswer } from './library.js'
import type { Newcomer, Player, TestApp } from './test-app.js'

type Writer = Player | Newcomer

/** Answers every question of the set, and all topics of the baseline for a new product; answers the product's id. */
export async function fillLibrary(test: TestApp, as: Writer = 'supplier-admin', name = 'Assistant for residents'): Promise<string> {
  const product = await aProduct(test, name, as)
  await fillParts(test, as, product)
  return product
}

/** Answers every question of the parts, but for those of some parts. */
export async function fillParts(test: TestApp, as: Writer, product: string, without: readonly string[] = []): Promise<void> {
  for (const { id, perProduct, questions } of currentSet().parts)
    for (const question of without.includes(id) ? [] : questions)
      await saveAnswer(test, question.id, aWholeAnswer(question), perProduct === true ? { product, as } : { as })
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

/** An application in which nothing is chosen; answers its id. */
export async function aStartedApplication(
  test: TestApp,
  { as = 'supplier-admin', categoryId }: Pick<Applying, 'as' | 'categoryId'> = {},
): Promise<string> {
  const { body } = await test
    .api(as)
    .post('/applications')
    .send({ categoryId: categoryId ?? (await anOpenCategory(test)) })
    .expect(201)
  return (body as { id: string }).id
}

interface Applying {
  as?: Writer
  /** A category that takes applications; by default one of a new agreement. */
  categoryId?: string
  /** The code of a category of AI-DPS-1, for suppliers that are no members there. */
  categoryCode?: string
  /** A product of a library that is filled already. */
  product?: string
  /** What a product that is made for it is called. */
  name?: string
  offer?: Record<string, string[]>
}

interface Draft {
  id: string
  etag: string
  declaration: { name: string }
  contentHash: string
}

/** Values of filters of every agreement that tests make. */
export const AN_OFFER = { location: ['london'] }

/** An application that lacks nothing, not submitted. */
export async function aReadyApplication(
  test: TestApp,
  { as = 'supplier-admin', offer = AN_OFFER, ...where }: Applying = {},
): Promise<Draft> {
  const product = where.product ?? (await fillLibrary(test, as, where.name ?? `Product of ${as} ${newId()}`))
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

export { aWholeAnswer }
