import type { Message, Turn } from './audit-messages.js'
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
    return { questionId, state: stateOfThread(audit, standing.get(questionId), own), messages: own.map(shown) }
  })
}

/** How the thread stands in which these turns were taken. */
export function stateOfThread(audit: EthicsAudit, verdict: Verdict | undefined, turns: readonly Turn[]): ThreadState {
  const { side = null, duePassed = false } = turns.at(-1) ?? {}
  return threadState({ finding: verdict?.finding ?? null, lastSide: side, duePassed, signedOff: audit.state === 'signed-off' })
}

const shown = ({ id, side, text, writtenAt, dueAt }: Message): ThreadMessage => ({ id, side, text, writtenAt, dueAt })
