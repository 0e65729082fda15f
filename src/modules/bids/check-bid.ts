import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { CheckInput } from '../guidelines/domain/check-ethics.js'
import type { CheckReport, Finding, RuleTrace } from '../guidelines/domain/report.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import type { Ruling } from '../guidelines/domain/ruling.js'
import { GuidelinePackChanged, type GuidelinesService } from '../guidelines/guidelines.service.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import type { Bid } from './bid.entity.js'
import { type AnswerSection, answersIn, type BidOfSupplier, getRequirementOf, listAnswerSections, listRulingsFor } from './bid-queries.js'
import type { EthicsAnswers } from './domain/bid-content.js'
import { type EvidenceFile, factsOf } from './domain/evidence.js'
import { listFiles } from './evidence-queries.js'
import type { Sealing } from './sealing.js'
import { type EarlierStatement, listEarlierStatements } from './supplier-statements.js'

/**
 * What a check knows beside the notice: the answers, the files of the bid, what the supplier itself has stated with its other bids, and what was
 * decided of rules for every bid alike. Nothing of anybody else.
 */
export interface Known {
  answers: EthicsAnswers
  earlierStatements: readonly EarlierStatement[]
  files: readonly EvidenceFile[]
  rulings: readonly Ruling[]
}

/** All that a check looks at. */
export const inputOf = (requirement: Requirement, { answers, earlierStatements, files, rulings }: Known): CheckInput => ({
  requirement: requirement.content as RequirementForRules,
  answers,
  facts: { files: factsOf(files), earlierStatements, systemCards: [], questionnaire: pinnedVersions(requirement).questionnaire },
  rulings,
})

/** The one check there is, for the supplier's asking and for the submission alike. */
export const checkBid = (guidelines: GuidelinesService, requirement: Requirement, known: Known): CheckReport =>
  guidelines.check(pinnedVersions(requirement), inputOf(requirement, known))

/** The check of a working copy as it stands. */
export async function checkWorkingCopy(guidelines: GuidelinesService, sealing: Sealing, view: Readable, bid: Bid): Promise<CheckReport> {
  const { requirement, known } = await readWorkingCopy(view, sealing, bid)
  return checkBid(guidelines, requirement, known)
}

/** What some rules alone find in it, for who only looks; nothing where this build does not hold the rules that were promised. */
export const findingsIn = (
  guidelines: GuidelinesService,
  { requirement, known }: Pick<WorkingCopy, 'requirement' | 'known'>,
  rules: readonly string[],
): Finding[] =>
  holdsRulesOf(guidelines, requirement) ? guidelines.find(pinnedVersions(requirement), inputOf(requirement, known), rules).findings : []

function holdsRulesOf(guidelines: GuidelinesService, requirement: Requirement): boolean {
  try {
    guidelines.contentHash(pinnedVersions(requirement))
    return true
  } catch (error) {
    if (error instanceof GuidelinePackChanged || error instanceof NotFound) return false
    throw error
  }
}

/** The check with the trace of every rule, fired or not. */
export async function traceWorkingCopy(guidelines: GuidelinesService, sealing: Sealing, view: Readable, bid: Bid): Promise<TracedReport> {
  const { requirement, known } = await readWorkingCopy(view, sealing, bid)
  const rules = guidelines.traces(pinnedVersions(requirement), inputOf(requirement, known))
  return { ...checkBid(guidelines, requirement, known), rules }
}

export interface TracedReport extends CheckReport {
  rules: RuleTrace[]
}

export interface WorkingCopy {
  requirement: Requirement
  /** The answers as they were saved, section by section. */
  saved: readonly AnswerSection[]
  known: Known
}

/** What a check of the working copy as it stands looks at, asked at once. */
export async function readWorkingCopy(view: Readable, sealing: Sealing, bid: BidOfSupplier): Promise<WorkingCopy> {
  const [requirement, saved, files, rulings, earlierStatements] = await Promise.all([
    getRequirementOf(view, bid),
    listAnswerSections(view, sealing, bid),
    listFiles(view, sealing, bid.id),
    listRulingsFor(view, bid),
    listEarlierStatements(view, sealing, bid),
  ])
  return { requirement, saved, known: { answers: answersIn(saved), files, rulings, earlierStatements } }
}
