import { firstRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Regime } from '../agreements/domain/agreement-content.js'
import type { Subject } from '../audit/record-audit.js'
import type { MembershipState } from './domain/membership-lifecycle.js'

export const SUPPLIER_SIZES = ['micro', 'small', 'medium', 'large'] as const

export type SupplierSize = (typeof SUPPLIER_SIZES)[number]

/** The standing of a supplier in a category. */
export interface Membership {
  id: string
  agreementId: string
  agreementReference: string
  agreementName: string
  regime: Regime
  categoryId: string
  categoryTitle: string
  supplierId: string
  supplierName: string
  /** As its agreement leaves it: of one that has ended it has lapsed, whether or not anything has run since. */
  state: MembershipState
  revision: number
  /** What the supplier offers, as facet/value. */
  offer: string[]
  admittedAt: Instant
  /** When it came into its present state. */
  since: Instant
  /** Null of members from before there were applications. */
  applicationId: string | null
}

/** SQL: the state of membership `m` of agreement `a` by the market's clock. */
export const STANDING_NOW = `CASE WHEN m.state IN ('active', 'suspended') AND (a.state <> 'open' OR a.valid_until <= (SELECT market_now())) THEN 'lapsed' ELSE m.state END`

/**
 * SQL: whether membership `m` of agreement `a` is active or suspended by the market's clock; the same as STANDING_NOW says, in terms that Postgres knows
 * how many rows to expect of.
 */
export const IS_STANDING_NOW = `m.state IN ('active', 'suspended') AND a.state = 'open' AND a.valid_until > (SELECT market_now())`

/** SQL: when agreement `a`, which has ended, did so: on its last day, or when somebody ended it before. */
export const ENDED_AT = `least(a.valid_until, (SELECT k.changed_at FROM agreement_change k WHERE k.agreement_id = a.id AND k.kind = a.state))`

/** SQL: whether membership `m` of agreement `a` is active by the market's clock; the same as STANDING_NOW says, with the clock read once. */
export const IS_ACTIVE_NOW = `m.state = 'active' AND a.state = 'open' AND a.valid_until > (SELECT market_now())`

export const MEMBERSHIP = `
  SELECT m.id, m.agreement_id AS "agreementId", a.reference AS "agreementReference", a.name AS "agreementName", a.regime,
         m.category_id AS "categoryId", c.title AS "categoryTitle", m.supplier_id AS "supplierId", s.name AS "supplierName",
         ${STANDING_NOW} AS state, m.revision, m.offer, m.admitted_at AS "admittedAt",
         CASE WHEN ${STANDING_NOW} = m.state THEN m.since ELSE ${ENDED_AT} END AS since, m.application_id AS "applicationId"
  FROM membership m JOIN agreement a ON a.id = m.agreement_id JOIN category c ON c.id = m.category_id JOIN organisation s ON s.id = m.supplier_id`

export async function getMembership(view: Readable, id: string): Promise<Membership> {
  const membership = await firstRow<Membership>(view, `${MEMBERSHIP} WHERE m.id = $1`, [id])
  if (membership === null) throw new NotFound('membership')
  return membership
}

/** The same, held until the transaction ends. */
export async function lockMembership(tx: Tx, id: string): Promise<Membership> {
  await tx.query('SELECT FROM membership WHERE id = $1 FOR UPDATE', [id])
  return getMembership(tx, id)
}

/**
 * As what counts for bids. Of an agreement that has ended, whoever was a member bids to the end of what was published in time; until then it may still
 * have to be suspended or to go.
 */
export async function stateForBids(view: Readable, { id, state }: Pick<Membership, 'id' | 'state'>): Promise<MembershipState> {
  if (state !== 'lapsed') return state
  const bidding = await firstRow<{ state: MembershipState }>(
    view,
    `SELECT m.state FROM membership m WHERE m.id = $1
       AND EXISTS (SELECT FROM requirement r WHERE r.agreement_id = m.agreement_id AND r.state IN ('open', 'closed'))`,
    [id],
  )
  return bidding?.state ?? state
}

/** That of the supplier in the category that counts, or null. */
export const findStanding = (view: Readable, supplierId: string, categoryId: string): Promise<Membership | null> =>
  firstRow<Membership>(view, `${MEMBERSHIP} WHERE m.supplier_id = $1 AND m.category_id = $2 AND m.state IN ('active', 'suspended')`, [
    supplierId,
    categoryId,
  ])

/** In the supplier's own chain. */
export const membershipSubject = ({ id, supplierId }: Pick<Membership, 'id' | 'supplierId'>): Subject => ({
  type: 'membership',
  id,
  stream: `organisation:${supplierId}`,
})
