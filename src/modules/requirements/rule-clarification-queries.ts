import { firstRow, rows } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'

/** How an officer answers that a rule does not fit a requirement. */
export const RULE_ANSWERS = ['clarified', 'not-accepted', 'waiver-proposed'] as const

export type RuleAnswer = (typeof RULE_ANSWERS)[number]

/** The answer, or that there was none by its time: then the rule refers instead of blocking. */
export const RULE_OUTCOMES = [...RULE_ANSWERS, 'unanswered'] as const

export type RuleOutcome = (typeof RULE_OUTCOMES)[number]

/** What its asker reads of it, who may also have taken it back. */
export const OWN_RULE_OUTCOMES = [...RULE_OUTCOMES, 'withdrawn'] as const

export type OwnRuleOutcome = (typeof OWN_RULE_OUTCOMES)[number]

export interface RuleClarification {
  id: string
  requirementId: string
  supplierId: string
  rule: string
  /** What became of it; null while it waits, or where nobody answered in time. */
  settled: RuleAnswer | 'withdrawn' | null
  answerUntil: Instant
  /** Whether its time has not run out, as the database compares. */
  inTime: boolean
  /** The moment by which that was decided. */
  at: Instant
}

/** As it stands. It is settled only with the requirement locked, so read it after that. */
export async function getRuleClarification(view: Readable, id: string): Promise<RuleClarification> {
  const found = await firstRow<RuleClarification>(
    view,
    `SELECT q.id, q.requirement_id AS "requirementId", q.supplier_id AS "supplierId", q.rule, a.outcome AS settled,
            q.answer_until AS "answerUntil", clock.at < q.answer_until AS "inTime", clock.at
     FROM (SELECT market_now() AS at OFFSET 0) clock, rule_clarification q LEFT JOIN rule_clarification_answer a ON a.rule_clarification_id = q.id
     WHERE q.id = $1`,
    [id],
  )
  if (found === null) throw new NotFound('rule clarification')
  return found
}

/** What everybody reads, once it is answered or its time has run out; its own words only as an officer published them. */
export interface PublicRuleClarification {
  id: string
  rule: string
  outcome: RuleOutcome
  question: string | null
  answer: string | null
  settledAt: Instant
}

export const listSettled = (
  view: Readable,
  requirementId: string,
  [settledAt = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<PublicRuleClarification[]> =>
  rows<PublicRuleClarification>(
    view,
    `SELECT * FROM (
       SELECT q.id, q.rule, coalesce(a.outcome, 'unanswered') AS outcome, a.question, a.answer, coalesce(a.answered_at, q.answer_until) AS "settledAt"
       FROM (SELECT market_now() AS now OFFSET 0) clock, rule_clarification q LEFT JOIN rule_clarification_answer a ON a.rule_clarification_id = q.id
       WHERE q.requirement_id = $1 AND a.outcome IS DISTINCT FROM 'withdrawn' AND (a.outcome IS NOT NULL OR q.answer_until <= clock.now)) AS settled
     WHERE $2::timestamptz IS NULL OR ("settledAt", id) > ($2, $3::uuid) ORDER BY "settledAt", id LIMIT $4`,
    [requirementId, settledAt, id, limit],
  )

/** What an officer reads of one that waits: its words, the day it was asked on, which is enough to see it age, and until when an answer counts. */
export interface WaitingRuleClarification {
  id: string
  requirementId: string
  requirementTitle: string
  rule: string
  reason: string
  askedOn: string
  answerUntil: Instant
}

const WAITING = `
  q.id, q.requirement_id AS "requirementId", r.title AS "requirementTitle", q.rule, q.reason,
  to_char(q.asked_at AT TIME ZONE 'Europe/London', 'YYYY-MM-DD') AS "askedOn", q.answer_until AS "answerUntil"`

/** Those whose time runs out first; of the same time in the order of their ids, which are random. */
export const listWaitingRules = (
  view: Readable,
  [answerUntil = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<WaitingRuleClarification[]> =>
  rows<WaitingRuleClarification>(
    view,
    `SELECT ${WAITING} FROM (SELECT market_now() AS now OFFSET 0) clock, rule_clarification q JOIN requirement r ON r.id = q.requirement_id
     LEFT JOIN rule_clarification_answer a ON a.rule_clarification_id = q.id
     WHERE a.rule_clarification_id IS NULL AND r.state = 'open' AND q.answer_until > clock.now
       AND ($1::timestamptz IS NULL OR (q.answer_until, q.id) > ($1, $2::uuid))
     ORDER BY q.answer_until, q.id LIMIT $3`,
    [answerUntil, id, limit],
  )

/** One, whatever became of it, with the words that were published. */
export interface SeenRuleClarification extends WaitingRuleClarification {
  outcome: OwnRuleOutcome | null
  question: string | null
  answer: string | null
}

export async function getSeenRule(view: Readable, id: string): Promise<SeenRuleClarification> {
  const found = await firstRow<SeenRuleClarification>(
    view,
    `SELECT ${WAITING}, coalesce(a.outcome, CASE WHEN q.answer_until <= clock.now THEN 'unanswered' END) AS outcome, a.question, a.answer
     FROM (SELECT market_now() AS now OFFSET 0) clock, rule_clarification q JOIN requirement r ON r.id = q.requirement_id
     LEFT JOIN rule_clarification_answer a ON a.rule_clarification_id = q.id WHERE q.id = $1`,
    [id],
  )
  if (found === null) throw new NotFound('rule clarification')
  return found
}

export interface OwnRuleClarification {
  id: string
  rule: string
  reason: string
  askedAt: Instant
  answerUntil: Instant
  /** Null while it waits. */
  outcome: OwnRuleOutcome | null
}

export const listOwnRules = (
  view: Readable,
  requirementId: string,
  supplierId: string,
  [askedAt = null, id = null]: readonly (string | null)[],
  limit: number,
): Promise<OwnRuleClarification[]> =>
  rows<OwnRuleClarification>(
    view,
    `SELECT q.id, q.rule, q.reason, q.asked_at AS "askedAt", q.answer_until AS "answerUntil",
            coalesce(a.outcome, CASE WHEN q.answer_until <= clock.now THEN 'unanswered' END) AS outcome
     FROM (SELECT market_now() AS now OFFSET 0) clock, rule_clarification q LEFT JOIN rule_clarification_answer a ON a.rule_clarification_id = q.id
     WHERE q.requirement_id = $1 AND q.supplier_id = $2 AND ($3::timestamptz IS NULL OR (q.asked_at, q.id) > ($3, $4::uuid))
     ORDER BY q.asked_at, q.id LIMIT $5`,
    [requirementId, supplierId, askedAt, id, limit],
  )
