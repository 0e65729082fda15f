import { Injectable } from '@nestjs/common'

import { NotFound } from '../../shared/domain/errors.js'
import { refuseMalformedAnswers } from './domain/answer-shape.js'
import { checkEthics, type CheckInput } from './domain/check-ethics.js'
import { checkReadiness } from './domain/check-readiness.js'
import type { PackVersions, ShapeProblem } from './domain/pack.js'
import type { SectionSource } from './domain/pack-source.js'
import type { CheckReport, ReadinessReport } from './domain/report.js'
import type { RequirementForRules } from './domain/requirement-for-rules.js'
import { tierOf, type RiskProfile, type TierWithGates } from './domain/risk-tier.js'
import { readGuidelinePacks, type GuidelinePack } from './guideline-packs.js'

export interface Questionnaire {
  guideline: string
  edition: string
  version: string
  sections: readonly SectionSource[]
}

/** Which edition, questionnaire and rule set a requirement was published with. The engine is always this build's, and each report names it. */
export type PinnedVersions = Omit<PackVersions, 'engine'>

/** The guideline packs of this build, read once at start. Everything here is a pure function of its input. */
@Injectable()
export class GuidelinesService {
  private readonly packs = readGuidelinePacks()

  /** What a requirement published now is pinned to. */
  current(): PackVersions {
    return this.packs[0].pack.versions
  }

  contentHash(versions: PinnedVersions): string {
    return this.pinned(versions).contentHash
  }

  questionnaire(version: string): Questionnaire {
    const found = this.packs.find(({ pack }) => pack.versions.questionnaire === version)
    if (found === undefined) throw new NotFound('questionnaire')
    const { guideline, edition } = found.pack.versions
    return { guideline, edition, version, sections: found.pack.sections }
  }

  malformedAnswers(versions: PinnedVersions, answers: unknown): ShapeProblem[] {
    return refuseMalformedAnswers(this.pinned(versions).pack, answers)
  }

  check(versions: PinnedVersions, input: CheckInput): CheckReport {
    return checkEthics(this.pinned(versions).pack, input)
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
    return found
  }
}

const PINNED = ['guideline', 'edition', 'questionnaire', 'ruleSet'] as const
