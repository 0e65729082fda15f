import { oneRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { RefusalRecord } from '../audit/refusals.js'
import type { Ruling } from '../guidelines/domain/ruling.js'
import { type BiddingMembership, findMembershipFor, MembershipNotActive } from '../memberships/memberships.js'
import { DeadlinePassed } from '../requirements/requirement-guards.js'
import { shareRequirement } from '../requirements/requirement-queries.js'
import { rulingsAt } from '../requirements/rulings.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { bidSubject } from './bid-audit.js'
import type { Bid } from './bid.entity.js'
import { getBid, lockBid } from './bid-queries.js'
import { bidStateAt, isWritable } from './domain/bid-lifecycle.js'
import { mayUseWorkingCopy } from './domain/bid-policy.js'

export class RequirementNotOpen extends Conflict {
  constructor() {
    super('requirement-not-open', 'This requirement is not open for bids. Its page tells its state.')
  }
}

/** The moment something was received, and whether that is before the deadline, as the database compares them. */
export interface Received {
  at: Instant
  inTime: boolean
  submissionDeadline: Instant
  /** What was decided of rules for the requirement by that moment. */
  rulings: Ruling[]
}

/** Read it in a statement of its own after the requirement is locked: in one statement the clock is read before the wait. */
export const readReceived = (view: Readable, requirementId: string): Promise<Received> =>
  oneRow<Received>(
    view,
    `SELECT clock.at, clock.at < r.submission_deadline AS "inTime", r.submission_deadline AS "submissionDeadline",
            ${rulingsAt('r.id', 'clock.at')} AS rulings
     FROM requirement r, (SELECT market_now() AS at OFFSET 0) clock WHERE r.id = $1`,
    [requirementId],
  )

/** Requirement open, before the deadline: in this order. A requirement closed by its deadline is late, not closed. */
export function refuseUnlessOpen(requirement: Requirement, received: Received): void {
  refuseUnlessItTakesBids(requirement, received)
  refuseLate(received)
}

/** The same where an active membership is asked for, which is looked at between the two. */
export function refuseUnlessOpenFor(requirement: Requirement, isMember: boolean, received: Received): void {
  refuseUnlessItTakesBids(requirement, received)
  if (!isMember) throw new MembershipNotActive()
  refuseLate(received)
}

function refuseUnlessItTakesBids({ publishedAt, state }: Requirement, { inTime }: Received): void {
  const ranItsCourse = publishedAt !== null && state !== 'cancelled' && !inTime
  if (state !== 'open' && !ranItsCourse) throw new RequirementNotOpen()
}

function refuseLate({ at, inTime, submissionDeadline }: Received): void {
  if (!inTime) throw new DeadlinePassed(at, submissionDeadline)
}

export function refuseUnlessWritable({ state }: Bid): void {
  if (isWritable(state)) return
  const wayOut = state === 'withdrawn' ? ' Start a new bid on the requirement.' : ''
  throw new Conflict('bid-not-writable', `This bid is ${state} and cannot be changed.${wayOut}`, { state })
}

/** Holds the requirement against a change of its deadline, and answers whether that has passed: a follow-up may come after it was moved. */
export async function lockPastDeadline(tx: Tx, requirementId: string): Promise<boolean> {
  await shareRequirement(tx, requirementId)
  return !(await readReceived(tx, requirementId)).inTime
}

/** The bid in the state it has at that moment. */
export const asOf = (bid: Bid, { inTime }: Received): Bid => Object.assign(bid, { state: bidStateAt(bid.state, inTime) })

/** What a verb decides on, held until its transaction ends. */
export interface Locked {
  /** In the state it has when it was received. */
  bid: Bid
  requirement: Requirement
  received: Received
}

/** What a submission decides on: the membership by which its supplier bids besides, or null where none is active. */
export interface LockedForSubmission extends Locked {
  membership: BiddingMembership | null
}

/** Requirement, then bid; the clock is read when both are held. Not found for whoever may not know of the bid. */
export async function lockInOrder(tx: Tx, actor: Actor, bidId: string, may: (actor: Actor, bid: Bid) => boolean): Promise<Locked> {
  const found = await getBid(tx, bidId)
  if (!may(actor, found)) throw new NotFound('bid')
  // Statements one after the other, of which each begins when the one before holds its lock.
  const [requirement, bid, received] = await Promise.all([
    shareRequirement(tx, found.requirementId),
    lockBid(tx, found.id),
    readReceived(tx, found.requirementId),
  ])
  return { bid: asOf(bid, received), requirement, received }
}

/**
 * Requirement, membership, bid: the order of locks everywhere. The clock is read when all are held, so that receipts never run backwards. All of it
 * is asked at once, so that what is asked beside it is read when all are held too.
 */
export async function lockForSubmission(tx: Tx, found: Bid): Promise<LockedForSubmission> {
  // As in lockInOrder.
  const [requirement, membership, bid, received] = await Promise.all([
    shareRequirement(tx, found.requirementId),
    findMembershipFor(tx, found.supplierId, found.requirementId),
    lockBid(tx, found.id),
    readReceived(tx, found.requirementId),
  ])
  return { bid: asOf(bid, received), requirement, membership, received }
}

/**
 * The bid locked for writing its working copy, or the reason why it cannot be written any more; notes for the record what was asked about, and
 * by which moment it was decided. Membership is asked when it counts: at submission.
 */
export async function lockWritable(tx: Tx, actor: Actor, id: string, refusal: RefusalRecord): Promise<Bid> {
  const { bid, requirement, received } = await lockInOrder(tx, actor, id, mayUseWorkingCopy)
  refusal.subject = bidSubject(id, bid.supplierId)
  refusal.decidedAt = received.at
  refuseUnlessOpen(requirement, received)
  refuseUnlessWritable(bid)
  return bid
}
