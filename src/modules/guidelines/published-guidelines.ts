import { NotFound } from '../../shared/domain/errors.js'
import { packDiff, type PackDiff } from './domain/pack-diff.js'
import type {
  ClauseSource,
  CompanionSource,
  FactSource,
  FieldSource,
  MetaSource,
  RuleSource,
  SectionSource,
  SettingSource,
  ThemeSource,
} from './domain/pack-source.js'
import type { Attribute, GateSource, Tier } from './domain/risk-tier.js'
import type { GuidelinePack } from './guideline-packs.js'
import type { NeverWaived } from './waiver-policy.js'

export interface GuidelineEditions {
  id: string
  title: string
  /** The one for new requirements first. */
  editions: { edition: string; questionnaire: string; ruleSet: string; contentHash: string }[]
}

export interface Edition {
  id: string
  title: string
  edition: string
  clauses: readonly ClauseSource[]
  companions: readonly CompanionSource[]
  crosswalk: readonly ThemeSource[]
}

export interface Questionnaire {
  guideline: string
  edition: string
  version: string
  sections: readonly SectionSource[]
}

/** All that decides besides the questionnaire and the register of clauses. */
export interface RuleSet {
  guideline: string
  edition: string
  questionnaire: string
  version: string
  engine: string
  contentHash: string
  meta: MetaSource
  /** The supplier rules able to block, by the tier of the requirement. */
  blockingRules: Readonly<Record<Tier, readonly string[]>>
  /** The supplier rules that no waiver may touch; no part of the hashed content. */
  neverWaived: readonly NeverWaived[]
  attributes: readonly Attribute[]
  gates: readonly GateSource[]
  settings: readonly SettingSource[]
  fields: readonly FieldSource[]
  facts: readonly FactSource[]
  supplierRules: readonly RuleSource[]
  buyerRules: readonly RuleSource[]
}

export interface RuleSetDiff extends PackDiff {
  from: { ruleSet: string; questionnaire: string }
  to: { ruleSet: string; questionnaire: string }
}

/** Everything there is to read of the packs, put together once: packs never change. Each answer is frozen, by which the web knows that. */
export class PublishedGuidelines {
  readonly list: { items: readonly GuidelineEditions[]; nextCursor: null }
  private readonly editions: ReadonlyMap<string, Edition>
  private readonly questionnaires: ReadonlyMap<string, Questionnaire>
  private readonly ruleSets: ReadonlyMap<string, RuleSet>
  private readonly diffs: ReadonlyMap<string, RuleSetDiff>

  constructor(packs: readonly GuidelinePack[]) {
    this.list = Object.freeze({ items: listed(packs), nextCursor: null })
    this.editions = byKey(packs, ({ source: { meta } }) => key(meta.guideline, meta.edition), editionOf)
    this.questionnaires = byKey(packs, ({ source: { meta } }) => meta.questionnaire, questionnaireOf)
    this.ruleSets = byKey(packs, ({ source: { meta } }) => meta.ruleSet, ruleSetOf)
    const pairs = packs.flatMap(before => packs.map((after): [GuidelinePack, GuidelinePack] => [before, after]))
    this.diffs = byKey(pairs, ([before, after]) => key(before.source.meta.ruleSet, after.source.meta.ruleSet), diffOf)
  }

  edition(id: string, edition: string): Edition {
    return found(this.editions, key(id, edition), 'edition of a guideline')
  }

  questionnaire(version: string): Questionnaire {
    return found(this.questionnaires, version, 'questionnaire')
  }

  ruleSet(version: string): RuleSet {
    return found(this.ruleSets, version, 'rule set')
  }

  /** What the other rule set says differently. */
  diff(version: string, other: string): RuleSetDiff {
    return found(this.diffs, key(version, other), 'rule set')
  }
}

const key = (...parts: string[]): string => JSON.stringify(parts)

/** The first of each key stands: packs come with the one for new requirements first. */
const byKey = <T, View extends object>(things: readonly T[], keyOf: (thing: T) => string, view: (thing: T) => View): Map<string, View> =>
  new Map(things.toReversed().map(thing => [keyOf(thing), Object.freeze(view(thing))]))

function found<T>(things: ReadonlyMap<string, T>, name: string, what: string): T {
  const thing = things.get(name)
  if (thing === undefined) throw new NotFound(what)
  return thing
}

function listed(packs: readonly GuidelinePack[]): GuidelineEditions[] {
  const ids = [...new Set(packs.map(({ source }) => source.meta.guideline))]
  return ids.map(id => {
    const own = packs.filter(({ source }) => source.meta.guideline === id)
    const editions = own.map(({ source: { meta }, contentHash }) => ({
      edition: meta.edition,
      questionnaire: meta.questionnaire,
      ruleSet: meta.ruleSet,
      contentHash,
    }))
    return { id, title: own[0]?.source.meta.title ?? id, editions }
  })
}

const editionOf = ({ source: { meta, clauses, companions, crosswalk } }: GuidelinePack): Edition => ({
  id: meta.guideline,
  title: meta.title,
  edition: meta.edition,
  clauses,
  companions,
  crosswalk,
})

const questionnaireOf = ({ source: { meta, sections } }: GuidelinePack): Questionnaire => ({
  guideline: meta.guideline,
  edition: meta.edition,
  version: meta.questionnaire,
  sections,
})

function ruleSetOf({ pack, source, contentHash, neverWaived }: GuidelinePack): RuleSet {
  const { meta, attributes, gates, settings, fields, facts, supplierRules, buyerRules } = source
  const { guideline, edition, questionnaire, ruleSet: version } = meta
  const versions = { guideline, edition, questionnaire, version, engine: pack.versions.engine, contentHash }
  return {
    ...versions,
    meta,
    blockingRules: pack.blockingRules,
    neverWaived,
    attributes,
    gates,
    settings,
    fields,
    facts,
    supplierRules,
    buyerRules,
  }
}

const diffOf = ([before, after]: [GuidelinePack, GuidelinePack]): RuleSetDiff => ({
  from: versionsOf(before),
  to: versionsOf(after),
  ...packDiff(before.source, after.source),
})

const versionsOf = ({ source: { meta } }: GuidelinePack) => ({ ruleSet: meta.ruleSet, questionnaire: meta.questionnaire })
