import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import type { GuidelinesService, PinnedVersions } from '../guidelines/guidelines.service.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import type { Bid } from './bid.entity.js'
import { getEthicsAnswers, getRequirementOf } from './bid-queries.js'
import type { EthicsAnswers } from './domain/bid-content.js'
import { type EarlierStatement, listStatements } from './supplier-statements.js'

/** The versions a published requirement is pinned to, with the hash of what they held then. */
export function pinnedVersions({ guideline, edition, questionnaire, ruleSet, packHash }: Requirement): PinnedVersions {
  if (guideline === null || edition === null || questionnaire === null || ruleSet === null) throw new NotFound('questionnaire')
  return { guideline, edition, questionnaire, ruleSet, packHash }
}

/** What a check knows beside the notice: the answers, and what the supplier itself has stated before. Nothing of anybody else. */
interface Known {
  answers: EthicsAnswers
  earlierStatements: readonly EarlierStatement[]
}

/** The one check there is, for the supplier's asking and for the submission alike. */
export function checkBid(guidelines: GuidelinesService, requirement: Requirement, { answers, earlierStatements }: Known): CheckReport {
  const versions = pinnedVersions(requirement)
  return guidelines.check(versions, {
    requirement: requirement.content as RequirementForRules,
    answers,
    facts: { files: {}, earlierStatements, systemCards: [], questionnaire: versions.questionnaire },
  })
}

/** The check of a working copy as it stands. */
export async function checkWorkingCopy(guidelines: GuidelinesService, view: Readable, bid: Bid): Promise<CheckReport> {
  const requirement = await getRequirementOf(view, bid)
  const answers = await getEthicsAnswers(view, bid.id)
  return checkBid(guidelines, requirement, { answers, earlierStatements: await listStatements(view, bid.supplierId) })
}
