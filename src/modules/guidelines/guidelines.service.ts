import { Injectable } from '@nestjs/common'

import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { refuseMalformedAnswers } from './domain/answer-shape.js'
import { checkEthics, findingsOfRules, traceRules, type CheckInput } from './domain/check-ethics.js'
import { checkReadiness } from './domain/check-readiness.js'
import type { PackVersions, ShapeProblem } from './domain/pack.js'
import type { CheckReport, Finding, ReadinessReport, RuleTrace } from './domain/report.js'
import type { RequirementForRules } from './domain/requirement-for-rules.js'
import { tierOf, type RiskProfile, type Tier, type TierWithGates } from './domain/risk-tier.js'
import { readGuidelinePacks, type GuidelinePack } from './guideline-packs.js'
import { PublishedGuidelines, type Questionnaire } from './published-guidelines.js'
import type { NeverWaived } from './waiver-policy.js'

/**
 * Which edition, questionnaire and rule set a requirement was published with, and the hash of their content then (null where it was
 * published before hashes were kept). The engine is always this build's, and each report names it.
 */
export type PinnedVersions = Omit<PackVersions, 'engine'> & { packHash?: string | null }

/** What this build would run is not what the notice promised. */
export class GuidelinePackChanged extends Conflict {
  constructor(promised: string, loaded: string) {
    super(
      'guideline-pack-changed',
      'The rules on this server are not those that were published with the requirement, so nothing is checked with them. The operator must bring back the published rules.',
      { promised, loaded },
    )
  }
}

/** The guideline packs of this build, read once at start. Everything here is a pure function of its input. */
@Injectable()
export class GuidelinesService {
  private readonly packs = readGuidelinePacks()

  /** The packs as anybody may read them. */
  readonly published = new PublishedGuidelines(this.packs)

  /** What a requirement published now is pinned to. */
  current(): PackVersions {
    return this.packs[0].pack.versions
  }

  contentHash(versions: PinnedVersions): string {
    return this.pinned(versions).contentHash
  }

  questionnaire(version: string): Questionnaire {
    return this.published.questionnaire(version)
  }

  /** The supplier rules that can block a bid at the tier, by themselves or by an escalation. */
  blockingRules(versions: PinnedVersions, tier: Tier): readonly string[] {
    return this.pinned(versions).pack.blockingRules[tier]
  }

  isSupplierRule(versions: PinnedVersions, rule: string): boolean {
    return this.pinned(versions).pack.supplierRules.some(({ id }) => id === rule)
  }

  /** Why no waiver may touch the rule, or null where one may. */
  neverWaived(versions: PinnedVersions, rule: string): NeverWaived | null {
    return this.pinned(versions).neverWaived.find(each => each.rule === rule) ?? null
  }

  malformedAnswers(versions: PinnedVersions, answers: unknown): ShapeProblem[] {
    return refuseMalformedAnswers(this.pinned(versions).pack, answers)
  }

  check(versions: PinnedVersions, input: CheckInput): CheckReport {
    return checkEthics(this.pinned(versions).pack, input)
  }

  /** What some rules alone find in the same input. */
  findings(versions: PinnedVersions, input: CheckInput, rules: readonly string[]): Finding[] {
    return findingsOfRules(this.pinned(versions).pack, input, rules)
  }

  /** Every rule with its trace on the same input. */
  traces(versions: PinnedVersions, input: CheckInput): RuleTrace[] {
    return traceRules(this.pinned(versions).pack, input)
  }

  readiness(versions: PinnedVersions, requirement: RequirementForRules): ReadinessReport {
    return checkReadiness(this.pinned(versions).pack, requirement)
  }

  /** The tier by the gates for new requirements; unanswered attributes fire none. */
  tier(riskProfile: RiskProfile): TierWithGates {
    return tierOf(riskProfile, this.packs[0].pack.gates)
  }

  private pinned(versions: PinnedVersions): GuidelinePack {
    const found = this.packs.find(({ pack }) => PINNED.every(member => pack.versions[member] === versions[member]))
    if (found === undefined) throw new NotFound('guideline version')
    const { packHash = null } = versions
    if (packHash !== null && packHash !== found.contentHash) throw new GuidelinePackChanged(packHash, found.contentHash)
    return found
  }
}

const PINNED = ['guideline', 'edition', 'questionnaire', 'ruleSet'] as const
