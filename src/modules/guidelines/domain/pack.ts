import type { Answer } from './answers.js'
import type { CompiledCondition, Trace } from './condition.js'
import type { Json } from './json.js'
import type { ClauseSource, FindingOutcome, Limits, OutcomeByTier, QuestionSource, SectionSource } from './pack-source.js'
import type { Attribute, Gate, Tier } from './risk-tier.js'
import type { Situation } from './situation.js'
import type { Tri } from './three-valued.js'

export interface PackVersions {
  guideline: string
  edition: string
  questionnaire: string
  ruleSet: string
  engine: string
}

/** A pack that passed every load check, ready to run. */
export interface Pack {
  versions: PackVersions
  limits: Limits
  attributes: ReadonlyMap<string, Attribute>
  gates: readonly Gate[]
  fields: ReadonlyMap<string, Field>
  sections: readonly SectionSource[]
  clauses: readonly ClauseSource[]
  questions: ReadonlyMap<string, Question>
  /** The questions so ordered that each comes after all that decide whether it is shown. */
  showingOrder: readonly Question[]
  supplierRules: readonly Rule[]
  buyerRules: readonly Rule[]
  /** The paths of the requirement that a check of a bid may read. */
  pathsOfCheck: readonly string[]
}

/** One readable member of a requirement. */
export interface Field {
  path: string
  label: string
  kind: 'code' | 'codes' | 'number' | 'text' | 'list' | 'rows'
  codes: ReadonlyMap<string, string> | null
  /** Whether its default differs by tier. */
  needsTier: boolean
  defaultAt(tier: () => Tier): Json
  /** What a published value is worth: null when it is missing or not of the kind. */
  take(published: unknown): Json
}

export interface Question {
  source: QuestionSource
  visibleWhen: CompiledCondition | null
  /** Whether it is asked at the tier, required or not; the tier is looked at only where it matters. */
  isAsked(tier: () => Tier): boolean
  /** What is wrong with the form of an answer; nothing when it is well-formed. */
  shapeOf(answer: unknown, pointer: string): ShapeProblem[]
  tidied(answer: Answer): Answer
}

export interface ShapeProblem {
  pointer: string
  code: string
  detail: string
}

/** What a rule makes of a situation, before its outcome is known. */
export interface Judgement {
  result: Tri
  trace: Trace
  clauses: readonly string[]
  also: readonly string[]
  questions: readonly string[]
  fills: Readonly<Record<string, string>>
}

export interface Rule {
  id: string
  version: number
  /** Those the rule itself cites; a form pass cites those of the questions it finds. */
  clauses: readonly string[]
  outcome: OutcomeByTier
  escalate: readonly { when: CompiledCondition; to: FindingOutcome }[]
  message: string
  fix: string
  questions: readonly string[]
  judge(situation: Situation): Judgement
}

/** Thrown at start with everything that is wrong, so that a pack is mended in one go. */
export class PackRefused extends Error {
  constructor(
    name: string,
    readonly problems: readonly string[],
  ) {
    super(`The guideline pack ${name} is refused:\n- ${problems.join('\n- ')}`)
    this.name = 'PackRefused'
  }
}
