import { oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import type { Sealing } from '../../shared/sealing.js'
import type { NamedFile } from '../library/domain/library-answer.js'
import type { VersionContent } from '../library/library-content.js'
import type { CurrentAnswer } from '../library/library-queries.js'
import type { Application } from './application-queries.js'
import { hashOfPinned, type PinnedVersion } from './domain/pinned-hash.js'
import { pinOf } from './sealed-applications.js'

/** When an answer came to the officers: with the application, with a reply to what they asked, or after admission. */
export type Given = 'submitted' | 'replied' | 'changed'

/** One version of an answer of the library as the officers were given it. It never changes. */
export interface PinnedAnswer {
  id: string
  question: string
  productId: string | null
  /** The answer of the library that it is a version of. */
  answerId: string
  version: number
  /** What pins it: SHA-256 of the canonical content, as 64 hexadecimal digits. */
  hash: string
  content: VersionContent
  expiresOn: string | null
  given: Given
  pinnedAt: Instant
}

/** The same for its supplier. */
export interface GivenAnswer extends PinnedAnswer {
  /** Whether it is what the decision rests on, or would today: a later one may have taken its place before, or come after. */
  counts: boolean
  /** Whether it came after the decision, and is no part of it. */
  isLater: boolean
}

type PinRow = Omit<PinnedAnswer, 'content'> & { supplierId: string; sealed: Buffer }

const PIN = `
  SELECT w.id, w.question_id AS question, w.product_id AS "productId", w.answer_id AS "answerId", w.version, encode(w.hash, 'hex') AS hash,
         w.content AS sealed, w.expires_on::text AS "expiresOn", w.given, w.pinned_at AS "pinnedAt", w.supplier_id AS "supplierId"
  FROM application_answer w`

const opened = (sealing: Sealing, { supplierId, sealed, ...row }: PinRow): PinnedAnswer => ({
  ...row,
  content: sealing.unseal(sealed, pinOf(supplierId, row.id)) as VersionContent,
})

/**
 * SQL: by what the answers are pinned that application `application` has been given, of each the newest, as a JSON list for hashOfPinned; `also` may
 * leave out some.
 */
export const PINS = (application: string, also = 'true'): string => `
  (SELECT coalesce(json_agg(newest), '[]')
   FROM (SELECT DISTINCT ON (w.answer_id) w.question_id AS question, w.product_id AS "productId", w.version, encode(w.hash, 'hex') AS hash
         FROM application_answer w WHERE w.application_id = ${application} AND ${also} ORDER BY w.answer_id, w.version DESC) newest)`

/** What they come to now, for its membership to carry. */
export async function readPinnedHash(view: Readable, applicationId: string): Promise<Buffer> {
  const { pins } = await oneRow<{ pins: PinnedVersion[] }>(view, `SELECT ${PINS('$1')} AS pins`, [applicationId])
  return hashOfPinned(pins)
}

/** What counts now: of each answer the newest version that was given. */
export async function listPinned(view: Readable, sealing: Sealing, applicationId: string): Promise<PinnedAnswer[]> {
  const found = await rows<PinRow>(
    view,
    `SELECT * FROM (SELECT DISTINCT ON ("answerId") * FROM (${PIN} WHERE w.application_id = $1) given ORDER BY "answerId", version DESC) newest
     ORDER BY question, "productId"`,
    [applicationId],
  )
  return found.map(row => opened(sealing, row))
}

/** One version that was given to the officers. */
export async function getPinned(view: Readable, sealing: Sealing, pinId: string): Promise<PinnedAnswer> {
  const [row] = await rows<PinRow>(view, `${PIN} WHERE w.id = $1`, [pinId])
  if (row === undefined) throw new NotFound('answer')
  return opened(sealing, row)
}

/** The file as a version that was given to the officers with this application names it, or NotFound for any other. */
export async function getGivenFile(view: Readable, sealing: Sealing, applicationId: string, fileId: string): Promise<NamedFile> {
  const [row] = await rows<PinRow>(
    view,
    `${PIN} JOIN library_version_file v ON (v.answer_id, v.version) = (w.answer_id, w.version)
     WHERE w.application_id = $1 AND v.file_id = $2 ORDER BY w.version DESC LIMIT 1`,
    [applicationId, fileId],
  )
  const file = row === undefined ? undefined : opened(sealing, row).content.answer.files?.find(({ id }) => id === fileId)
  if (file === undefined) throw new NotFound('file')
  return file
}

/** Every version that was given to the officers, the newest first. */
export async function listAllPinned(view: Readable, sealing: Sealing, applicationId: string): Promise<PinnedAnswer[]> {
  const found = await rows<PinRow>(view, `${PIN} WHERE w.application_id = $1 ORDER BY w.pinned_at DESC, w.id DESC`, [applicationId])
  return found.map(row => opened(sealing, row))
}

/**
 * Gives the officers these versions, each a copy sealed under its own id; what they have of them already stays. Where there is a membership already,
 * hold it, and have it carry what the answers come to then (carryAnswers).
 */
export async function pinAnswers(
  tx: Tx,
  sealing: Sealing,
  { id: applicationId, supplierId }: Pick<Application, 'id' | 'supplierId'>,
  answers: readonly CurrentAnswer[],
  given: Given,
): Promise<void> {
  const pins = answers.map(answer => ({ id: newId(), answer }))
  await tx.query(
    `INSERT INTO application_answer (id, application_id, supplier_id, question_id, product_id, answer_id, version, hash, content, expires_on, given, pinned_at)
     SELECT pin.id, $1, $2, pin.question, pin.product, pin.answer, pin.version, pin.hash, pin.content, pin.expires, $3, market_now()
     FROM unnest($4::uuid[], $5::text[], $6::uuid[], $7::uuid[], $8::int[], $9::bytea[], $10::bytea[], $11::date[])
       AS pin (id, question, product, answer, version, hash, content, expires)
     ON CONFLICT ON CONSTRAINT one_pin_of_a_version DO NOTHING`,
    [
      applicationId,
      supplierId,
      given,
      pins.map(({ id }) => id),
      pins.map(({ answer }) => answer.question),
      pins.map(({ answer }) => answer.productId),
      pins.map(({ answer }) => answer.id),
      pins.map(({ answer }) => answer.version),
      pins.map(({ answer }) => Buffer.from(answer.hash, 'hex')),
      pins.map(({ id, answer }) => sealing.seal(answer.content, pinOf(supplierId, id))),
      pins.map(({ answer }) => answer.expiresOn),
    ],
  )
}
