import type { Tx } from '../../shared/database/unit-of-work.js'
import { newId } from '../../shared/ids.js'

/** Notices of dynamic markets: of the intention, the establishment, a modification and the cessation (PA 2023 s. 39). */
export type MarketNoticeNumber = 'UK13' | 'UK14' | 'UK15' | 'UK16'

/** What has to be told, in the order of a market's life. Members that come and go are modifications. */
export type MarketOccasion =
  | 'agreement-proposed'
  | 'agreement-opened'
  | 'validity-changed'
  | 'filters-changed'
  | 'member-admitted'
  | 'member-removed'
  | 'agreement-ended'

const NOTICES: Readonly<Record<MarketOccasion, MarketNoticeNumber>> = {
  'agreement-proposed': 'UK13',
  'agreement-opened': 'UK14',
  'validity-changed': 'UK15',
  'filters-changed': 'UK15',
  'member-admitted': 'UK15',
  'member-removed': 'UK15',
  'agreement-ended': 'UK16',
}

/**
 * Records what a notice has to tell, once for its subject (a membership, or the agreement itself). Under the old law there are no such notices, and nothing is
 * recorded; nor of an agreement for rehearsal.
 */
export async function noteMarketNotice(tx: Tx, agreementId: string, occasion: MarketOccasion, subjectId: string): Promise<void> {
  await tx.query(
    `INSERT INTO market_notice (id, agreement_id, notice, occasion, subject_id, occurred_at)
     SELECT $1, a.id, $2, $3, $4, market_now() FROM agreement a WHERE a.id = $5 AND a.regime = 'pa2023-dynamic-market' AND NOT a.practice
     ON CONFLICT DO NOTHING`,
    [newId(), NOTICES[occasion], occasion, subjectId, agreementId],
  )
}
