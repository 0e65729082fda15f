import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Ruling } from '../guidelines/domain/ruling.js'

/**
 * SQL: what was decided by `moment` of rules for a requirement, as JSON: waivers that were given, and rule clarifications that nobody had
 * answered when their time ran out, which needs no job to be so.
 */
export const rulingsAt = (requirementId: string, moment: string): string => `
  (SELECT coalesce(jsonb_agg(jsonb_build_object('rule', rule, 'effect', effect, 'by', by) ORDER BY since, by), '[]')
   FROM (
     SELECT p.rule, 'waived' AS effect, w.id AS by, w.given_at AS since
     FROM waiver_proposal p JOIN waiver w ON w.id = p.id WHERE p.requirement_id = ${requirementId} AND w.given_at <= ${moment}
     UNION ALL
     SELECT q.rule, 'referred', q.id, q.answer_until
     FROM rule_clarification q LEFT JOIN rule_clarification_answer a ON a.rule_clarification_id = q.id
     WHERE q.requirement_id = ${requirementId} AND q.answer_until <= ${moment} AND a.rule_clarification_id IS NULL
   ) AS ruling)`

/** What stood decided of rules for the requirement at a moment, or stands now. */
export async function listRulings(view: Readable, requirementId: string, at: Instant | null = null): Promise<Ruling[]> {
  const { rulings } = await oneRow<{ rulings: Ruling[] }>(
    view,
    `SELECT ${rulingsAt('$1', 'clock.at')} AS rulings FROM (SELECT coalesce($2::timestamptz, market_now()) AS at OFFSET 0) clock`,
    [requirementId, at],
  )
  return rulings
}
