import { Malformed } from '../../../shared/domain/errors.js'
import { factOfScan, type ScanState } from '../../files/domain/scan.js'

/** What a supplier says of a file; it is as secret as the bid. */
export interface EvidenceMetadata {
  /** What kind of document it is, in the supplier's words. */
  type?: string
  issuer?: string
  issueDate?: string
  expiryDate?: string
  /** Product, version or site that it is about. */
  scope?: string
  /** What in it must stay confidential, and why. */
  confidentiality?: string
}

export const METADATA_FIELDS = ['type', 'issuer', 'issueDate', 'expiryDate', 'scope', 'confidentiality'] as const

/** What is shown of a file: its name and type as found at the upload, and what the supplier says of it. */
export interface Description extends EvidenceMetadata {
  name: string
  mediaType: string
}

/** A file as the bid holds it. */
export interface EvidenceFile {
  id: string
  /** 64 hexadecimal digits. */
  sha256: string
  /** Bytes. */
  size: number
  scan: ScanState
  /** Whether it is whole, as far as its type lets one tell. */
  readable: boolean
  description: Description
}

/** A file as a submitted version holds it: what it was called and said to be at that moment, tied to its bytes. */
export type PinnedFile = Pick<EvidenceFile, 'id' | 'sha256' | 'size'> & Description

/**
 * Every file of the working copy goes into the version, named by an answer or not: what was uploaded in time and not taken out counts as
 * submitted, so that nobody loses a document for a box that was not ticked. What must not go in is taken out first; the receipt names all.
 */
export const pinned = (files: readonly EvidenceFile[]): PinnedFile[] =>
  files.map(({ id, sha256, size, description }) => ({ id, sha256, size, ...description }))

/** The files of a version as they were described when it was submitted, with what is known of their bytes now. */
export const asSubmitted = (files: readonly EvidenceFile[], held: readonly PinnedFile[] = []): EvidenceFile[] =>
  files.flatMap(file =>
    held.filter(({ id }) => id === file.id).map(({ id: _id, sha256: _sha256, size: _size, ...description }) => ({ ...file, description })),
  )

/** The files as the check reads them, by id. An id that an answer names and that is not here counts as no file (SR-03). */
export const factsOf = (files: readonly EvidenceFile[]): Record<string, object> =>
  Object.fromEntries(
    files.map(({ id, scan, readable, description: { name, issueDate = null, expiryDate = null } }) => {
      const fact = factOfScan(scan)
      return [id, { name, issueDate, expiryDate, scan: fact.scan, readable: readable && fact.isReadable ? 'yes' : 'no' }]
    }),
  )

/** What is said of a file, without what is not, and without anything else. */
export const metadataOf = (file: EvidenceMetadata): EvidenceMetadata =>
  Object.fromEntries(METADATA_FIELDS.flatMap(field => (file[field] == null ? [] : [[field, file[field]]])))

export function refuseReversedDates({ issueDate, expiryDate }: EvidenceMetadata): void {
  if (issueDate === undefined || expiryDate === undefined || issueDate <= expiryDate) return
  throw new Malformed('file-dates-reversed', 'The file would run out before it was issued. Correct one of the dates.', [
    { pointer: '/expiryDate', code: 'before-issue-date', detail: 'Give a date from the date of issue on.' },
  ])
}
