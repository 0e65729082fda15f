import type { VerdictFinding } from './verdict.js'

export type MessageSide = 'operator' | 'supplier'

/** The most messages on one answer; own figure: beyond it people should speak. */
export const MOST_MESSAGES = 50

/** What decides how a thread stands. */
export interface ThreadFacts {
  /** The verdict that counts; null where there is none. */
  finding: VerdictFinding | null
  /** Who wrote last; null where nobody has. */
  lastSide: MessageSide | null
  /** Whether the day the operator gave has passed. */
  duePassed: boolean
  signedOff: boolean
}

/** waiting: the supplier has time; overdue: it had; answered: the officer is to judge; closed: the answer is no longer queried. */
export const THREAD_STATES = ['waiting', 'overdue', 'answered', 'closed'] as const

export type ThreadState = (typeof THREAD_STATES)[number]

export function threadState({ finding, lastSide, duePassed, signedOff }: ThreadFacts): ThreadState {
  if (signedOff || finding !== 'queried') return 'closed'
  if (lastSide === 'supplier') return 'answered'
  return duePassed ? 'overdue' : 'waiting'
}

/** Explanations are taken while the answer is queried, late ones too: that they are late is shown and decides nothing. */
export const mayBeAnswered = (state: ThreadState): boolean => state !== 'closed'

/** Whether the supplier was promised time that is not over, and has not answered yet. Only an acceptance need not wait for that. */
export const isPromisedTime = ({ finding, lastSide, duePassed }: ThreadFacts): boolean =>
  finding !== 'accepted' && lastSide === 'operator' && !duePassed
