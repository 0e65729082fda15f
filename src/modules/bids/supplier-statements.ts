import { rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import type { Statement } from './domain/supplier-statements.js'
import { seal, unseal } from './sealing.js'

/** A statement with its age in whole years by the database's clock. */
export interface EarlierStatement extends Statement {
  ageYears: number
}

/** What the supplier has stated with its submissions, oldest first; sealed like the bids it came with. */
export async function listStatements(view: Readable, supplierId: string): Promise<EarlierStatement[]> {
  const found = await rows<{ question: string; value: Buffer; ageYears: number }>(
    view,
    `SELECT question, value, extract(year FROM age(market_now(), stated_at))::int AS "ageYears"
     FROM supplier_statement WHERE supplier_id = $1 ORDER BY stated_at, id`,
    [supplierId],
  )
  return found.map(({ value, ...row }) => ({ ...row, value: unseal(value) as string }))
}

export async function recordStatements(tx: Tx, supplierId: string, statements: readonly Statement[], at: Instant): Promise<void> {
  for (const { question, value } of statements) {
    await tx.query('INSERT INTO supplier_statement (id, supplier_id, question, value, stated_at) VALUES ($1, $2, $3, $4, $5)', [
      newId(),
      supplierId,
      question,
      seal(value),
      at,
    ])
  }
}
