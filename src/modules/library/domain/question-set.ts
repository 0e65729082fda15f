/** What a field takes. Every value is text in its one spelling: dates as 2026-11-30, money and whole numbers as digits. */
export type FieldKind =
  'line' | 'words' | 'date' | 'choice' | 'money' | 'whole' | 'company-number' | 'duns' | 'data-protection-number' | 'email'

export interface OptionSource {
  code: string
  label: string
}

/** When a field or the rows of a question are asked for: where another field of the question has one of these codes. */
export interface Condition {
  field: string
  is: readonly string[]
}

export interface FieldSource {
  name: string
  label: string
  kind: FieldKind
  hint?: string
  /** Characters, of lines and words. */
  maxLength?: number
  options?: readonly OptionSource[]
  min?: number
  max?: number
  /** A date that cannot lie in the future. */
  past?: true
  /** The date field of the same row or question that this date is not before. */
  notBefore?: string
  /** Left out without leaving the answer incomplete. */
  optional?: true
  when?: Condition
}

export interface RowsSource {
  /** What one row is, such as "Reference". */
  label: string
  min: number
  max: number
  when?: Condition
  fields: readonly FieldSource[]
}

/** Where a question comes from: a source of the set, and the place in it. */
export interface Citation {
  of: string
  at: string
}

export interface QuestionHelp {
  whyWeAsk: string
  whatGoodLooksLike: string
}

export type Regime = 'pcr2015-dps' | 'pa2023-dynamic-market'

export interface QuestionSource {
  id: string
  title: string
  text: string
  help: QuestionHelp
  sources: readonly Citation[]
  /** Of an exclusion ground: what kind it is in each regime that knows it. */
  ground?: Partial<Record<Regime, 'mandatory' | 'discretionary'>>
  fields: readonly FieldSource[]
  rows?: RowsSource
  /** The date field after which the answer is out of date. */
  expiry?: string
}

export interface PartSource {
  id: string
  title: string
  intro: string
  /** Each question is answered once for each product. */
  perProduct?: true
  questions: readonly QuestionSource[]
}

export interface QuestionSet {
  id: string
  version: string
  title: string
  sources: Readonly<Record<string, { title: string; note: string }>>
  /** Days before an expiry on which a supplier's people are told, and how long after the last of them they still are where it could not be told in time. */
  reminders: { daysBefore: readonly number[]; stillDaysAfter: number; source: string }
  limits: { products: number; source: string }
  parts: readonly PartSource[]
}

/** A question with the part it stands in. */
export interface PlacedQuestion {
  part: PartSource
  question: QuestionSource
}

export function findQuestion(set: QuestionSet, id: string): PlacedQuestion | null {
  for (const part of set.parts) {
    const question = part.questions.find(each => each.id === id)
    if (question !== undefined) return { part, question }
  }
  return null
}

/** "selection 1.0.0": how a set is named where something was answered to it. */
export const setName = ({ id, version }: QuestionSet): string => `${id} ${version}`
