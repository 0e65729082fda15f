import { oneRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { Conflict } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { isActiveMember } from '../memberships/memberships.js'
import type { Requirement } from '../requirements/requirement.entity.js'

export class RequirementNotOpen extends Conflict {
  constructor() {
    super('requirement-not-open', 'This requirement is not open for bids.')
  }
}

export class MembershipNotActive extends Conflict {
  constructor() {
    super('membership-not-active', 'Your organisation has no active membership in a category of this requirement.')
  }
}

export class DeadlinePassed extends Conflict {
  constructor(serverTime: Instant, submissionDeadline: Instant) {
    super('deadline-passed', `It is ${serverTime} by the server; the deadline was ${submissionDeadline}.`, {
      serverTime,
      submissionDeadline,
    })
  }
}

/** The moment something was received, and whether that is before the deadline, as the database compares them. */
export interface Received {
  at: Instant
  inTime: boolean
  submissionDeadline: Instant
}

/** Read it in a statement of its own after the requirement is locked: in one statement the clock is read before the wait. */
export const readReceived = (view: Readable, requirementId: string): Promise<Received> =>
  oneRow<Received>(
    view,
    `SELECT clock.at, clock.at < r.submission_deadline AS "inTime", r.submission_deadline AS "submissionDeadline"
     FROM requirement r, (SELECT market_now() AS at OFFSET 0) clock WHERE r.id = $1`,
    [requirementId],
  )

/** Requirement open, membership active, before the deadline: in this order. A requirement closed by its deadline is late, not closed. */
export async function refuseUnlessOpenFor(tx: Tx, requirement: Requirement, supplierId: string, received: Received): Promise<void> {
  const ranItsCourse = requirement.publishedAt !== null && requirement.state !== 'cancelled' && !received.inTime
  if (requirement.state !== 'open' && !ranItsCourse) throw new RequirementNotOpen()
  if (!(await isActiveMember(tx, supplierId, requirement.categoryIds))) throw new MembershipNotActive()
  refuseLate(received)
}

export function refuseLate({ inTime, at, submissionDeadline }: Received): void {
  if (!inTime) throw new DeadlinePassed(at, submissionDeadline)
}
