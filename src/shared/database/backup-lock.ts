import type pg from 'pg'

import { oneRow } from './rows.js'
import type { Tx } from './unit-of-work.js'

/** "BKUP" as a number. */
const BACKUP_LOCK = 0x42_4b_55_50

/** From now on, as long as this connection lasts, no row of an evidence file is deleted, and so no bytes; several backups may be made at once. */
export const holdEvidence = (client: pg.Client): Promise<unknown> => client.query('SELECT pg_advisory_lock_shared($1)', [BACKUP_LOCK])

/** Whether no backup is being made; none begins before this transaction has ended. */
export async function isBackupFree(tx: Tx): Promise<boolean> {
  const { free } = await oneRow<{ free: boolean }>(tx, 'SELECT pg_try_advisory_xact_lock($1) AS free', [BACKUP_LOCK])
  return free
}
