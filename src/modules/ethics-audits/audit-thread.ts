import type { Message } from './audit-messages.js'
import { threadState, type ThreadState } from './domain/audit-thread.js'
import { type EthicsAudit, standingVerdicts, type Verdict } from './ethics-audit-queries.js'

/** One message of a thread, without who wrote it: a supplier is asked by the operator, and the operator is answered by the supplier. */
export type ThreadMessage = Pick<Message, 'id' | 'side' | 'text' | 'writtenAt' | 'dueAt'>

/** What was asked and answered about one answer of a bid, the oldest first. */
export interface AuditThread {
  questionId: string
  state: ThreadState
  messages: ThreadMessage[]
}

/** Every thread as it stands, in the order in which they were begun. */
export function threadsOf(audit: EthicsAudit, verdicts: readonly Verdict[], messages: readonly Message[]): AuditThread[] {
  const standing = standingVerdicts(verdicts)
  return [...new Set(messages.map(({ questionId }) => questionId))].map(questionId => {
    const own = messages.filter(message => message.questionId === questionId)
    const { side = null, duePassed = false } = own.at(-1) ?? {}
    const facts = { finding: standing.get(questionId)?.finding ?? null, lastSide: side, duePassed, signedOff: audit.state === 'signed-off' }
    return { questionId, state: threadState(facts), messages: own.map(shown) }
  })
}

const shown = ({ id, side, text, writtenAt, dueAt }: Message): ThreadMessage => ({ id, side, text, writtenAt, dueAt })
