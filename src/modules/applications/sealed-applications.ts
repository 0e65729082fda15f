import type { SealedFor } from '../../shared/rotating-seal.js'

/** What of applications is sealed for their supplier, column by column; sealed anew and looked after with what lies in bids (seal-at-rest.ts). */
export type ApplicationColumn = 'application_answer.content' | 'application_message.said'

const placeOf = (column: ApplicationColumn, supplierId: string, row: string): SealedFor => ({
  owner: supplierId,
  place: `${column} of ${row}`,
})

export const pinOf = (supplierId: string, pinId: string): SealedFor => placeOf('application_answer.content', supplierId, pinId)

export const saidOf = (supplierId: string, messageId: string): SealedFor => placeOf('application_message.said', supplierId, messageId)
