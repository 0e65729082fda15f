import { timeLeft } from '../../shared/domain/time-left.js'
import { waitingHref } from '../applications/waits-for-supplier.js'
import type { StandingOfBid } from '../bids/bid-standing.service.js'
import { progressOf } from '../bids/domain/bid-progress.js'
import { bidHref, receiptHref } from '../bids/bid-head.js'
import type { EthicsProgress } from '../bids/ethics-progress.service.js'
import { invitationAddress } from '../requirements/invitation-addresses.js'
import type { SupplierDashboard } from './supplier-dashboard.service.js'

export const supplierDashboardView = ({ bids, ethics, queries, waiting, invitations, problems, opportunities }: SupplierDashboard) => ({
  drafts: bids.filter(({ state }) => state === 'draft').map(bid => draftRow(bid, ethics.get(bid.id))),
  submitted: bids.filter(({ state }) => state !== 'draft').map(submittedRow),
  queries: queries.map(query => ({ ...query, href: `${bidHref(query.bidId)}/queries/${query.questionId}` })),
  waiting: waiting.map(each => ({ ...each, href: waitingHref(each) })),
  invitations: invitations.map(each => ({ ...each, href: invitationAddress(each.id) })),
  problems: problems.map(problem => ({ ...problem, href: `/opportunities/${problem.requirementId}` })),
  opportunities: opportunities.map(opportunity => ({ ...opportunity, href: `/opportunities/${opportunity.id}` })),
})

const draftRow = (bid: StandingOfBid, ethics: EthicsProgress | undefined) => ({
  href: bidHref(bid.id),
  title: bid.title,
  submissionDeadline: bid.submissionDeadline,
  timeLeft: timeLeft(bid.now, bid.submissionDeadline),
  progress: { ...progressRow(bid), ...ethics },
})

/** How far each part is, as figures: so many of so many. */
function progressRow(bid: StandingOfBid) {
  const { awardAnswers, prices, details } = progressOf(bid.draft, bid)
  return {
    answered: awardAnswers.filter(({ state }) => state === 'done').length,
    asked: bid.awardQuestions.length,
    priced: prices.given,
    lines: prices.asked,
    details,
    files: bid.files,
  }
}

const submittedRow = ({ id, title, standing, submissionDeadline, last }: StandingOfBid) => ({
  href: bidHref(id),
  title,
  standing,
  submissionDeadline,
  receipt: last === null ? null : { href: receiptHref(id, last.number), version: last.number },
})
