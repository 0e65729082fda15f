import type { FormView } from '../../web/pages/form.js'
import type { StandingOfBid } from '../bids/bid-standing.service.js'
import { bidHref, bidHead } from '../bids/bid-head.js'
import type { AuditThread } from './audit-thread.js'
import { mayBeAnswered } from './domain/audit-thread.js'

/** The questions of the form by their ids, as the bid was asked them. */
export type QuestionTexts = ReadonlyMap<string, string>

export const threadsView = (standing: StandingOfBid, threads: readonly AuditThread[], texts: QuestionTexts) => ({
  bid: bidHead(standing),
  threads: threads.map(thread => headOf(standing, thread, texts)),
})

export const threadView = (standing: StandingOfBid, thread: AuditThread, texts: QuestionTexts, form: FormView) => ({
  bid: bidHead(standing),
  thread: {
    ...headOf(standing, thread, texts),
    messages: thread.messages.map(({ side, text, writtenAt, dueAt }) => ({ side, text, writtenAt, dueAt })),
    mayAnswer: mayBeAnswered(thread.state),
  },
  form,
})

const headOf = ({ id }: StandingOfBid, { questionId, state, messages }: AuditThread, texts: QuestionTexts) => ({
  questionId,
  question: texts.get(questionId) ?? questionId,
  state,
  /** Until when the last question of the operator is to be answered. */
  dueAt: messages.findLast(({ side }) => side === 'operator')?.dueAt ?? null,
  href: `${bidHref(id)}/queries/${questionId}`,
})
