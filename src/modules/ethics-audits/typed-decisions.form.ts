import { Malformed } from '../../shared/domain/errors.js'
import { type FormFields, one } from '../../web/pages/form-body.js'
import { REFERRAL_OUTCOMES, type ReferralDecision } from './domain/sign-off.js'

const isOutcome = (value: string): value is ReferralDecision['outcome'] => REFERRAL_OUTCOMES.some(outcome => outcome === value)

export const outcomeField = (place: number): string => `referrals-${place}-outcome`
export const reasonField = (place: number): string => `referrals-${place}-reason`

/** As the API takes it. */
const LONGEST_REASON = 10_000

/** What was chosen for each referral, in the order of the check report; or what is missing, at each field. */
export function typedDecisions(rules: readonly string[], fields: FormFields): ReferralDecision[] {
  const typed = rules.map((rule, place) => ({ rule, outcome: one(fields, outcomeField(place)), reason: one(fields, reasonField(place)) }))
  const errors = typed.flatMap(({ rule, outcome, reason }, place) => [
    ...(isOutcome(outcome) ? [] : [problem(place, 'outcome', 'is-defined', `Clear or uphold the referral of ${rule}`)]),
    ...(reason.trim() === '' ? [problem(place, 'reason', 'is-defined', `Say why, for ${rule}: the buyer will read it`)] : []),
    ...(reason.length > LONGEST_REASON ? [problem(place, 'reason', 'max-length', 'The reason must have at most 10,000 characters')] : []),
  ])
  if (errors.length > 0) throw new Malformed('invalid-request', 'Each referral needs a decision with a reason.', errors)
  return typed.flatMap(({ rule, outcome, reason }) => (isOutcome(outcome) ? [{ rule, outcome, reason }] : []))
}

const problem = (place: number, field: string, code: string, detail: string) => ({ pointer: `/referrals/${place}/${field}`, code, detail })
