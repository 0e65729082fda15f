import { conditionInWords } from './domain/condition-words.js'
import type { Condition } from './domain/condition.js'
import type { ClauseSource, CompanionSource, QuestionSource, RuleSource, SectionSource, ThemeSource } from './domain/pack-source.js'
import { namesOf, type Sentence } from './domain/trace-words.js'
import type { GuidelinePack } from './guideline-packs.js'
import type { NeverWaived } from './waiver-policy.js'

/** One edition of a guideline with its questionnaire and rules, to be read by people. */
export interface GuidelineBook {
  id: string
  title: string
  edition: string
  questionnaire: string
  ruleSet: string
  clauses: readonly ClauseSource[]
  companions: readonly CompanionSource[]
  crosswalk: readonly ThemeSource[]
  sections: readonly SectionSource[]
  questions: readonly QuestionSource[]
  supplierRules: readonly RuleSource[]
  buyerRules: readonly RuleSource[]
  neverWaived: readonly NeverWaived[]
  /** The questions that each supplier rule reads by name. */
  readBy: ReadonlyMap<string, readonly string[]>
  inWords: (condition: Condition) => Sentence[]
}

export function bookOf({ pack, source, neverWaived }: GuidelinePack): GuidelineBook {
  const { meta, clauses, companions, crosswalk, sections, supplierRules, buyerRules } = source
  const names = namesOf(pack)
  return {
    id: meta.guideline,
    title: meta.title,
    edition: meta.edition,
    questionnaire: meta.questionnaire,
    ruleSet: meta.ruleSet,
    clauses,
    companions,
    crosswalk,
    sections,
    questions: sections.flatMap(({ questions }) => questions),
    supplierRules,
    buyerRules,
    neverWaived,
    readBy: new Map(pack.supplierRules.map(({ id, reads }) => [id, reads.questions ?? []])),
    inWords: condition => conditionInWords(condition, names),
  }
}
