import type { Tx } from '../../shared/database/unit-of-work.js'

/** What a copy is of, which the statements that read it spell in the same way. */
export const copyOfVersion = (number: number): string => `version ${number}`

export const copyOfFile = (fileId: string): string => `file ${fileId}`

/** Keeps what a supplier's own checks read until the deadline, where the opening key is split (forget-copies.ts). */
export const saveCopy = (tx: Tx, bidId: string, about: string, sealed: Buffer): Promise<unknown> =>
  tx.query('INSERT INTO supplier_copy (bid_id, about, sealed) VALUES ($1, $2, $3)', [bidId, about, sealed])
