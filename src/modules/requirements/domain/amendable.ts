import type { RequirementContent } from './requirement-content.js'

/**
 * What an amendment may do to a member of a published requirement: nothing, because bids or the approval rest on it; move it by a field of
 * its own; or change it, materially or not. A material change may alter who bids or what they offer, and so gives them more time.
 */
type Treatment = 'frozen' | 'moved' | 'material' | 'minor'

export type Member = keyof RequirementContent | 'categoryIds'

interface AmendingRule {
  treatment: Treatment
  source: string
}

const CRITERIA = 'PCR 2015 reg. 34 and 67; PA 2023 s. 23: award goes by the criteria as they were published'
const ANSWERED = 'own rule: what bidders have already answered and priced keeps its meaning'
const INVITED = 'PCR 2015 reg. 34; PA 2023 s. 34: everybody admitted to the categories was invited by them'
const APPROVED = 'own rule: the risk tier, the rules that can block, and the approval rest on it'
const SPLIT = 'own rule: the keys are made at publication'
const TIMED = 'PCR 2015 reg. 47; PA 2023 s. 54: time limits move only later'
const MATERIAL = 'PCR 2015 reg. 47(3)(b); PA 2023 s. 31: significant changes give more time'
const MINOR = 'own rule: the buyer’s own reasons and duties; nothing a bid is written to'

/** Every member, so that a new one cannot be forgotten. */
export const AMENDING = {
  categoryIds: { treatment: 'frozen', source: INVITED },
  filters: { treatment: 'frozen', source: INVITED },
  cpvCodes: { treatment: 'frozen', source: INVITED },
  criteria: { treatment: 'frozen', source: CRITERIA },
  awardQuestions: { treatment: 'frozen', source: ANSWERED },
  priceLines: { treatment: 'frozen', source: ANSWERED },
  riskProfile: { treatment: 'frozen', source: APPROVED },
  seniorApproval: { treatment: 'frozen', source: APPROVED },
  splitKey: { treatment: 'frozen', source: SPLIT },
  clarificationDeadline: { treatment: 'moved', source: TIMED },
  submissionDeadline: { treatment: 'moved', source: TIMED },
  awardDate: { treatment: 'moved', source: TIMED },
  problemStatement: { treatment: 'material', source: MATERIAL },
  outcomes: { treatment: 'material', source: MATERIAL },
  measures: { treatment: 'material', source: MATERIAL },
  estimatedValue: { treatment: 'material', source: MATERIAL },
  termMonths: { treatment: 'material', source: MATERIAL },
  settings: { treatment: 'material', source: MATERIAL },
  dataAssessment: { treatment: 'material', source: MATERIAL },
  sharedMaterial: { treatment: 'material', source: MATERIAL },
  documents: { treatment: 'material', source: MATERIAL },
  contractClauses: { treatment: 'material', source: MATERIAL },
  title: { treatment: 'minor', source: MINOR },
  whyAi: { treatment: 'minor', source: MINOR },
  alternativesConsidered: { treatment: 'minor', source: MINOR },
  governance: { treatment: 'minor', source: MINOR },
  impact: { treatment: 'minor', source: MINOR },
  dataProtection: { treatment: 'minor', source: MINOR },
  equalityScreening: { treatment: 'minor', source: MINOR },
  marketEngagement: { treatment: 'minor', source: MINOR },
} as const satisfies Record<Member, AmendingRule>

/** Whether a change of these members gives bidders more time. */
export const isMaterial = (members: readonly Member[]): boolean => members.some(member => AMENDING[member].treatment === 'material')

/** Those of the members that no amendment changes this way, each with the reason. */
export const notAmendable = (members: readonly Member[]): { member: Member; reason: string }[] =>
  members.flatMap(member => {
    const { treatment, source } = AMENDING[member]
    if (treatment === 'frozen')
      return [{ member, reason: `It is frozen since publication (${source}). Cancel and publish anew to change it.` }]
    return treatment === 'moved' ? [{ member, reason: `Give it beside changes, not in them (${source}).` }] : []
  })
