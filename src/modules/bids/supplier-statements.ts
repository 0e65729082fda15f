import { rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import type { BidOfSupplier } from './bid-queries.js'
import type { Statement } from './domain/supplier-statements.js'
import { type Sealing, statementOf } from './sealing.js'

/** A statement with its age in whole years by the database's clock. */
export interface EarlierStatement extends Statement {
  ageYears: number
}

/**
 * What the supplier stated with each of its other bids in the end, oldest first. A slip that a later version of the same bid mended is no
 * statement, and neither is what was withdrawn. Practice states nothing of real bids, nor they of practice.
 */
export async function listEarlierStatements(view: Readable, sealing: Sealing, bid: BidOfSupplier): Promise<EarlierStatement[]> {
  const found = await rows<{ id: string; question: string; value: Buffer; ageYears: number }>(
    view,
    `SELECT id, question, value, extract(year FROM age(market_now(), stated_at))::int AS "ageYears"
     FROM (SELECT DISTINCT ON (s.bid_id, s.question) s.id, s.question, s.value, s.stated_at
           FROM supplier_statement s JOIN bid b ON b.id = s.bid_id JOIN requirement r ON r.id = b.requirement_id
           WHERE s.supplier_id = $1 AND s.bid_id <> $2 AND b.state <> 'withdrawn'
             AND r.practice = (SELECT own.practice FROM bid JOIN requirement own ON own.id = bid.requirement_id WHERE bid.id = $2)
           ORDER BY s.bid_id, s.question, s.stated_at DESC, s.id DESC) AS last
     ORDER BY stated_at, id`,
    [bid.supplierId, bid.id],
  )
  return found.map(({ id, value, ...row }) => ({ ...row, value: sealing.unseal(value, statementOf(bid.supplierId, id)) as string }))
}

/** Kept for each submitted version, sealed like the bid it came with: what is said again is as fresh as its last time. */
export async function recordStatements(
  tx: Tx,
  sealing: Sealing,
  bid: BidOfSupplier,
  statements: readonly Statement[],
  at: Instant,
): Promise<void> {
  if (statements.length === 0) return
  const stated = statements.map(statement => ({ ...statement, id: newId() }))
  await tx.query(
    `INSERT INTO supplier_statement (id, supplier_id, bid_id, question, value, stated_at)
     SELECT id, $1, $2, question, value, $3 FROM unnest($4::uuid[], $5::text[], $6::bytea[]) AS stated (id, question, value)`,
    [
      bid.supplierId,
      bid.id,
      at,
      stated.map(({ id }) => id),
      stated.map(({ question }) => question),
      stated.map(({ id, value }) => sealing.seal(value, statementOf(bid.supplierId, id))),
    ],
  )
}
