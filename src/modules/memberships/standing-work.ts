import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { IS_STANDING_NOW } from './membership-queries.js'
import { OPEN_REVIEWS } from './membership-reviews.js'

/** What a list of memberships may be narrowed to of their removals. */
export const REMOVAL_FILTERS = ['to-confirm'] as const

export type RemovalFilter = (typeof REMOVAL_FILTERS)[number]

/** What waits for officers of members. */
export interface StandingWork {
  /** Reviews that are open. */
  reviews: number
  /** Those past the last day that officers set themselves. */
  overdueReviews: number
  /** Removals that a second person can confirm now. */
  removals: number
}

/** SQL: whether membership `m` of agreement `a` has a notice of removal that can be confirmed: its supplier replied, or the day to reply by is over. */
export const REMOVAL_TO_CONFIRM = `(${IS_STANDING_NOW} AND m.id IN (
  SELECT x.membership_id FROM membership_removal x WHERE x.outcome IS NULL
    AND (x.reply IS NOT NULL OR x.reply_by < ((SELECT market_now()) AT TIME ZONE 'Europe/London')::date)))`

/** In one statement: what an officer's start page says beside all else that waits. */
export const countStandingWork = (view: Readable): Promise<StandingWork> =>
  oneRow<StandingWork>(
    view,
    `SELECT reviews.open AS reviews, reviews.overdue AS "overdueReviews", removals.removals
     FROM (${OPEN_REVIEWS}) reviews,
          (SELECT count(*)::int AS removals FROM membership m JOIN agreement a ON a.id = m.agreement_id WHERE ${REMOVAL_TO_CONFIRM}) removals`,
  )
