import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Sealing } from '../../shared/sealing.js'
import type { Subject } from '../audit/record-audit.js'
import { type LibraryAnswer, NO_ANSWER } from './domain/library-answer.js'
import type { VersionContent } from './library-content.js'
import { nameOf, versionOf } from './sealed-library.js'

/** A product that claims are about. Its name stays: what is pinned names it. */
export interface Product {
  id: string
  name: string
  addedAt: Instant
  /** From then on nothing is claimed of it any more. */
  retiredAt: Instant | null
}

/** Which answer is meant: to a question and, of a claim, about a product. */
export interface AnswerKey {
  question: string
  productId: string | null
}

/** An answer as it is now. */
export interface CurrentAnswer extends AnswerKey {
  id: string
  version: number
  /** What pins it, as 64 hexadecimal digits. */
  hash: string
  content: VersionContent
  answer: LibraryAnswer
  expiresOn: string | null
  writtenByName: string
  writtenAt: Instant
  confirmedByName: string
  confirmedAt: Instant
}

/** One version, which never changes. */
export interface AnswerVersion {
  number: number
  hash: string
  writtenByName: string
  writtenAt: Instant
}

interface Sealed {
  id: string
  supplierId: string
  sealed: Buffer
}

type AnswerRow = Omit<CurrentAnswer, 'content' | 'answer'> & Sealed

const ANSWER = `
  SELECT a.id, a.supplier_id AS "supplierId", a.question_id AS question, a.product_id AS "productId", a.version, encode(v.hash, 'hex') AS hash,
         v.content AS sealed, a.expires_on::text AS "expiresOn", w.name AS "writtenByName", v.written_at AS "writtenAt",
         c.name AS "confirmedByName", a.confirmed_at AS "confirmedAt"
  FROM library_answer a JOIN library_answer_version v ON v.answer_id = a.id AND v.number = a.version
  JOIN person w ON w.id = v.written_by JOIN person c ON c.id = a.confirmed_by`

/** One library changes at a time: what was found missing is missing still when it is added. */
export const lockLibrary = (tx: Tx, supplierId: string): Promise<unknown> =>
  tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`library of ${supplierId}`])

export async function listAnswers(view: Readable, sealing: Sealing, { organisationId }: Actor): Promise<CurrentAnswer[]> {
  const found = await rows<AnswerRow>(view, `${ANSWER} WHERE a.supplier_id = $1 ORDER BY a.question_id, a.product_id`, [organisationId])
  return found.map(row => opened(sealing, row))
}

export async function findAnswer(
  view: Readable,
  sealing: Sealing,
  { organisationId }: Actor,
  key: AnswerKey,
): Promise<CurrentAnswer | null> {
  const found = await firstRow<AnswerRow>(
    view,
    `${ANSWER} WHERE a.supplier_id = $1 AND a.question_id = $2 AND a.product_id IS NOT DISTINCT FROM $3::uuid`,
    [organisationId, key.question, key.productId],
  )
  return found === null ? null : opened(sealing, found)
}

/** Those answers of a supplier as they are now, whoever asks: what officers were given of it before is given to them anew. */
export async function listAnswersById(view: Readable, sealing: Sealing, answerIds: readonly string[]): Promise<CurrentAnswer[]> {
  const found = await rows<AnswerRow>(view, `${ANSWER} WHERE a.id = ANY($1) ORDER BY a.question_id, a.product_id`, [answerIds])
  return found.map(row => opened(sealing, row))
}

function opened(sealing: Sealing, { supplierId, sealed, ...row }: AnswerRow): CurrentAnswer {
  const content = sealing.unseal(sealed, versionOf(supplierId, row.id, row.version)) as VersionContent
  return { ...row, content, answer: content.answer }
}

/** The versions of an answer, newest first. */
export const listVersions = (view: Readable, answerId: string, before: string | null, limit: number): Promise<AnswerVersion[]> =>
  rows<AnswerVersion>(
    view,
    `SELECT v.number, encode(v.hash, 'hex') AS hash, p.name AS "writtenByName", v.written_at AS "writtenAt"
     FROM library_answer_version v JOIN person p ON p.id = v.written_by
     WHERE v.answer_id = $1 AND ($2::int IS NULL OR v.number < $2) ORDER BY v.number DESC LIMIT $3`,
    [answerId, before, limit],
  )

export async function getVersion(
  view: Readable,
  sealing: Sealing,
  answerId: string,
  number: number,
): Promise<AnswerVersion & { content: VersionContent }> {
  const found = await firstRow<AnswerVersion & { supplierId: string; sealed: Buffer }>(
    view,
    `SELECT v.number, encode(v.hash, 'hex') AS hash, p.name AS "writtenByName", v.written_at AS "writtenAt", v.supplier_id AS "supplierId", v.content AS sealed
     FROM library_answer_version v JOIN person p ON p.id = v.written_by WHERE v.answer_id = $1 AND v.number = $2`,
    [answerId, number],
  )
  if (found === null) throw new NotFound('version')
  const { supplierId, sealed, ...version } = found
  return { ...version, content: sealing.unseal(sealed, versionOf(supplierId, answerId, number)) as VersionContent }
}

/** What a form held that was made from this version; nothing for the one before the first. */
export const answerAt = async (view: Readable, sealing: Sealing, answerId: string, number: number): Promise<LibraryAnswer> =>
  number === 0 ? NO_ANSWER : (await getVersion(view, sealing, answerId, number)).content.answer

interface ProductRow extends Omit<Product, 'name'> {
  supplierId: string
  sealed: Buffer
}

const PRODUCT = `
  SELECT id, supplier_id AS "supplierId", name AS sealed, added_at AS "addedAt", retired_at AS "retiredAt" FROM library_product`

const named = (sealing: Sealing, { supplierId, sealed, ...row }: ProductRow): Product => ({
  ...row,
  name: sealing.unseal(sealed, nameOf(supplierId, row.id)) as string,
})

/** Those of the supplier, as they were added. */
export async function listProducts(view: Readable, sealing: Sealing, { organisationId }: Actor): Promise<Product[]> {
  const found = await rows<ProductRow>(view, `${PRODUCT} WHERE supplier_id = $1 ORDER BY id`, [organisationId])
  return found.map(row => named(sealing, row))
}

export async function getProduct(view: Readable, sealing: Sealing, { organisationId }: Actor, id: string): Promise<Product> {
  const found = await firstRow<ProductRow>(view, `${PRODUCT} WHERE supplier_id = $1 AND id = $2`, [organisationId, id])
  if (found === null) throw new NotFound('product')
  return named(sealing, found)
}

/** The day it is in London by the clock that decides. */
export async function today(view: Readable): Promise<string> {
  const { day } = await oneRow<{ day: string }>(view, `SELECT (market_now() AT TIME ZONE 'Europe/London')::date::text AS day`)
  return day
}

/** All that befalls a library stands in its supplier's own chain. */
export const libraryOf = ({ organisationId }: Pick<Actor, 'organisationId'>): Subject => ({
  type: 'library',
  id: organisationId,
  stream: `organisation:${organisationId}`,
})
