import type { FieldProblem } from '../../../shared/domain/errors.js'

export const REGIMES = ['pcr2015-dps', 'pa2023-dynamic-market'] as const

export type Regime = (typeof REGIMES)[number]

/** A part of the agreement, with what a supplier must meet to be admitted to it. */
export interface DraftCategory {
  code: string
  title: string
  criteria: string[]
}

/** What an officer writes. All of it may be missing while it is a draft. */
export interface AgreementContent {
  name?: string
  reference?: string
  regime?: Regime
  /** First and last day in London. */
  validFrom?: string
  validUntil?: string
  initialWindowDays?: number
  minimumTenderDays?: number
  maximumTermMonths?: number
  terms?: string
  /** Hundredths of a percent of what is invoiced under contracts. Missing until it is set. */
  levyBasisPoints?: number
  categories?: DraftCategory[]
  /** Keys of the facets of the filters that suppliers describe themselves by. */
  facets?: string[]
}

/** The same with everything that an open agreement must have. */
export type WholeContent = Required<Omit<AgreementContent, 'levyBasisPoints'>> & Pick<AgreementContent, 'levyBasisPoints'>

const NEEDED: readonly [member: keyof WholeContent, detail: string][] = [
  ['name', 'Give the agreement a name.'],
  ['reference', 'Give it a reference.'],
  ['regime', 'Say which law it is under.'],
  ['validFrom', 'Say on which day it begins.'],
  ['validUntil', 'Say which is its last day.'],
  ['initialWindowDays', 'Say how many days suppliers have to ask to join before the first invitation.'],
  ['minimumTenderDays', 'Say how many days a requirement is open for bids at the least.'],
  ['maximumTermMonths', 'Say how many months a contract may last at the most.'],
  ['terms', 'Write the terms.'],
  ['categories', 'Add at least one category.'],
  ['facets', 'Choose at least one filter.'],
]

const isMissing = (value: unknown): boolean => value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** Everything that keeps the draft from being proposed, by JSON pointer. `today` is the day in London. */
export function problemsOf(content: AgreementContent, today: string): FieldProblem[] {
  const missing = NEEDED.filter(([member]) => isMissing(content[member])).map(([member, detail]) =>
    problem(`/${member}`, 'missing', detail),
  )
  return [...missing, ...problemsOfValidity(content, today), ...problemsOfCategories(content.categories ?? [])]
}

/** Narrows a content that problemsOf finds nothing in. */
export const isWhole = (content: AgreementContent): content is WholeContent => NEEDED.every(([member]) => !isMissing(content[member]))

/** Years that somebody may mean; a mistyped one is told (own bounds). */
export const [FIRST_DAY, LAST_DAY] = ['2015-01-01', '2100-12-31'] as const

const isMeant = (day: string | undefined): boolean => day === undefined || (day >= FIRST_DAY && day <= LAST_DAY)

function problemsOfValidity({ validFrom, validUntil }: AgreementContent, today: string): FieldProblem[] {
  const mistyped = Object.entries({ validFrom, validUntil }).filter(([, day]) => !isMeant(day))
  if (mistyped.length > 0)
    return mistyped.map(([member]) => problem(`/${member}`, 'out-of-range', 'Choose a day in the years from 2015 to 2100.'))
  if (validUntil === undefined) return []
  if (validUntil < today) return [problem('/validUntil', 'in-the-past', 'The last day lies in the past.')]
  if (validFrom === undefined || validFrom <= validUntil) return []
  return [problem('/validUntil', 'before-its-beginning', 'The last day lies before the first.')]
}

function problemsOfCategories(categories: readonly DraftCategory[]): FieldProblem[] {
  const codes = categories.map(({ code }) => code)
  const without = categories.flatMap(({ title, criteria }, place) =>
    criteria.length > 0
      ? []
      : [
          problem(
            `/categories/${place}/criteria`,
            'missing',
            `Say what a supplier must meet for ${title}: nobody can be rejected without a criterion.`,
          ),
        ],
  )
  const twice = codes.flatMap((code, place) =>
    codes.indexOf(code) === place ? [] : [problem(`/categories/${place}/code`, 'code-taken', 'Another category has this code already.')],
  )
  return [...without, ...twice]
}

const problem = (pointer: string, code: string, detail: string): FieldProblem => ({ pointer, code, detail })
