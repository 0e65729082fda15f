import { shownHash } from '../../shared/canonical.js'
import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Acknowledgement } from './domain/acknowledgements.js'
import type { AwardAnswer, Declarations, Envelopes, EthicsAnswers } from './domain/bid-content.js'
import type { PinnedFile } from './domain/evidence.js'
import { OPENED_STATES } from './domain/bid-lifecycle.js'
import { readOpened } from './opened-bytes.js'

export interface OpenedBidSummary {
  bidId: string
  supplierId: string
  supplierName: string
  version: number
  receivedAt: Instant
  contentCommitment: string
}

/** The quality envelope. The price stays closed until quality is scored. */
export interface OpenedBid extends OpenedBidSummary {
  awardAnswers: readonly AwardAnswer[]
  declarations: Declarations
  ethicsAnswers: EthicsAnswers
  /** The supplier's reasons for what the check warned of. */
  acknowledgements: readonly Acknowledgement[]
  files: readonly PinnedFile[]
}

const LAST_VERSION = `
  FROM bid b JOIN organisation o ON o.id = b.supplier_id
  JOIN opened_bid c ON c.bid_id = b.id JOIN bid_version v ON v.bid_id = c.bid_id AND v.number = c.version
  WHERE b.requirement_id = $1 AND b.state = ANY ($2)`

const SUMMARY = `b.id AS "bidId", b.supplier_id AS "supplierId", o.name AS "supplierName", v.number AS version, v.received_at AS "receivedAt", v.commitment`

const NEXT = 'AND ($3::uuid IS NULL OR b.id > $3) ORDER BY b.id LIMIT $4'

type SummaryRow = Omit<OpenedBidSummary, 'contentCommitment'> & { commitment: Buffer }
type Row = SummaryRow & { quality: Buffer }

const summary = ({ commitment, ...row }: SummaryRow): OpenedBidSummary => ({ ...row, contentCommitment: shownHash(commitment) })

const whole = ({ quality, ...row }: Row): OpenedBid => ({
  ...summary(row),
  acknowledgements: [],
  files: [],
  ...(readOpened(quality) as Envelopes['quality']),
})

/** So many bids after one, or all of them, without what they say. */
export async function listOpenedSummaries(
  view: Readable,
  requirementId: string,
  after: string | null,
  limit: number | null,
): Promise<OpenedBidSummary[]> {
  const found = await rows<SummaryRow>(view, `SELECT ${SUMMARY} ${LAST_VERSION} ${NEXT}`, [requirementId, OPENED_STATES, after, limit])
  return found.map(summary)
}

/** The same with their quality envelopes. */
export async function listOpenedBids(view: Readable, requirementId: string, after: string | null, limit: number): Promise<OpenedBid[]> {
  const found = await rows<Row>(view, `SELECT ${SUMMARY}, c.quality ${LAST_VERSION} ${NEXT}`, [requirementId, OPENED_STATES, after, limit])
  return found.map(whole)
}

export async function getOpenedBid(view: Readable, requirementId: string, bidId: string): Promise<OpenedBid> {
  const row = await firstRow<Row>(view, `SELECT ${SUMMARY}, c.quality ${LAST_VERSION} AND b.id = $3`, [requirementId, OPENED_STATES, bidId])
  if (row === null) throw new NotFound('bid')
  return whole(row)
}
