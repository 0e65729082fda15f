import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import type { Facet } from '../agreements/domain/filters.js'
import { mayDecideStanding, mayReadOwnStanding, mayReadStanding } from './domain/membership-policy.js'
import { hasEnded, type MembershipState } from './domain/membership-lifecycle.js'
import { findSuspension, listChanges, type MembershipChange } from './membership-history.js'
import { getMembership, type Membership, MEMBERSHIP, STANDING_NOW, stateForBids } from './membership-queries.js'
import { listRemovals, type MembershipRemoval } from './membership-removals.js'
import {
  countOpenReviews,
  type ExpiringAnswer,
  listExpiring,
  type ReviewCounts,
  listReviewsOf,
  type ReviewSummary,
} from './membership-reviews.js'
import { facetsOf } from './offer-terms.js'
import { listGrounds, type StandingGround } from './standing-grounds.js'
import { StandingNotYours } from './standing-guards.js'
import { REMOVAL_TO_CONFIRM, type RemovalFilter } from './standing-work.js'
import { declaredInterest } from './supplier-interests.service.js'

/** What a list of memberships is narrowed to. */
export interface MembershipSearch {
  /** A part of the supplier's name. */
  supplier?: string
  categoryId?: string
  state?: MembershipState
  removal?: RemovalFilter
}

/** One membership with all that befell it. */
export interface MembershipRecord extends Membership {
  /** The day it is in London. */
  today: string
  /** The newest first: those of a page, and where the earlier ones begin. */
  changes: MembershipChange[]
  changesCursor: string | null
  /** By what it is suspended; null while it is not. */
  suspension: MembershipChange | null
  removals: MembershipRemoval[]
  /** The open ones first; and where more begin. */
  reviews: ReviewSummary[]
  reviewsCursor: string | null
  /** Answers that officers were given and that run out within 60 days, or have; for officers. */
  expiring: ExpiringAnswer[]
  facets: Facet[]
  grounds: StandingGround[]
  /** Whether the actor, an officer, has declared an interest in the supplier; null where they have not declared. */
  hasInterest: boolean | null
  mayDecide: boolean
  /** What officers decide by: the state, or of an agreement that has ended that in which it bids to the end of what is under way. */
  bidsAs: MembershipState
}

/** Whether the actor, an officer, may do something about it as it stands. */
export const mayDecideOn = ({ mayDecide, hasInterest, bidsAs }: MembershipRecord): boolean =>
  mayDecide && hasInterest === false && !hasEnded(bidsAs)

@Injectable()
export class MembershipsService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** A supplier's own, or those of all suppliers for officers and auditors; the last admitted first. */
  list(actor: Actor, search: MembershipSearch, limit: number, cursor: string | undefined): Promise<Page<Membership>> {
    const supplierId = mayReadOwnStanding(actor) ? actor.organisationId : null
    if (supplierId === null && !mayReadStanding(actor)) throw new StandingNotYours()
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await listMemberships(view, supplierId, search, after, limit + 1)
      return pageOf(found, limit, ({ admittedAt, id }) => [admittedAt, id])
    })
  }

  /** From one snapshot. Of a supplier's own, or of anybody's for officers and auditors. */
  get(actor: Actor, id: string, cursor?: string): Promise<MembershipRecord> {
    return this.unitOfWork.read(actor, async view => {
      const { membership, isOwn } = await readable(view, actor, id)
      const changes = await listChanges(view, id, SHOWN_CHANGES, cursor)
      const reviews = await listReviewsOf(view, id, SHOWN_REVIEWS)
      const today = londonDay(await marketNow(view))
      return {
        ...membership,
        today,
        changes: changes.items,
        changesCursor: changes.nextCursor,
        suspension: membership.state === 'suspended' ? await findSuspension(view, id) : null,
        removals: await listRemovals(view, id),
        reviews: reviews.items,
        reviewsCursor: reviews.nextCursor,
        expiring: isOwn ? [] : await listExpiring(view, membership.applicationId, today),
        facets: await facetsOf(view, membership.agreementId),
        grounds: await listGrounds(view, today),
        hasInterest: isOwn ? null : await declaredInterest(view, actor.personId, membership.supplierId),
        mayDecide: mayDecideStanding(actor),
        bidsAs: await stateForBids(view, membership),
      }
    })
  }

  /** All that befell one, the newest first. */
  changes(actor: Actor, id: string, limit: number, cursor: string | undefined): Promise<Page<MembershipChange>> {
    return this.unitOfWork.read(actor, async view => {
      await readable(view, actor, id)
      return listChanges(view, id, limit, cursor)
    })
  }

  /** All that officers looked at again or are to, the open ones first. */
  reviews(actor: Actor, id: string, limit: number, cursor: string | undefined): Promise<Page<ReviewSummary>> {
    return this.unitOfWork.read(actor, async view => {
      await readable(view, actor, id)
      return listReviewsOf(view, id, limit, cursor)
    })
  }

  /** How many reviews wait for officers, and how many of them for too long. */
  countReviews(actor: Actor): Promise<ReviewCounts> {
    if (!mayReadStanding(actor)) throw new StandingNotYours()
    return this.unitOfWork.read(actor, countOpenReviews)
  }

  /** What a membership may be suspended and removed for, as of today. */
  grounds(): Promise<StandingGround[]> {
    return this.unitOfWork.readPublic(async view => listGrounds(view, londonDay(await marketNow(view))))
  }
}

/** So many stand in the record itself; lists of their own have all, page by page. */
const SHOWN_CHANGES = 25
const SHOWN_REVIEWS = 100

/** One that the actor may read: a supplier's own, or anybody's for officers and auditors. */
async function readable(view: Readable, actor: Actor, id: string): Promise<{ membership: Membership; isOwn: boolean }> {
  const membership = await getMembership(view, id)
  const isOwn = mayReadOwnStanding(actor) && membership.supplierId === actor.organisationId
  if (!isOwn && !mayReadStanding(actor)) throw new NotFound('membership')
  return { membership, isOwn }
}

/** Found first: otherwise the newest members are read one after the other until enough of them have the name. */
const NAMED_LIKE = `SELECT id FROM organisation WHERE kind = 'supplier' AND strpos(lower(name), lower($2)) > 0`

const listMemberships = (
  view: Readable,
  supplierId: string | null,
  { supplier, categoryId, state, removal }: MembershipSearch,
  after: readonly string[],
  limit: number,
): Promise<Membership[]> =>
  rows<Membership>(
    view,
    `${MEMBERSHIP}
     WHERE ($1::uuid IS NULL OR m.supplier_id = $1) AND ($2::text IS NULL OR m.supplier_id = ANY(ARRAY(${NAMED_LIKE})))
       AND ($3::uuid IS NULL OR m.category_id = $3) AND ($4::text IS NULL OR ${STANDING_NOW} = $4)
       ${removal === undefined ? '' : `AND ${REMOVAL_TO_CONFIRM}`}
       AND ($5::timestamptz IS NULL OR (m.admitted_at, m.id) < ($5, $6::uuid))
     ORDER BY m.admitted_at DESC, m.id DESC LIMIT $7`,
    [supplierId, supplier ?? null, categoryId ?? null, state ?? null, after[0] ?? null, after[1] ?? null, limit],
  )
