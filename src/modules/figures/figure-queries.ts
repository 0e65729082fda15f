import { rows } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import { readOpened } from '../bids/opened-bytes.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import type { Tier } from '../guidelines/domain/risk-tier.js'
import type { Counted, CountedBid } from './domain/count-competition.js'
import type { Period } from './domain/period.js'

/** Which competitions count: those of one agreement, or of all that are not for practice. */
export interface FigureFilter extends Period {
  agreementId: string | null
}

/** Every bid of an opened competition, in the order of their ids. */
export async function listCountedBids(view: Readable, requirementId: string): Promise<CountedBid[]> {
  const found = await rows<{ state: string; report: Buffer | null; refusals: string[] }>(
    view,
    `SELECT b.state, last.report, refused.refusals
     FROM bid b
     LEFT JOIN opened_bid last ON last.bid_id = b.id AND b.state NOT IN ('draft', 'not-submitted', 'withdrawn')
     CROSS JOIN LATERAL (
       SELECT coalesce(array_agg(convert_from(d.content, 'UTF8')::jsonb->>'code' ORDER BY e.sequence), '{}') AS refusals
       FROM audit_event e JOIN audit_detail d ON d.event_id = e.id WHERE e.subject_id = b.id AND e.action = 'bid.submission-refused'
     ) refused
     WHERE b.requirement_id = $1 ORDER BY b.id`,
    [requirementId],
  )
  return found.map(({ state, report, refusals }) => ({
    report: report === null ? null : (readOpened(report) as CheckReport),
    withdrawn: state === 'withdrawn',
    refusals: refusals.filter(code => typeof code === 'string'),
  }))
}

/** Keeps what a competition adds; what is kept already stays. */
export async function keepCounted(tx: Tx, requirementId: string, counted: readonly Counted[]): Promise<void> {
  await tx.query(
    `INSERT INTO competition_figure (requirement_id, figure, tier, key, effect, number)
     SELECT $1, figure, tier, key, effect, number FROM jsonb_to_recordset($2::jsonb) AS counted (figure text, tier text, key text, effect text, number int)
     ON CONFLICT DO NOTHING`,
    [requirementId, JSON.stringify(counted)],
  )
}

const COUNTS = (agreement: string): string =>
  `AND CASE WHEN ${agreement}::uuid IS NULL THEN NOT r.practice ELSE r.agreement_id = ${agreement} END`

const DURING = (moment: string): string =>
  `${moment} >= $1::date::timestamp AT TIME ZONE 'Europe/London' AND ${moment} < ($2::date + 1)::timestamp AT TIME ZONE 'Europe/London'`

/** The sums over the competitions that were opened in the period. */
export const sumFigures = (view: Readable, { from, to, agreementId }: FigureFilter): Promise<Counted[]> =>
  rows<Counted>(
    view,
    `SELECT f.figure, f.tier, f.key, f.effect, sum(f.number)::int AS number
     FROM opening o JOIN requirement r ON r.id = o.requirement_id JOIN competition_figure f ON f.requirement_id = o.requirement_id
     WHERE ${DURING('o.opened_at')} ${COUNTS('$3')}
     GROUP BY f.figure, f.tier, f.key, f.effect ORDER BY f.figure, f.key, f.tier, f.effect`,
    [from, to, agreementId],
  )

/** How long audits took from the drawing of what must be judged to the last sign-off, in days. */
export interface AuditTime {
  tier: Tier
  audits: number
  median: number
  /** Nine of ten took no longer. */
  ninth: number
}

/** Of the audits that were signed off in the period. */
export const auditTimes = (view: Readable, { from, to, agreementId }: FigureFilter): Promise<AuditTime[]> =>
  rows<AuditTime>(
    view,
    `SELECT tier, count(*)::int AS audits, percentile_cont(0.5) WITHIN GROUP (ORDER BY days) AS median,
            percentile_cont(0.9) WITHIN GROUP (ORDER BY days) AS ninth
     FROM (
       SELECT a.tier, a.risk, extract(epoch FROM s.signed_at - a.drawn_at)::float8 / 86400 AS days
       FROM ethics_audit_sign_off s JOIN ethics_audit a ON a.id = s.audit_id JOIN requirement r ON r.id = a.requirement_id
       WHERE s.place <> 'first' AND ${DURING('s.signed_at')} ${COUNTS('$3')}) taken
     GROUP BY tier, risk ORDER BY risk`,
    [from, to, agreementId],
  )
