import { firstRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Confidence } from '../law/legal-figures.js'
import type { CountedAnswers } from './domain/responsiveness.js'

/** The figure of the agreement's law that is in force today. */
export interface ResponsivenessTarget {
  percent: string
  source: string
  confidence: Confidence
}

export interface AnswersUnderAgreement extends CountedAnswers {
  agreementId: string
  agreementReference: string
  agreementName: string
  target: ResponsivenessTarget | null
}

export interface AnswersOfSupplier {
  supplierId: string
  supplierName: string
  agreements: AnswersUnderAgreement[]
}

/**
 * For each agreement the supplier's invitations whose deadline has passed, and how many of them it answered; null for who is no supplier. Practice
 * and what was cancelled do not count. Neither which invitations nor how they were answered is told: before the opening that tells who will bid.
 */
export const findAnswers = (view: Readable, supplierId: string): Promise<AnswersOfSupplier | null> =>
  firstRow<AnswersOfSupplier>(
    view,
    `SELECT o.id AS "supplierId", o.name AS "supplierName",
            (SELECT coalesce(json_agg(json_build_object(
                      'agreementId', a.id, 'agreementReference', a.reference, 'agreementName', a.name,
                      'invitations', counted.invitations, 'answered', counted.answered,
                      'target', (SELECT json_build_object('percent', f.value, 'source', f.source, 'confidence', f.confidence)
                                 FROM legal_figure f, (SELECT (market_now() AT TIME ZONE 'Europe/London')::date AS day) today
                                 WHERE f.key = 'responsiveness' AND f.regime IN (a.regime, 'both') AND f.unit = 'percent'
                                   AND f.first_day <= today.day AND (f.day_after_last IS NULL OR f.day_after_last > today.day)
                                 ORDER BY f.applies_to LIMIT 1)) ORDER BY a.reference), '[]')
             FROM (SELECT r.agreement_id, count(*)::int AS invitations,
                          count(*) FILTER (WHERE i.state = 'declined' OR EXISTS (
                            SELECT FROM bid b WHERE b.supplier_id = i.supplier_id AND b.requirement_id = i.requirement_id
                              AND b.state NOT IN ('draft', 'not-submitted', 'withdrawn')))::int AS answered
                   FROM invitation i JOIN requirement r ON r.id = i.requirement_id
                   WHERE i.supplier_id = o.id AND r.state <> 'cancelled' AND NOT r.practice AND r.submission_deadline <= (SELECT market_now())
                   GROUP BY r.agreement_id) counted
             JOIN agreement a ON a.id = counted.agreement_id) AS agreements
     FROM organisation o WHERE o.id = $1 AND o.kind = 'supplier'`,
    [supplierId],
  )
