import { decimalOf, inUnits } from '../../../shared/domain/decimal.js'
import type { FieldProblem } from '../../../shared/domain/errors.js'
import type { Instant } from '../../../shared/domain/instant.js'
import type { RequirementContent } from './requirement-content.js'

/** Figures of the agreement that a requirement is held to. */
export interface AgreementFigures {
  maximumTermMonths: number
}

interface CompletenessRule {
  pointer: string
  code: string
  detail: string | ((content: RequirementContent) => string)
  broken: (content: RequirementContent, agreement: AgreementFigures) => boolean
}

const isEmpty = (value: string | readonly unknown[] | undefined): boolean => value === undefined || value.length === 0

const missing = (name: keyof RequirementContent, detail: string): CompletenessRule => ({
  pointer: `/${name}`,
  code: 'missing',
  detail,
  broken: content => isEmpty(content[name] as string | readonly unknown[] | undefined),
})

type Numbered = 'outcomes' | 'measures' | 'criteria' | 'awardQuestions' | 'priceLines'

const idsGivenTwice = (content: RequirementContent, name: Numbered): string[] => {
  const ids = (content[name] ?? []).map(({ id }) => id)
  return [...new Set(ids.filter((id, place) => ids.indexOf(id) !== place))]
}

const twice = (name: Numbered): CompletenessRule => ({
  pointer: `/${name}`,
  code: 'id-twice',
  detail: content => `Each id may be given once. More than once: ${idsGivenTwice(content, name).join(', ')}.`,
  broken: content => idsGivenTwice(content, name).length > 0,
})

/** What approval asks for beyond the guideline's readiness rules: a whole statement, weights of 100, a term within the agreement's, a CPV code. */
const RULES: readonly CompletenessRule[] = [
  missing('title', 'Give the requirement a title.'),
  missing('problemStatement', 'Describe the problem to be solved.'),
  missing('cpvCodes', 'Choose at least one CPV code.'),
  missing('criteria', 'Set the award criteria.'),
  missing('priceLines', 'Set the lines of the price schedule.'),
  missing('submissionDeadline', 'Set the deadline for bids.'),
  missing('clarificationDeadline', 'Set the last moment for questions.'),
  {
    pointer: '/estimatedValue',
    code: 'missing',
    detail: 'Estimate the value, with options and extensions.',
    broken: content => content.estimatedValue === undefined,
  },
  { pointer: '/termMonths', code: 'missing', detail: 'Set the term of the contract.', broken: content => content.termMonths === undefined },
  {
    pointer: '/termMonths',
    code: 'term-too-long',
    detail: 'The term, extensions included, is longer than the agreement allows.',
    broken: ({ termMonths }, agreement) => termMonths !== undefined && termMonths > agreement.maximumTermMonths,
  },
  {
    pointer: '/criteria',
    code: 'weights-not-100',
    detail: ({ criteria = [] }) =>
      `The weights of the criteria sum to ${decimalOf(sumOfWeights(criteria), 3)}; they must sum to exactly 100.`,
    broken: ({ criteria = [] }) => criteria.length > 0 && sumOfWeights(criteria) !== 100_000n,
  },
  twice('outcomes'),
  twice('measures'),
  twice('criteria'),
  twice('awardQuestions'),
  twice('priceLines'),
  {
    pointer: '/awardQuestions',
    code: 'criterion-unanswered',
    detail: 'Every criterion but the price needs an award question that names it.',
    broken: ({ criteria = [], awardQuestions = [] }) =>
      criteria.some(({ id, kind }) => kind !== 'price' && !awardQuestions.some(({ criterionId }) => criterionId === id)),
  },
  {
    pointer: '/awardQuestions',
    code: 'criterion-unknown',
    detail: 'An award question names a criterion that does not exist.',
    broken: ({ criteria = [], awardQuestions = [] }) =>
      awardQuestions.some(({ criterionId }) => !criteria.some(({ id }) => id === criterionId)),
  },
  {
    pointer: '/clarificationDeadline',
    code: 'clarification-after-submission',
    detail: 'The last moment for questions must be before the deadline for bids.',
    broken: ({ clarificationDeadline, submissionDeadline }) =>
      clarificationDeadline !== undefined && submissionDeadline !== undefined && clarificationDeadline >= submissionDeadline,
  },
]

/** What is still missing or contradictory, each with its place. */
export function incompletenessOf(content: RequirementContent, agreement: AgreementFigures): FieldProblem[] {
  return RULES.filter(({ broken }) => broken(content, agreement)).map(({ pointer, code, detail }) => ({
    pointer,
    code,
    detail: typeof detail === 'string' ? detail : detail(content),
  }))
}

/** The same with the categories, which stand beside the content. */
export function problemsBeforeApproval(
  { content, categoryIds }: { content: RequirementContent; categoryIds: readonly string[] },
  agreement: AgreementFigures,
): FieldProblem[] {
  const errors = incompletenessOf(content, agreement)
  if (categoryIds.length > 0) return errors
  return [...errors, { pointer: '/categoryIds', code: 'missing', detail: 'Choose at least one category.' }]
}

/** Decimal strings with up to three decimals, summed exactly in thousandths. */
const sumOfWeights = (criteria: readonly { weight: string }[]): bigint => criteria.reduce((sum, { weight }) => sum + inUnits(weight, 3), 0n)

/** The earliest deadline and the one asked for, as the database worked them out. */
export interface TenderPeriod {
  submissionDeadline: Instant
  earliestDeadline: Instant
}

export const isTenderPeriodTooShort = ({ submissionDeadline, earliestDeadline }: TenderPeriod): boolean =>
  submissionDeadline < earliestDeadline
