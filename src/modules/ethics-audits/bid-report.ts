import type { Instant } from '../../shared/domain/instant.js'
import { londonDay } from '../../shared/domain/london-time.js'
import type { EvidenceFile } from '../bids/domain/evidence.js'
import type { Answer } from '../guidelines/domain/answers.js'
import { filesOf } from './answer-view.js'
import type { AuditedBid } from './audited-bid.js'
import { assuranceOf } from './domain/assurance.js'
import { methodOf } from './domain/audit-method.js'
import { type BidReport, conclude, type ReportedAnswer, reportedReferrals } from './domain/audit-report.js'
import type { ReferralDecision } from './domain/sign-off.js'
import { type AnswerToBeJudged, type EthicsAudit, standingVerdicts, type Verdict } from './ethics-audit-queries.js'

export interface ReportParts {
  audit: EthicsAudit
  bid: AuditedBid
  files: readonly EvidenceFile[]
  toJudge: readonly AnswerToBeJudged[]
  verdicts: readonly Verdict[]
  referrals: readonly ReferralDecision[]
  signedOffAt: Instant
}

/** What the audit comes to, ready to be signed. */
export function bidReportOf(parts: ReportParts): BidReport {
  const { audit, bid, signedOffAt } = parts
  const { guideline, edition, questionnaire, ruleSet, engine, inputHash, findings } = bid.report
  const answers = reportedAnswers(parts)
  const referrals = reportedReferrals(parts.referrals, findings)
  const { id: auditId, requirementId, bidId, supplierId, method, tier, seed, drawnAt } = audit
  const { version, contentCommitment, reportHash } = bid
  return {
    document: 'ethics-audit-report',
    schema: 1,
    ...{ auditId, requirementId, bidId, supplierId, version, contentCommitment, reportHash, inputHash },
    ...{ guideline, edition, questionnaire, ruleSet, engine, method, tier, seed, drawnAt },
    answers,
    referrals,
    ...conclude(answers, referrals),
    officers: methodOf(method).tiers[tier].officers,
    signedOffAt,
  }
}

function reportedAnswers({ audit, bid, files, toJudge, verdicts }: ReportParts): ReportedAnswer[] {
  const around = { supplierName: bid.supplierName, day: londonDay(bid.receivedAt), method: methodOf(audit.method) }
  return [...standingVerdicts(verdicts).values()]
    .sort((one, other) => (one.questionId < other.questionId ? -1 : 1))
    .map(({ questionId, finding, reason, clause, checked }) => {
      const named = filesOf(bid.quality.ethicsAnswers[questionId] as Answer, files, around)
      const judgedBecause = toJudge.find(each => each.questionId === questionId)?.reasons ?? []
      return { questionId, judgedBecause, finding, reason, clause, assurance: assuranceOf(named, checked).level }
    })
}
