import type { Finding } from '../../guidelines/domain/report.js'
import type { JudgedBecause } from './audit-method.js'
import type { AssuranceLevel } from './assurance.js'
import type { ReferralDecision } from './sign-off.js'
import type { VerdictFinding } from './verdict.js'

export type AuditOutcome = 'accepted' | 'recommended-to-disregard'

export interface ReportedAnswer {
  questionId: string
  /** Why it had to be judged; empty where an officer judged it all the same. */
  judgedBecause: readonly JudgedBecause[]
  finding: VerdictFinding
  reason: string
  clause: string | null
  assurance: AssuranceLevel
}

export interface ReportedReferral extends ReferralDecision {
  clauses: readonly string[]
}

/** What an audit comes to. A recommendation is no decision: the buyer decides, with an approver. */
export interface Conclusion {
  outcome: AuditOutcome
  /** The clauses that rejected answers and upheld referrals cite, in the order of their ids. */
  clauses: string[]
}

/** The report on one bid before it is signed. It tells nobody's name: who judged and signed stands in the audit log. */
export interface BidReport extends Conclusion {
  document: 'ethics-audit-report'
  schema: 1
  auditId: string
  requirementId: string
  bidId: string
  supplierId: string
  version: number
  contentCommitment: string
  reportHash: string
  inputHash: string
  guideline: string
  edition: string
  questionnaire: string
  ruleSet: string
  engine: string
  method: string
  tier: string
  /** What the sample was drawn by, and when. */
  seed: string
  drawnAt: string
  answers: readonly ReportedAnswer[]
  referrals: readonly ReportedReferral[]
  /** How many different officers signed it off. */
  officers: number
  signedOffAt: string
}

export function conclude(
  answers: readonly Pick<ReportedAnswer, 'finding' | 'clause'>[],
  referrals: readonly Pick<ReportedReferral, 'outcome' | 'clauses'>[],
): Conclusion {
  const rejected = answers.filter(({ finding }) => finding === 'rejected')
  const upheld = referrals.filter(({ outcome }) => outcome === 'upheld')
  const clauses = [...rejected.flatMap(({ clause }) => clause ?? []), ...upheld.flatMap(each => each.clauses)]
  const isAccepted = rejected.length + upheld.length === 0
  return { outcome: isAccepted ? 'accepted' : 'recommended-to-disregard', clauses: [...new Set(clauses)].sort() }
}

/** The decisions with the clauses of the findings they are about, in the order of the check report. */
export const reportedReferrals = (
  decisions: readonly ReferralDecision[],
  findings: readonly Pick<Finding, 'rule' | 'clauses'>[],
): ReportedReferral[] =>
  findings.flatMap(({ rule, clauses }) =>
    decisions.filter(decision => decision.rule === rule).map(({ outcome, reason }) => ({ rule, outcome, reason, clauses })),
  )

/** What the report on a competition says of one bid: enough to find its own report and to know that it is the one. */
export interface BidInReport extends Conclusion {
  auditId: string
  bidId: string
  supplierId: string
  version: number
  contentCommitment: string
  tier: string
  /** SHA-256 over the canonical bytes of the signed report on the bid. */
  auditReportHash: string
}

export interface CompetitionReport {
  document: 'ethics-report'
  schema: 1
  requirementId: string
  guideline: string
  edition: string
  questionnaire: string
  ruleSet: string
  bids: readonly BidInReport[]
  madeAt: string
}
