import type { SealedFor } from '../../shared/rotating-seal.js'
import type { ApplicationColumn } from '../applications/sealed-applications.js'
import type { LibraryColumn } from '../library/sealed-library.js'

export { SealedUnreadable, Sealing, type SealingKeys, sealOfBids } from '../../shared/sealing.js'

/** What is sealed for the supplier whose it is, column by column. */
export type SealedColumn =
  | 'bid.working_copy'
  | 'ethics_answer_section.answers'
  | 'acknowledgement_set.acknowledgements'
  | 'evidence_file.description'
  | 'supplier_statement.value'
  | 'ethics_audit_message.said'
  | 'bid_version.content_hash'
  | 'bid_version.salt'
  | 'opened_file.file_key'
  | LibraryColumn
  | ApplicationColumn

type OfSupplier = Readonly<{ id: string; supplierId: string }>

/** The place of a value: it is sealed for that column of that row of that supplier, and opens nowhere else. */
export const placeOf = (column: SealedColumn, supplierId: string, row: string): SealedFor => ({
  owner: supplierId,
  place: `${column} of ${row}`,
})

export const workingCopyOf = ({ id, supplierId }: OfSupplier): SealedFor => placeOf('bid.working_copy', supplierId, id)

export const answersOf = ({ id, supplierId }: OfSupplier, section: string): SealedFor =>
  placeOf('ethics_answer_section.answers', supplierId, `${id} ${section}`)

export const acknowledgementsOf = ({ id, supplierId }: OfSupplier): SealedFor =>
  placeOf('acknowledgement_set.acknowledgements', supplierId, id)

export const descriptionOf = (supplierId: string, fileId: string): SealedFor => placeOf('evidence_file.description', supplierId, fileId)

export const statementOf = (supplierId: string, statementId: string): SealedFor =>
  placeOf('supplier_statement.value', supplierId, statementId)

/** What was said about a bid of that supplier while it was audited. */
export const messageOf = (supplierId: string, messageId: string): SealedFor => placeOf('ethics_audit_message.said', supplierId, messageId)

/** What a version's commitment is made of; together the two let prices be guessed. */
export const secretOf = (column: 'content_hash' | 'salt', { id, supplierId }: OfSupplier, version: number): SealedFor =>
  placeOf(`bid_version.${column}`, supplierId, `${id} ${version}`)

/** The key of a file of an opened bid. */
export const openedKeyOf = (supplierId: string, fileId: string): SealedFor => placeOf('opened_file.file_key', supplierId, fileId)
