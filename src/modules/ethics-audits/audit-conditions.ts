import type { AuditFilter } from './domain/audit-filter.js'
import type { NextNeeded } from './domain/next-needed.js'

/** Collects the values of a statement; answers the place of each. */
export class Parameters {
  readonly values: unknown[] = []

  place(value: unknown): string {
    return `$${this.values.push(value)}`
  }
}

/** What is counted of each audit, beside its own columns `a` and its requirement `r`. */
export const COUNTED = `
  JOIN requirement r ON r.id = a.requirement_id
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS "toJudge",
           count(*) FILTER (WHERE EXISTS (SELECT FROM verdict v
             LEFT JOIN undone_verdict u ON u.verdict_id = v.id
             WHERE v.audit_id = a.id AND v.question_id = n.question_id AND u.verdict_id IS NULL))::int AS judged
    FROM ethics_audit_answer n WHERE n.audit_id = a.id) judging
  CROSS JOIN LATERAL (
    SELECT count(*)::int AS queried, count(*) FILTER (WHERE m.due_at > market_now())::int AS waiting
    FROM (SELECT DISTINCT ON (v.question_id) v.question_id, v.finding
          FROM verdict v LEFT JOIN undone_verdict u ON u.verdict_id = v.id
          WHERE v.audit_id = a.id AND u.verdict_id IS NULL ORDER BY v.question_id, v.revision DESC) last
    LEFT JOIN LATERAL (
      SELECT m.due_at FROM ethics_audit_message m WHERE m.audit_id = a.id AND m.question_id = last.question_id ORDER BY m.revision DESC LIMIT 1) m ON true
    WHERE last.finding = 'queried' AND a.state <> 'signed-off') asking`

export const IS_OVERDUE = `(a.state <> 'signed-off' AND a.due_at <= market_now())`

const IS_WAITING = `(judging.judged >= judging."toJudge" AND asking.waiting > 0)`

/** The same as nextNeeded() says of one. */
const IS_NEXT: Readonly<Record<NextNeeded, string>> = {
  officer: `(a.state = 'open' AND NOT ${IS_WAITING})`,
  supplier: `(a.state = 'open' AND ${IS_WAITING})`,
  'senior-officer': `(a.state = 'awaiting-second')`,
}

/** What a person has an interest in is never shown to them. */
export const isShown = (person: string): string =>
  `a.drawn_at IS NOT NULL AND NOT EXISTS (
     SELECT FROM interest_declaration d WHERE d.requirement_id = a.requirement_id AND d.person_id = ${person} AND d.has_interest)`

const isMine = (person: string): string =>
  `(EXISTS (SELECT FROM verdict v WHERE v.audit_id = a.id AND v.officer_id = ${person})
    OR EXISTS (SELECT FROM ethics_audit_sign_off s WHERE s.audit_id = a.id AND s.person_id = ${person}))`

type Member = Exclude<keyof AuditFilter, 'sort'>

const CONDITIONS: { [M in Member]: (value: NonNullable<AuditFilter[M]>, place: (value: unknown) => string, person: string) => string } = {
  state: (value, place) => `a.state = ${place(value)}`,
  tier: (value, place) => `a.tier = ${place(value)}`,
  next: value => IS_NEXT[value],
  requirementId: (value, place) => `a.requirement_id = ${place(value)}`,
  agreementId: (value, place) => `r.agreement_id = ${place(value)}`,
  referred: (value, place) => `(a.referrals > 0) = ${place(value)}`,
  contradictory: (value, place) => `(a.contradictions > 0) = ${place(value)}`,
  overdue: (value, place) => `${IS_OVERDUE} = ${place(value)}`,
  mine: (value, place, person) => `${isMine(person)} = ${place(value)}`,
  createdBefore: (value, place) => `a.created_at < ${place(value)}`,
}

/** Each member of the filter as a condition; `person` is the place of the reader's id. */
export function conditionsOf(filter: Omit<AuditFilter, 'sort'>, parameters: Parameters, person: string): string[] {
  const place = (value: unknown): string => parameters.place(value)
  const conditionOf = <M extends Member>(member: M, value: AuditFilter[M]): string[] =>
    value == null ? [] : [CONDITIONS[member](value, place, person)]
  return (Object.keys(CONDITIONS) as Member[]).flatMap(member => conditionOf(member, filter[member]))
}
