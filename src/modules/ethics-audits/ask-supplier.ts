import { marketNow } from '../../shared/database/market-now.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Sealing } from '../bids/sealing.js'
import { publish } from '../outbox/publish.js'
import { insertMessage, type Written } from './audit-messages.js'
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
export async function askSupplier(tx: Tx, sealing: Sealing, actor: Actor, audit: EthicsAudit, question: Question): Promise<Written> {
  const { answerWorkingDays, calendar } = methodOf(audit.method)
  const writtenAt = await marketNow(tx)
  const dueAt = await dueAfter(tx, writtenAt, answerWorkingDays, calendar)
  const message = { ...question, side: 'operator' as const, personId: actor.personId, writtenAt, dueAt }
  const written = await insertMessage(tx, sealing, audit, message)
  await publish(tx, {
    type: 'ethics-audit.query-asked',
    payload: { bidId: audit.bidId, questionId: question.questionId, deadline: dueAt },
  })
  return written
}
