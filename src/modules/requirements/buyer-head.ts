import { timeLeft } from '../../shared/domain/time-left.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { RequirementView } from './requirement-queries.js'

/** Where the buyer's pages of a requirement begin. */
export const buyerHref = (requirementId: string): string => `/buyer/requirements/${requirementId}`

/** What stands at the head of each page on which a buyer runs a requirement. */
export const buyerHead = ({ id, title, state, submissionDeadline, publishedAt }: RequirementView, now: Instant | null = null) => ({
  href: buyerHref(id),
  publicHref: publishedAt === null ? null : `/opportunities/${id}`,
  title: title === '' ? 'Requirement without a title' : title,
  state,
  submissionDeadline,
  timeLeft: now === null || state !== 'open' || submissionDeadline === null ? null : timeLeft(now, submissionDeadline),
  now,
})
