import { marketNow } from '../../shared/database/market-now.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { newId } from '../../shared/ids.js'
import type { Sealing } from '../../shared/sealing.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { expiryOf } from './domain/expiry.js'
import { type LibraryAnswer, NO_ANSWER } from './domain/library-answer.js'
import { setName } from './domain/question-set.js'
import { hashOfContent, isSameAnswer, withSalt } from './library-content.js'
import { type AnswerKey, findAnswer, libraryOf, type Product } from './library-queries.js'
import { placedQuestion } from './library.service.js'
import { currentSet } from './question-sets.js'
import { versionOf } from './sealed-library.js'

/** What an answer is to say from now on. */
export interface Changed extends AnswerKey {
  product: Product | null
  answer: LibraryAnswer
}

/**
 * Writes what an answer says now as its next version, with the library locked; one that says the same makes none. Saving says that it is so, and
 * confirms it. `addFile` makes the row of a file that the answer did not name before, once there is an answer.
 */
export async function writeVersion(
  tx: Tx,
  sealing: Sealing,
  actor: Actor,
  { question, productId, product, answer }: Changed,
  addFile: (answerId: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  const set = currentSet()
  const current = await findAnswer(tx, sealing, actor, { question, productId })
  if (isSameAnswer(answer, current?.answer ?? NO_ANSWER)) return
  const [id, number] = [current?.id ?? newId(), (current?.version ?? 0) + 1]
  const named = product === null ? null : { id: product.id, name: product.name }
  const content = withSalt({ questionSet: setName(set), question, product: named, answer })
  const hash = hashOfContent(content)
  const expiresOn = expiryOf(placedQuestion(set, { question, productId }).question, answer)
  const now = await marketNow(tx)
  await tx.query(
    `INSERT INTO library_answer (id, supplier_id, question_id, product_id, version, expires_on, expiry_known_at, confirmed_by, confirmed_at)
     VALUES ($1, $2, $3, $4, $5, $6::date, CASE WHEN $6::date IS NOT NULL THEN $8::timestamptz END, $7, $8)
     ON CONFLICT (id) DO UPDATE SET version = $5, expires_on = $6, confirmed_by = $7, confirmed_at = $8, expiry_known_at =
       CASE WHEN $6::date IS NULL THEN NULL WHEN library_answer.expires_on = $6::date THEN library_answer.expiry_known_at ELSE $8::timestamptz END`,
    [id, actor.organisationId, question, productId, number, expiresOn, actor.personId, now],
  )
  await tx.query(
    `INSERT INTO library_answer_version (answer_id, number, supplier_id, hash, content, written_by, written_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, number, actor.organisationId, hash, sealing.seal(content, versionOf(actor.organisationId, id, number)), actor.personId, now],
  )
  await addFile(id)
  await pinFiles(tx, actor, id, number, answer)
  await publish(tx, { type: 'library.answer-saved', payload: { answerId: id, version: number } })
  const said = { question, productId, version: number, hash: hash.toString('hex'), questionSet: setName(set) }
  await recordAudit(tx, actor, 'library.answer-saved', libraryOf(actor), said)
}

/** The database refuses a file of another answer, or of other bytes than were recorded when it came in. */
async function pinFiles(tx: Tx, actor: Actor, answerId: string, version: number, { files = [] }: LibraryAnswer): Promise<void> {
  if (files.length === 0) return
  await tx.query(
    `INSERT INTO library_version_file (answer_id, version, file_id, sha256, supplier_id)
     SELECT $1, $2, file_id, decode(sha256, 'hex'), $3 FROM unnest($4::uuid[], $5::text[]) AS f (file_id, sha256)`,
    [answerId, version, actor.organisationId, files.map(({ id }) => id), files.map(({ sha256 }) => sha256)],
  )
}
