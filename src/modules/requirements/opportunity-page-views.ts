import type { Instant } from '../../shared/domain/instant.js'
import { timeLeft } from '../../shared/domain/time-left.js'
import type { Page } from '../../shared/keyset.js'
import { ruleHref } from '../guidelines/library-links.js'
import { nextPage } from '../../web/pages/paging.js'
import type { PublicClarification } from './clarification-queries.js'
import { compareRequirements } from './domain/compare-requirements.js'
import { keyDates } from './domain/key-dates.js'
import type { SectionWords } from './domain/section-words.js'
import type { EthicsExpectations } from './ethics-expectations.js'
import { invitationAddress } from './invitation-addresses.js'
import { contentView } from './opportunity-content-views.js'
import { rowOf } from './opportunity-views.js'
import { ownQuestionsAddress } from './own-question-views.js'
import { ownRulesAddress } from './own-rule-views.js'
import type { Opportunity, OpportunityRules } from './opportunity.service.js'
import type { RecordedChange } from './requirement-changes.service.js'
import type { RequirementView } from './requirement-queries.js'
import { sectionWords } from './writing/section-options.js'

/** Where the rules of a notice are not here any more, codes are shown as they are. */
const NO_RULES = { attributes: [], settings: [], fields: [] }

/** Whoever reads it for a supplier. */
interface Supplier {
  isInvited: boolean
}

/** One requirement as the public sees it: what its buyer wrote, and what happened to it since. */
export const opportunityView = (opportunity: Opportunity, supplier: Supplier | null) => {
  const { requirement, bidding, categories, ethics, ruleSet, clarifications, hasMoreClarifications } = opportunity
  return {
    ...rowOf(requirement),
    ...contentView(requirement.content, sectionWords(ruleSet ?? NO_RULES, { categories: [] })),
    ...timesOf(opportunity),
    bidding,
    categories,
    own: supplier === null ? null : ownLinks(requirement.id, supplier),
    questionsHref: `/opportunities/${requirement.id}/questions`,
    changesHref: `/opportunities/${requirement.id}/changes`,
    rulesHref: `/opportunities/${requirement.id}/rules`,
    reasons: (ruleSet?.gates ?? []).filter(({ id }) => requirement.gates.includes(id)).map(({ says }) => says),
    ethics: ethics === null ? null : { questions: ethics.questions, required: ethics.required, blocking: ethics.blockingRules.length },
    clarifications,
    hasMoreClarifications,
    changes: opportunity.changes.length,
  }
}

/** What a supplier can do about it beside a bid. */
const ownLinks = (id: string, { isInvited }: Supplier) => ({
  invitationHref: isInvited ? invitationAddress(id) : null,
  questionsHref: ownQuestionsAddress(id),
  rulesHref: ownRulesAddress(id),
  timelineHref: `/supplier/opportunities/${id}/timeline`,
  problemHref: `/supplier/opportunities/${id}/report-a-problem`,
})

function timesOf({ requirement, now, changes }: Opportunity) {
  const { submissionDeadline, publishedAt, bidsOpenedAt, content, state } = requirement
  const clarificationDeadline = (content.clarificationDeadline ?? null) as Instant | null
  return {
    // To the second, so that a page asked for twice in one is the same.
    now: now.replace(/\.\d+Z$/, 'Z'),
    clarificationDeadline,
    timeLeft: state === 'open' && submissionDeadline !== null ? timeLeft(now, submissionDeadline) : null,
    dates: keyDates({ publishedAt, clarificationDeadline, submissionDeadline, bidsOpenedAt, changes }, now),
  }
}

export const clarificationsView = (requirement: RequirementView, page: Page<PublicClarification>) => ({
  ...placeOf(requirement),
  clarifications: page.items,
  next: nextPage(`/opportunities/${requirement.id}/questions`, page),
})

export const changesView = (requirement: RequirementView, page: Page<RecordedChange>, words: SectionWords) => ({
  ...placeOf(requirement),
  changes: page.items.map(change => changeView(change, words)),
  next: nextPage(`/opportunities/${requirement.id}/changes`, page),
})

/** What it said before and says since, word by word; of a cancellation the reason is all there is. */
export const changeView = ({ number, kind, material, reason, changedAt, before, after }: RecordedChange, words: SectionWords) => ({
  number,
  kind,
  material,
  reason,
  changedAt,
  fields: kind === 'cancelled' ? [] : compareRequirements(before, after, words),
})

export const rulesView = ({ requirement, ethics, settled, waivers }: OpportunityRules) => ({
  ...placeOf(requirement),
  tier: requirement.tier,
  ethics: ethics === null ? null : { ...ethics, ...linkedRules(requirement, ethics) },
  settled: settled.items,
  waivers,
  next: nextPage(`/opportunities/${requirement.id}/rules`, settled),
})

/** Each rule with where the library explains it, in the edition that the requirement was published with. */
function linkedRules({ guideline, edition }: RequirementView, { blockingRules }: EthicsExpectations) {
  const book = guideline === null || edition === null ? null : { id: guideline, edition }
  return { blockingRules: blockingRules.map(rule => ({ ...rule, href: book === null ? null : ruleHref(book, rule.id) })) }
}

const placeOf = ({ id, title }: RequirementView) => ({ back: `/opportunities/${id}`, requirementTitle: title })
