import type { Page } from '../../shared/keyset.js'
import { timeLeft } from '../../shared/domain/time-left.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { FormView } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import { buyerHead, buyerHref } from './buyer-head.js'
import type { ClarificationForBuyer, PublicClarification, WaitingClarification } from './clarification-queries.js'
import { daysSince, lastDayForMaterialAnswer } from './domain/answer-time.js'
import type { RequirementPage } from './domain/requirement-pages.js'
import type { QuestionStanding } from './question-standing.service.js'
import type { AnswerForm } from './question.form.js'

export const questionsHref = (requirementId: string): string => `${buyerHref(requirementId)}/questions`

const questionHref = (requirementId: string, id: string): string => `${questionsHref(requirementId)}/${id}`

const cutOffs = ({ requirement, now, agreement }: QuestionStanding) => {
  const { content, submissionDeadline } = requirement
  const askedUntil = (content.clarificationDeadline ?? null) as Instant | null
  return {
    askedUntil,
    timeToAsk: askedUntil === null ? null : timeLeft(now, askedUntil),
    answeredUntil: submissionDeadline,
    materialUntil: submissionDeadline === null ? null : lastDayForMaterialAnswer(submissionDeadline, agreement.answerDays),
    answerDays: agreement.answerDays,
  }
}

/** What waits, oldest first as far as may be told, and what all have read. `waiting` is null for whoever may not answer. */
export const questionsView = (
  standing: QuestionStanding,
  waiting: Page<WaitingClarification> | null,
  answered: Page<PublicClarification>,
  pages: readonly RequirementPage[],
) => {
  const { requirement, now } = standing
  return {
    pages,
    head: buyerHead(requirement, now),
    ...cutOffs(standing),
    waiting: waiting?.items.map(({ id, question, askedOn }) => waitingRow(requirement.id, now, { id, question, askedOn })) ?? null,
    moreWaiting: waiting?.nextCursor == null ? null : `?waiting=${encodeURIComponent(waiting.nextCursor)}`,
    answered: answered.items,
    next: nextPage(questionsHref(requirement.id), answered),
  }
}

const waitingRow = (requirementId: string, now: Instant, { id, question, askedOn }: WaitingClarification) => ({
  href: questionHref(requirementId, id),
  question,
  askedOn,
  days: daysSince(askedOn, now),
})

/** One question with the form that answers it, and the one that refuses it. */
export const questionView = (standing: QuestionStanding, { id, question, askedOn, state }: ClarificationForBuyer, form: FormView) => {
  const { requirement, now } = standing
  return {
    head: buyerHead(requirement, now),
    ...cutOffs(standing),
    questionsHref: questionsHref(requirement.id),
    here: questionHref(requirement.id, id),
    asked: { question, askedOn, state },
    isOpen: requirement.state === 'open',
    form,
  }
}

/** What everybody will read, before they do. */
export const previewView = ({ requirement, now }: QuestionStanding, id: string, { question, answer, material }: AnswerForm) => ({
  head: buyerHead(requirement, now),
  here: questionHref(requirement.id, id),
  question,
  answer,
  material,
})
