import type { SealedFor } from '../../shared/rotating-seal.js'

/** What of the library is sealed for its supplier, column by column; sealed anew and looked after with what lies in bids (seal-at-rest.ts). */
export type LibraryColumn = 'library_answer_version.content' | 'library_product.name' | 'library_file.file_key' | 'library_draft.typed'

const placeOf = (column: LibraryColumn, supplierId: string, row: string): SealedFor => ({ owner: supplierId, place: `${column} of ${row}` })

export const versionOf = (supplierId: string, answerId: string, number: number): SealedFor =>
  placeOf('library_answer_version.content', supplierId, `${answerId} ${number}`)

export const nameOf = (supplierId: string, productId: string): SealedFor => placeOf('library_product.name', supplierId, productId)

export const fileKeyOf = (supplierId: string, fileId: string): SealedFor => placeOf('library_file.file_key', supplierId, fileId)

export const draftOf = (supplierId: string, draftId: string): SealedFor => placeOf('library_draft.typed', supplierId, draftId)
