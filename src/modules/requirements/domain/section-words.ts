import type { FieldOption, RequirementField } from './requirement-field.js'

/** What questions are called and what may be chosen, where the guideline's pack or the agreement says it. */
export interface SectionWords {
  /** What is asked of whoever writes; null where the pack does not say it. */
  asks(at: string): string | null
  /** What it is called to everybody else; null where the pack does not say it. */
  calls(at: string): string | null
  options(at: string, column?: string): readonly FieldOption[]
}

export const labelOf = ({ at, label }: RequirementField, words: SectionWords): string => words.asks(at) ?? label

/** "reuse of data beyond the contract": "Reuse of data beyond the contract". */
export const nameOf = ({ at, label }: RequirementField, words: SectionWords): string => {
  const name = words.calls(at) ?? label
  return name.charAt(0).toUpperCase() + name.slice(1)
}
