import type { Answer } from './answers.js'
import type { Cell, CompiledCondition, Kind, Trace } from './condition.js'
import type { Json, TableRow } from './json.js'
import type {
  ClauseSource,
  FindingOutcome,
  Floors,
  Limits,
  OutcomeByTier,
  PartSource,
  QuestionSource,
  SectionSource,
} from './pack-source.js'
import type { Attribute, Gate, Tier } from './risk-tier.js'
import type { Change } from './shortest-change.js'
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
  floors: Floors
  attributes: ReadonlyMap<string, Attribute>
  gates: readonly Gate[]
  fields: ReadonlyMap<string, Field>
  facts: ReadonlyMap<string, FactTable>
  sections: readonly SectionSource[]
  clauses: readonly ClauseSource[]
  questions: ReadonlyMap<string, Question>
  /** The questions so ordered that each comes after all that decide whether it is shown. */
  showingOrder: readonly Question[]
  supplierRules: readonly Rule[]
  buyerRules: readonly Rule[]
  /** Ids of the supplier rules that can block, by tier. */
  blockingRules: Readonly<Record<Tier, readonly string[]>>
  /** The paths of the requirement that a check of a bid may read. */
  pathsOfCheck: readonly string[]
  /** The kinds of facts that a check of a bid may read. */
  factsOfCheck: readonly string[]
}

/** One readable member of a requirement. */
export interface Field {
  path: string
  label: string
  kind: Kind
  codes: ReadonlyMap<string, string> | null
  cells: ReadonlyMap<string, Cell> | null
  /** Whether its default differs by tier. */
  needsTier: boolean
  /** Whether it has a default, so that it is never missing. */
  alwaysThere: boolean
  defaultAt(tier: () => Tier): Json
  /** What a published value is worth: null when it is missing or not of the kind. */
  take(published: unknown): Json
}

/** Facts of one kind, as rows. */
export interface FactTable {
  name: string
  label: string
  cells: ReadonlyMap<string, Cell>
  /** What the rows given are worth: null when they are no list, or one too long. */
  take: (given: unknown) => readonly TableRow[] | null
}

export interface Question {
  source: QuestionSource
  visibleWhen: CompiledCondition | null
  /** The parts beside its answer; those of a text are wanted. */
  parts: readonly Part[]
  /** Whether it is asked at the tier, required or not; the tier is looked at only where it matters. */
  isAsked(tier: () => Tier): boolean
  /** What is wrong with the form of an answer; nothing when it is well-formed. */
  shapeOf(answer: unknown): readonly ShapeProblem[]
  tidied(answer: Answer): Answer
}

export interface Part {
  source: PartSource
  /** When it is wanted; null is always. */
  wantedWhen: CompiledCondition | null
}

export interface ShapeProblem {
  pointer: string
  code: string
  detail: string
}

/** What a rule found, before its outcome is known. */
export interface Judgement {
  trace: Trace
  clauses: readonly string[]
  also: readonly string[]
  questions: readonly string[]
  fills: Readonly<Record<string, string>>
}

/** A judgement with the way out. */
export interface Explained extends Judgement {
  changes: readonly Change[]
}

export interface Escalation {
  when: CompiledCondition
  to: FindingOutcome
}

export interface Rule {
  id: string
  version: number
  /** Those the rule itself cites; a form pass cites those of the questions it finds. */
  clauses: readonly string[]
  outcome: OutcomeByTier
  escalate: readonly Escalation[]
  message: string
  fix: string
  /** All it reads: questions, paths of the requirement and kinds of facts; null stands for every question. */
  reads: { questions: readonly string[] | null; paths: readonly string[]; facts: readonly string[] }
  judge(situation: Situation): Tri
  /** Looks again, to tell what was found, and the way out of the escalation where there was one. */
  explain(situation: Situation, escalation: Escalation | null): Explained
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
