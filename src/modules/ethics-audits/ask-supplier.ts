import { marketNow } from '../../shared/database/market-now.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { newId } from '../../shared/ids.js'
import { publish } from '../outbox/publish.js'
import { methodOf } from './domain/audit-method.js'
import { dueAfter } from './due.js'
import type { EthicsAudit } from './ethics-audit-queries.js'

interface Question {
  questionId: string
  text: string
  /** The revision of the audit that asking makes. */
  revision: number
}

/** Asks the supplier about one answer, and tells it until when it is asked to explain. */
export async function askSupplier(tx: Tx, actor: Actor, audit: EthicsAudit, { questionId, text, revision }: Question): Promise<string> {
  const { answerWorkingDays, calendar } = methodOf(audit.method)
  const at = await marketNow(tx)
  const dueAt = await dueAfter(tx, at, answerWorkingDays, calendar)
  const id = newId()
  await tx.query(
    `INSERT INTO ethics_audit_message (id, audit_id, question_id, revision, side, text, person_id, written_at, due_at)
     VALUES ($1, $2, $3, $4, 'operator', $5, $6, $7, $8)`,
    [id, audit.id, questionId, revision, text, actor.personId, at, dueAt],
  )
  await publish(tx, { type: 'ethics-audit.query-asked', payload: { bidId: audit.bidId, questionId, deadline: dueAt } })
  return id
}
