import type { FieldProblem } from '../../../shared/domain/errors.js'
import { londonDay } from '../../../shared/domain/london-time.js'
import type { RequirementContent } from './requirement-content.js'

/** The moments of a requirement, in one spelling, and the day of its award. */
export type Dates = Pick<RequirementContent, 'clarificationDeadline' | 'submissionDeadline' | 'awardDate'>

interface DateRule {
  pointer: string
  code: string
  detail: string
  broken: (before: Required<Dates>, after: Required<Dates>, given: Dates) => boolean
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

/** What is wrong with moving the dates of a published requirement so; what is not given stays. */
export function problemsOfMove(before: Dates, given: Dates): FieldProblem[] {
  const [from, to] = [whole(before), whole({ ...before, ...given })]
  return RULES.filter(({ broken }) => broken(from, to, given)).map(({ pointer, code, detail }) => ({ pointer, code, detail }))
}

const whole = ({ clarificationDeadline = '', submissionDeadline = '', awardDate = '' }: Dates): Required<Dates> => ({
  clarificationDeadline,
  submissionDeadline,
  awardDate,
})
