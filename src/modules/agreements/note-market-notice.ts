import { rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { newId } from '../../shared/ids.js'
import type { Regime } from './domain/agreement-content.js'

/** Notices of dynamic markets: of the intention, the establishment, a modification and the cessation (PA 2023 s. 39). */
export const NOTICE_NUMBERS = ['UK13', 'UK14', 'UK15', 'UK16'] as const

export type MarketNoticeNumber = (typeof NOTICE_NUMBERS)[number]

/** What has to be told, in the order of a market's life. Members that come and go are modifications. */
export const OCCASIONS = [
  'agreement-proposed',
  'agreement-opened',
  'validity-changed',
  'filters-changed',
  'member-admitted',
  'member-removed',
  'agreement-ended',
] as const

export type MarketOccasion = (typeof OCCASIONS)[number]

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
 * Records what a notice has to tell, once for its subject: a membership, a change of the agreement, an edition of the filters, or the agreement itself. Under the old law there are no such notices, and nothing is
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

/** The same of an agreement that is only proposed, of which a draft is all there is; once, however often it is proposed. */
export async function noteIntention(tx: Tx, draftId: string, regime: Regime): Promise<void> {
  if (regime !== 'pa2023-dynamic-market') return
  await tx.query(
    `INSERT INTO market_notice (id, agreement_id, notice, occasion, subject_id, occurred_at) VALUES ($1, $2, $3, 'agreement-proposed', $2, market_now())
     ON CONFLICT DO NOTHING`,
    [newId(), draftId, NOTICES['agreement-proposed']],
  )
}

/** Of each agreement in force that offers the facet. */
export async function noteFiltersChanged(tx: Tx, facet: string, editionId: string): Promise<void> {
  const using = await rows<{ id: string }>(
    tx,
    `SELECT id FROM agreement WHERE $1 = ANY(facets) AND state = 'open' AND valid_until > market_now() AND regime = 'pa2023-dynamic-market' ORDER BY id`,
    [facet],
  )
  for (const { id } of using) await noteMarketNotice(tx, id, 'filters-changed', editionId)
}
