import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Verdict } from '../../shared/scanning/scanner.js'
import { AGAIN_AFTER_SECONDS, AGAIN_AT_ONCE, AGAIN_TRIES, FAILING_AFTER, LEASE_SECONDS, retryAfterSeconds } from './domain/scan-retries.js'
import type { KindOfFiles } from './file-kinds.js'

/** A file that a worker has taken to scan. */
export interface TakenScan {
  kind: KindOfFiles
  id: string
  sha256: Buffer
  /** Whether it was found clean before, and is looked through by newer signatures. */
  isAgain: boolean
  /** Only who took it last may write what came of it. */
  attempts: number
}

type Kinds = readonly KindOfFiles[]

/** In the words of its index. */
const WAITS = `(f.scan = 'pending' OR f.scan_again)`

const DUE = `${WAITS} AND f.scan_due_at <= (SELECT market_now())`

/** What was taken out and nothing keeps is removed soon, and needs no scan. */
const isHeld = ({ keepsRemoved }: KindOfFiles): string => (keepsRemoved === null ? 'true' : `(f.removed_at IS NULL OR ${keepsRemoved})`)

/** The same of every kind, one below the other. */
const ofAll = (kinds: Kinds, select: (kind: KindOfFiles) => string): string => kinds.map(select).join(' UNION ALL ')

export async function listDueScans(view: Readable, kinds: Kinds): Promise<string[]> {
  const due = ofAll(kinds, kind => `SELECT f.id, f.scan_again, f.scan_due_at FROM ${kind.table} f WHERE ${DUE} AND ${isHeld(kind)}`)
  const found = await rows<{ id: string }>(view, `SELECT id FROM (${due}) f ORDER BY f.scan_again, f.scan_due_at LIMIT 100`)
  return found.map(({ id }) => id)
}

/** Takes the file to scan, or null where it is not due: somebody else is at it, it waits for its next try, or it is done. */
export async function takeScan(tx: Tx, kinds: Kinds, id: string): Promise<TakenScan | null> {
  for (const kind of kinds) {
    const taken = await firstRow<Omit<TakenScan, 'kind'>>(
      tx,
      `UPDATE ${kind.table} f SET scan_attempts = scan_attempts + 1, scan_due_at = market_now() + make_interval(secs => $2)
       WHERE f.id = $1 AND ${DUE} RETURNING f.id, f.sha256, f.scan_again AS "isAgain", f.scan_attempts AS attempts`,
      [id, LEASE_SECONDS],
    )
    if (taken !== null) return { kind, ...taken }
  }
  return null
}

/** Writes what the scanner said by which signatures, once: false where another has taken over, or the file is gone. */
export async function noteVerdict(
  tx: Tx,
  { kind, id, attempts }: TakenScan,
  verdict: Verdict,
  signatures: number | null,
): Promise<boolean> {
  const finding = verdict.scan === 'clean' ? null : verdict.finding
  const noted = await firstRow(
    tx,
    `UPDATE ${kind.table} f SET scan = $3, finding = $4, scanned_at = market_now(), signatures = $5, scan_again = false
     WHERE f.id = $1 AND f.scan_attempts = $2 AND ${WAITS} RETURNING f.id`,
    [id, attempts, verdict.scan, finding, signatures],
  )
  return noted !== null
}

/** Has it tried again after a while; what is clean already only some times, and then not before there are newer signatures. */
export const noteNoVerdict = (tx: Tx, { kind, id, attempts, isAgain }: TakenScan): Promise<unknown> =>
  tx.query(
    `UPDATE ${kind.table} f SET scan_due_at = market_now() + make_interval(secs => $3), scan_again = f.scan_again AND $2 < $4
     WHERE f.id = $1 AND f.scan_attempts = $2 AND ${WAITS}`,
    [id, attempts, isAgain ? AGAIN_AFTER_SECONDS : retryAfterSeconds(attempts), AGAIN_TRIES],
  )

/** Of what is clean by older signatures than these, has some scanned again, once for each version, and only while nothing is due. It stays clean meanwhile. */
export async function scanSomeAgain(tx: Tx, kinds: Kinds, signatures: number): Promise<void> {
  const due = ofAll(kinds, kind => `SELECT FROM ${kind.table} f WHERE ${DUE}`)
  const again = ofAll(kinds, kind => `SELECT FROM ${kind.table} f WHERE ${WAITS} AND f.scan_again`)
  for (const kind of kinds) {
    // What one kind hands over is due at once, so that the next waits for its turn.
    await tx.query(
      `UPDATE ${kind.table} SET scan_again = true, scan_again_for = $1, scan_attempts = 0, scan_due_at = market_now()
       WHERE id IN (
         SELECT f.id FROM ${kind.table} f
         WHERE f.scan = 'clean' AND NOT f.scan_again AND coalesce(greatest(f.signatures, f.scan_again_for), 0) < $1 AND ${isHeld(kind)}
           AND NOT EXISTS (${due})
         ORDER BY coalesce(greatest(f.signatures, f.scan_again_for), 0), f.id
         LIMIT greatest(0, $2 - (SELECT count(*) FROM (${again}) f)) FOR UPDATE SKIP LOCKED)`,
      [signatures, AGAIN_AT_ONCE],
    )
  }
}

/** Takes back what was given out unscanned, now that there is a scanner. */
export async function quarantineUnscanned(tx: Tx, kinds: Kinds): Promise<void> {
  for (const { table } of kinds)
    await tx.query(
      `UPDATE ${table} SET scan = 'pending', scan_due_at = market_now()
       WHERE id IN (SELECT id FROM ${table} WHERE scan = 'unscanned' ORDER BY id LIMIT 500 FOR UPDATE SKIP LOCKED)`,
    )
}

/** How long the oldest file waits that is not scanned, in seconds; 0 where none waits. */
export async function oldestUnscannedSeconds(view: Readable, kinds: Kinds): Promise<number> {
  const waiting = ofAll(kinds, kind => `SELECT f.uploaded_at FROM ${kind.table} f WHERE f.scan = 'pending' AND ${isHeld(kind)}`)
  const { seconds } = await oneRow<{ seconds: number }>(
    view,
    `SELECT coalesce(max(extract(epoch FROM clock.now - f.uploaded_at)), 0)::float8 AS seconds
     FROM (SELECT market_now() AS now OFFSET 0) clock, (${waiting}) f`,
  )
  return seconds
}

/** Whether scans of any file fail again and again. Not how many: their number could tell how many bid. */
export async function isAnyScanFailing(view: Readable, kinds: Kinds): Promise<boolean> {
  const failing = ofAll(kinds, ({ table }) => `SELECT f.id FROM ${table} f WHERE f.scan = 'pending' AND f.scan_attempts > $1`)
  return (await firstRow(view, `${failing} LIMIT 1`, [FAILING_AFTER])) !== null
}
