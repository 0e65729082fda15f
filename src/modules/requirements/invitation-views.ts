import type { FormView } from '../../web/pages/form.js'
import { DECLINE_REASONS, wordsForReason } from './domain/decline-reasons.js'
import { asksForInvitation } from './domain/who-may-bid.js'
import { declineAddress, invitationAddress } from './invitation-addresses.js'
import type { Invitation } from './invitation-queries.js'
import type { RequirementView } from './requirement-queries.js'

export const invitationView = (requirement: RequirementView, invitation: Invitation | null, form: FormView) => ({
  ...aboutRequirement(requirement),
  form,
  isInvited: invitation !== null,
  mayBidUninvited: !asksForInvitation(requirement.regime),
  mayAnswer: mayStillAnswer(requirement, invitation),
  answer: invitation?.answer == null ? null : { ...invitation.answer, reason: reasonOf(invitation) },
})

export const declineView = (requirement: RequirementView, form: FormView) => ({
  ...aboutRequirement(requirement),
  form,
  mayAnswer: requirement.state === 'open',
  reasons: DECLINE_REASONS.map(({ code, words }) => ({ value: code, text: words })),
})

/** What was said before, to begin from. */
export const declinedBefore = (invitation: Invitation): Record<string, string> => ({
  reason: invitation.answer?.reason ?? '',
  words: invitation.answer?.words ?? '',
})

export const mayStillAnswer = ({ state }: RequirementView, invitation: Invitation | null): boolean =>
  invitation !== null && state === 'open'

const reasonOf = ({ answer }: Invitation): string | null => (answer?.reason == null ? null : wordsForReason(answer.reason))

const aboutRequirement = ({ id, title, buyerName, state, submissionDeadline }: RequirementView) => ({
  requirement: { href: `/opportunities/${id}`, title, buyerName, state, submissionDeadline },
  invitationHref: invitationAddress(id),
  declineHref: declineAddress(id),
  timelineHref: `/supplier/opportunities/${id}/timeline`,
  rulesHref: `/supplier/opportunities/${id}/rules`,
  problemHref: `/supplier/opportunities/${id}/report-a-problem`,
})
