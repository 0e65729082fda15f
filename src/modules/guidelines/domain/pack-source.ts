import type { QuestionType } from './answers.js'
import type { Condition, Ref } from './condition.js'
import type { Attribute, GateSource, Tier } from './risk-tier.js'

/** A pack as written in JSON: all the policy there is for one edition of a guideline. */
export interface PackSource {
  meta: MetaSource
  attributes: Attribute[]
  gates: GateSource[]
  settings: SettingSource[]
  fields: FieldSource[]
  facts: FactSource[]
  clauses: ClauseSource[]
  companions: CompanionSource[]
  crosswalk: ThemeSource[]
  sections: SectionSource[]
  supplierRules: RuleSource[]
  buyerRules: RuleSource[]
}

export interface MetaSource {
  guideline: string
  title: string
  edition: string
  questionnaire: string
  ruleSet: string
  limits: Limits
  floors: Floors
}

/** The fewest words that count as a reason. */
export interface Floors {
  reasonWords: number
}

/** The most an answer may hold; beyond it is malformed, not wrong. */
export interface Limits {
  textCharacters: number
  cellCharacters: number
  rows: number
  /** The most rows any list of a notice has. */
  rowsOfNotice: number
  listItems: number
}

/** What the buyer sets beside the risk profile; `default` holds for all tiers or names one value for each. */
export interface SettingSource {
  name: string
  label: string
  kind: 'code' | 'codes' | 'number'
  values?: { code: string; label: string }[]
  default?: string | number | Record<Tier, string | number>
}

/** A member of the requirement that rules read, by its path; of a list only the `columns` named can be seen. */
export interface FieldSource {
  path: string
  label: string
  kind: 'text' | 'list' | 'rows' | 'code' | 'codes' | 'flag' | 'number' | 'date'
  values?: { code: string; label: string }[]
  columns?: CellSource[]
}

/** One column of rows that do not come from a bidder; `default` stands for a cell that is missing. */
export interface CellSource {
  name: string
  label: string
  kind: 'text' | 'code' | 'flag' | 'number' | 'date'
  values?: { code: string; label: string }[]
  default?: string | number | boolean
}

/** What is known besides answers and notice, as rows. */
export interface FactSource {
  name: string
  label: string
  columns: CellSource[]
}

export interface ClauseSource {
  id: string
  guideline: string
  binds: 'buyer' | 'supplier' | 'both'
  duty: string
  /** What counts as evidence. */
  evidence: string
  /** What a bidder's answer has to show; null where the clause asks nothing of bidders. */
  answerShows: string | null
  source: 'S' | 'S*' | 'M'
  /** False until somebody has read the wording in the guideline itself. */
  confirmed: boolean
  /** True for a clause that no rule tests, because only people can judge it. */
  judgement?: true
}

/** Law and other guidance, cited beside clauses and never instead of one. */
export interface CompanionSource {
  id: string
  title: string
  adds: string
  confirmed: boolean
}

/** One theme of the crosswalk: which clauses and which other frameworks speak of it. */
export interface ThemeSource {
  theme: string
  clauses: string[]
  companions: string[]
  others: { title: string; confirmed: boolean }[]
}

export interface SectionSource {
  id: string
  title: string
  questions: QuestionSource[]
}

export interface OptionSource {
  code: string
  label: string
  /** Choosing it asks for a reason. */
  needsReason?: boolean
  /** What follows from choosing it, shown before it is chosen; only where a rule makes it so. */
  says?: string
}

export interface PartSource {
  name: string
  label: string
  /** `list` takes several ids, picked from a list of the notice. */
  kind: 'text' | 'list'
  pickedFrom?: string
  /** When a text answer must have the part; without it, always. */
  requiredWhen?: Condition
}

export interface ColumnSource {
  name: string
  label: string
  /** A figure is decimal text, a country two letters of ISO 3166-1; text when nothing is said. */
  kind?: 'text' | 'figure' | 'date' | 'country'
  options?: { code: string; label: string }[]
  pickedFrom?: string
}

export type Asked = 'required' | 'optional' | 'no'

export interface QuestionSource {
  id: string
  type: QuestionType
  text: string
  options?: OptionSource[]
  parts?: PartSource[]
  columns?: ColumnSource[]
  range?: { min: number; max: number }
  files?: { min: number; max: number }
  /** Each ticked option can carry files of its own. */
  itemFiles?: boolean
  /** A choice that takes words beside it. */
  takesText?: boolean
  floorWords?: number
  asked: Record<Tier, Asked>
  visibleWhen?: Condition
  /** Ends the sentence "It is required because …". */
  askedBecause: string
  clauses: string[]
  also: string[]
  help: { whyWeAsk: string; whatGoodLooksLike: string; whoUsuallyKnows: string; minutes: number }
}

export type FindingOutcome = 'block' | 'refer' | 'warn' | 'inform' | 'hold'

export type OutcomeByTier = Record<Tier, FindingOutcome | 'none'>

/** A rule states what is wrong, by a condition or by naming a pass over the whole form. */
export interface RuleSource {
  id: string
  version: number
  clauses: string[]
  also: string[]
  /** A rule of the marketplace itself, with no clause behind it. */
  platform?: boolean
  /** A finding about how things are: no other answer is suggested, for only the facts can clear it. */
  factual?: true
  /** Where a threshold comes from: the law, or a figure still to be tried out. */
  basis?: string
  when?: Condition
  form?: string
  outcome: OutcomeByTier
  /** The first whose condition is true replaces the outcome, up or down, where the rule runs at all. */
  escalate?: { when: Condition; to: FindingOutcome }[]
  /** Names a row found, by placeholders for its columns. */
  rowWords?: string
  /** What a placeholder of the words shows. */
  fills?: Record<string, Ref>
  message: string
  fix: string
  /** Names of cases; `unknown` is null for a rule that always knows. */
  fixtures: { fires: string; passes: string; unknown: string | null }
}
