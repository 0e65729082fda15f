import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Verdict } from '../../shared/scanning/scanner.js'
import { AGAIN_AFTER_SECONDS, AGAIN_AT_ONCE, AGAIN_TRIES, FAILING_AFTER, LEASE_SECONDS, retryAfterSeconds } from './domain/scan-retries.js'

/** A file that a worker has taken to scan. */
export interface TakenScan {
  id: string
  bidId: string
  supplierId: string
  requirementId: string
  sha256: Buffer
  /** Whether it was found clean before, and is looked through by newer signatures. */
  isAgain: boolean
  /** Only who took it last may write what came of it. */
  attempts: number
}

/** In the words of its index. */
const WAITS = `(f.scan = 'pending' OR f.scan_again)`

const DUE = `${WAITS} AND f.scan_due_at <= (SELECT market_now())`

/** What was taken out and is in no version is removed soon, and needs no scan. */
const IS_HELD = `(f.removed_at IS NULL OR EXISTS (SELECT FROM bid_version_file p WHERE p.file_id = f.id))`

export async function listDueScans(view: Readable): Promise<string[]> {
  const found = await rows<{ id: string }>(
    view,
    `SELECT f.id FROM evidence_file f WHERE ${DUE} AND ${IS_HELD} ORDER BY f.scan_again, f.scan_due_at LIMIT 100`,
  )
  return found.map(({ id }) => id)
}

/** Takes the file to scan, or null where it is not due: somebody else is at it, it waits for its next try, or it is done. */
export const takeScan = (tx: Tx, id: string): Promise<TakenScan | null> =>
  firstRow<TakenScan>(
    tx,
    `UPDATE evidence_file f SET scan_attempts = scan_attempts + 1, scan_due_at = market_now() + make_interval(secs => $2)
     FROM bid b WHERE f.id = $1 AND ${DUE} AND b.id = f.bid_id
     RETURNING f.id, f.bid_id AS "bidId", b.supplier_id AS "supplierId", b.requirement_id AS "requirementId", f.sha256,
       f.scan_again AS "isAgain", f.scan_attempts AS attempts`,
    [id, LEASE_SECONDS],
  )

/** Writes what the scanner said by which signatures, once: false where another has taken over, or the file is gone. */
export async function noteVerdict(tx: Tx, { id, attempts }: TakenScan, verdict: Verdict, signatures: number | null): Promise<boolean> {
  const finding = verdict.scan === 'clean' ? null : verdict.finding
  const noted = await firstRow(
    tx,
    `UPDATE evidence_file f SET scan = $3, finding = $4, scanned_at = market_now(), signatures = $5, scan_again = false
     WHERE f.id = $1 AND f.scan_attempts = $2 AND ${WAITS} RETURNING f.id`,
    [id, attempts, verdict.scan, finding, signatures],
  )
  return noted !== null
}

/** Has it tried again after a while; what is clean already only some times, and then not before there are newer signatures. */
export const noteNoVerdict = (tx: Tx, { id, attempts, isAgain }: TakenScan): Promise<unknown> =>
  tx.query(
    `UPDATE evidence_file f SET scan_due_at = market_now() + make_interval(secs => $3), scan_again = f.scan_again AND $2 < $4
     WHERE f.id = $1 AND f.scan_attempts = $2 AND ${WAITS}`,
    [id, attempts, isAgain ? AGAIN_AFTER_SECONDS : retryAfterSeconds(attempts), AGAIN_TRIES],
  )

/** Of what is clean by older signatures than these, has some scanned again, once for each version, and only while nothing is due. It stays clean meanwhile. */
export const scanSomeAgain = (tx: Tx, signatures: number): Promise<unknown> =>
  tx.query(
    `UPDATE evidence_file SET scan_again = true, scan_again_for = $1, scan_attempts = 0, scan_due_at = market_now()
     WHERE id IN (
       SELECT f.id FROM evidence_file f
       WHERE f.scan = 'clean' AND NOT f.scan_again AND coalesce(greatest(f.signatures, f.scan_again_for), 0) < $1 AND ${IS_HELD}
         AND NOT EXISTS (SELECT FROM evidence_file f WHERE ${DUE})
       ORDER BY coalesce(greatest(f.signatures, f.scan_again_for), 0), f.id
       LIMIT greatest(0, $2 - (SELECT count(*) FROM evidence_file f WHERE ${WAITS} AND f.scan_again)) FOR UPDATE SKIP LOCKED)`,
    [signatures, AGAIN_AT_ONCE],
  )

/** Takes back what was given out unscanned, now that there is a scanner. */
export const quarantineUnscanned = (tx: Tx): Promise<unknown> =>
  tx.query(
    `UPDATE evidence_file SET scan = 'pending', scan_due_at = market_now()
     WHERE id IN (SELECT id FROM evidence_file WHERE scan = 'unscanned' ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED)`,
  )

/** How long the oldest file waits that is not scanned, in seconds; 0 where none waits. */
export async function oldestUnscannedSeconds(view: Readable): Promise<number> {
  const { seconds } = await oneRow<{ seconds: number }>(
    view,
    `SELECT coalesce(max(extract(epoch FROM clock.now - f.uploaded_at)), 0)::float8 AS seconds
     FROM (SELECT market_now() AS now OFFSET 0) clock, evidence_file f WHERE f.scan = 'pending' AND ${IS_HELD}`,
  )
  return seconds
}

/** Whether scans of any file fail again and again. Not how many: their number could tell how many bid. */
export async function isAnyScanFailing(view: Readable): Promise<boolean> {
  const failing = await firstRow(view, `SELECT id FROM evidence_file WHERE scan = 'pending' AND scan_attempts > $1 LIMIT 1`, [
    FAILING_AFTER,
  ])
  return failing !== null
}
