import { NotFound } from '../../shared/domain/errors.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import type { GuidelinesService, PinnedVersions } from '../guidelines/guidelines.service.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import type { EthicsAnswers } from './domain/bid-content.js'

/** The versions a published requirement is pinned to, with the hash of what they held then. */
export function pinnedVersions({ guideline, edition, questionnaire, ruleSet, packHash }: Requirement): PinnedVersions {
  if (guideline === null || edition === null || questionnaire === null || ruleSet === null) throw new NotFound('questionnaire')
  return { guideline, edition, questionnaire, ruleSet, packHash }
}

/** The one check there is, for the supplier's asking and for the submission alike. */
export const checkBid = (guidelines: GuidelinesService, requirement: Requirement, answers: EthicsAnswers): CheckReport =>
  guidelines.check(pinnedVersions(requirement), {
    requirement: requirement.content as RequirementForRules,
    answers,
    facts: { awardDate: requirement.content.awardDate ?? null },
  })
