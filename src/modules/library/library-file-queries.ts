import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Sealing } from '../../shared/sealing.js'
import type { ScanState } from '../files/domain/scan.js'
import type { LibraryAnswer, NamedFile } from './domain/library-answer.js'
import { getVersion } from './library-queries.js'

/** What is known of the bytes of a file that an answer names. */
export interface FileFacts {
  id: string
  size: number
  scan: ScanState
  /** Whether it is whole, as far as its type lets one tell. */
  readable: boolean
  uploadedByName: string
  uploadedAt: Instant
}

/** A file with its name and all that is known of it. */
export type AnswerFile = NamedFile & FileFacts

/** What is known of those files that whoever asks may see, by id. */
export async function factsOfFiles(view: Readable, ids: readonly string[]): Promise<ReadonlyMap<string, FileFacts>> {
  if (ids.length === 0) return new Map()
  const found = await rows<FileFacts>(
    view,
    `SELECT f.id, f.size, f.scan, f.readable, p.name AS "uploadedByName", f.uploaded_at AS "uploadedAt"
     FROM library_file f JOIN person p ON p.id = f.uploaded_by WHERE f.id = ANY ($1)`,
    [ids],
  )
  return new Map(found.map(facts => [facts.id, facts]))
}

/** The files that an answer names, with what is known of them. */
export function withFacts(named: readonly NamedFile[], facts: ReadonlyMap<string, FileFacts>): AnswerFile[] {
  return named.flatMap(file => {
    const known = facts.get(file.id)
    return known === undefined ? [] : [{ ...file, ...known }]
  })
}

export const filesNamed = async (view: Readable, named: readonly NamedFile[] = []): Promise<AnswerFile[]> =>
  withFacts(
    named,
    await factsOfFiles(
      view,
      named.map(({ id }) => id),
    ),
  )

/** A file of the acting supplier, under the name that its answer gives it or gave it last. */
export async function getOwnFile(view: Readable, sealing: Sealing, supplierId: string, id: string): Promise<AnswerFile> {
  const held = await firstRow<{ answerId: string; version: number }>(
    view,
    `SELECT answer_id AS "answerId", version FROM library_version_file WHERE file_id = $1 AND supplier_id = $2 ORDER BY version DESC LIMIT 1`,
    [id, supplierId],
  )
  if (held === null) throw new NotFound('file')
  const { content } = await getVersion(view, sealing, held.answerId, held.version)
  const [file] = await filesNamed(
    view,
    content.answer.files?.filter(each => each.id === id),
  )
  if (file === undefined) throw new NotFound('file')
  return file
}

/** How many files the answers of a library name now. */
export async function countFilesOf(view: Readable, supplierId: string): Promise<number> {
  const { count } = await oneRow<{ count: number }>(
    view,
    'SELECT count(*)::int AS count FROM library_file WHERE supplier_id = $1 AND removed_at IS NULL',
    [supplierId],
  )
  return count
}

/** What is known of the files that answers name, by id. */
export const factsOfAnswers = (view: Readable, answers: readonly { answer: LibraryAnswer }[]): Promise<ReadonlyMap<string, FileFacts>> =>
  factsOfFiles(
    view,
    answers.flatMap(({ answer: { files = [] } }) => files.map(({ id }) => id)),
  )
