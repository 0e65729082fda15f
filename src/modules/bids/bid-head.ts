import { timeLeft } from '../../shared/domain/time-left.js'
import type { StandingOfBid } from './bid-standing.service.js'

export const bidHref = (bidId: string): string => `/supplier/bids/${bidId}`

export const receiptHref = (bidId: string, version: number): string => `${bidHref(bidId)}/receipts/${version}`

/** What every page of a bid says of it (views/bid-parts.njk). */
export function bidHead(bid: StandingOfBid) {
  const { id, requirementId, title, buyerName, standing, now, submissionDeadline, last, savedAt, mayWrite, maySubmit, mayWithdraw } = bid
  const isLate = now >= submissionDeadline
  return {
    href: bidHref(id),
    opportunityHref: `/opportunities/${requirementId}`,
    title,
    buyerName,
    standing,
    now,
    submissionDeadline,
    timeLeft: timeLeft(now, submissionDeadline),
    last: last === null ? null : { ...last, href: receiptHref(id, last.number) },
    // As forget-copies.ts does it, or is just about to.
    isEmptied: bid.isSplit && isLate && last !== null && standing !== 'not-submitted',
    savedAt,
    mayWrite,
    maySubmit,
    mayWithdraw,
  }
}
