import { plusDays } from '../../../shared/domain/bank-holidays.js'
import type { FieldProblem } from '../../../shared/domain/errors.js'
import type { Instant } from '../../../shared/domain/instant.js'
import { londonDay } from '../../../shared/domain/london-time.js'
import type { RequirementContent } from './requirement-content.js'

/** The moments of a requirement, in one spelling, and the day of its award. */
export type Dates = Pick<RequirementContent, 'clarificationDeadline' | 'submissionDeadline' | 'awardDate'>

/** The furthest a deadline for bids may lie ahead of the day on which it is set. */
export const FURTHEST_DEADLINE = {
  days: 366,
  source:
    'Our own figure; the law sets a shortest period and no longest. A deadline moves only later, so a slip of the year could never be mended.',
} as const

export const isTooFarAhead = (submissionDeadline: string, now: Instant): boolean =>
  londonDay(submissionDeadline) > plusDays(londonDay(now), FURTHEST_DEADLINE.days)

interface DateRule {
  pointer: string
  code: string
  detail: string
  broken: (before: Required<Dates>, after: Required<Dates>, given: Dates, now: Instant) => boolean
}

/** Moments and days compare as text; a date that was never set is the empty text. */
const RULES: readonly DateRule[] = [
  {
    pointer: '/submissionDeadline',
    code: 'deadline-not-later',
    detail: 'A deadline moves only later.',
    broken: (before, _, { submissionDeadline }) => submissionDeadline !== undefined && submissionDeadline <= before.submissionDeadline,
  },
  {
    pointer: '/submissionDeadline',
    code: 'deadline-too-far',
    detail: `A deadline may lie at most ${FURTHEST_DEADLINE.days} days ahead. Give an earlier one; it can be moved on again.`,
    broken: (_before, _after, { submissionDeadline }, now) => submissionDeadline !== undefined && isTooFarAhead(submissionDeadline, now),
  },
  {
    pointer: '/clarificationDeadline',
    code: 'deadline-not-later',
    detail: 'The last moment for questions moves only later.',
    broken: (before, after) => after.clarificationDeadline < before.clarificationDeadline,
  },
  {
    pointer: '/clarificationDeadline',
    code: 'clarification-after-submission',
    detail: 'The last moment for questions must be before the deadline for bids.',
    broken: (_, after) => after.clarificationDeadline >= after.submissionDeadline,
  },
  {
    pointer: '/awardDate',
    code: 'award-before-submission',
    detail: 'The award may not be planned for a day before the deadline for bids. Give a later one.',
    broken: (_, after) => after.awardDate !== '' && after.awardDate < londonDay(after.submissionDeadline),
  },
]

/** What is wrong with moving the dates of a published requirement so at `now`; what is not given stays. */
export function problemsOfMove(before: Dates, given: Dates, now: Instant): FieldProblem[] {
  const [from, to] = [whole(before), whole({ ...before, ...given })]
  return RULES.filter(({ broken }) => broken(from, to, given, now)).map(({ pointer, code, detail }) => ({ pointer, code, detail }))
}

const whole = ({ clarificationDeadline = '', submissionDeadline = '', awardDate = '' }: Dates): Required<Dates> => ({
  clarificationDeadline,
  submissionDeadline,
  awardDate,
})
