import type { OpenedBid } from '../bids/opened-bid-queries.js'
import type { NamedInNotice } from '../guidelines/domain/answer-in-words.js'
import type { SectionSource } from '../guidelines/domain/pack-source.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import type { GuidelinesService } from '../guidelines/guidelines.service.js'
import type { AwardQuestion } from '../requirements/domain/requirement-content.js'
import { rulesInGeneral } from '../requirements/domain/message-in-general.js'
import { namedInNotice } from '../requirements/domain/named-in-notice.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { type ComparedQuestion, comparedQuestions } from './domain/compared-questions.js'

/** What a reader of opened bids must know of the requirement. */
export interface OpenedCompetition {
  requirementId: string
  title: string
  awardQuestions: readonly AwardQuestion[]
  /** Of the questionnaire that the bids answered. */
  sections: readonly SectionSource[]
  /** What the answers name of the requirement. */
  notice: NamedInNotice
  /** What each rule that the bids were checked by says is wrong. */
  ruleWords: ReadonlyMap<string, string>
}

export function competitionOf(guidelines: GuidelinesService, requirement: Requirement): OpenedCompetition {
  const { questionnaire, ruleSet } = pinnedVersions(requirement)
  return {
    requirementId: requirement.id,
    title: requirement.title,
    awardQuestions: requirement.content.awardQuestions ?? [],
    sections: guidelines.questionnaire(questionnaire).sections,
    notice: namedInNotice(requirement.content),
    ruleWords: rulesInGeneral(guidelines.published.ruleSet(ruleSet).supplierRules),
  }
}

/** The questions that these bids can be compared by. */
export function questionsOf(guidelines: GuidelinesService, requirement: Requirement, bids: readonly OpenedBid[]): ComparedQuestion[] {
  const [versions, content] = [pinnedVersions(requirement), requirement.content as RequirementForRules]
  const ethics = new Set(
    bids.flatMap(({ ethicsAnswers }) => [
      ...Object.keys(ethicsAnswers),
      ...guidelines.askedQuestions(versions, content, ethicsAnswers).map(({ question }) => question),
    ]),
  )
  return comparedQuestions({ ...competitionOf(guidelines, requirement), ethics })
}
