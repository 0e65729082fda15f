import { londonDay } from '../../shared/domain/london-time.js'
import type { CheckReport, Finding } from '../guidelines/domain/report.js'
import { answerView, type AnswerView } from './answer-view.js'
import type { AuditParts } from './audit-parts.js'
import type { AuditSummary } from './audit-queue.js'
import { isReferral, sampleOf } from './domain/answers-to-judge.js'
import { type AuditMethod, methodOf, type TierMethod } from './domain/audit-method.js'
import { HOW_TO_DRAW } from './domain/sample.js'
import { type Obstacle, obstaclesOf, type ReferralDecision } from './domain/sign-off.js'
import type { SignOff } from './ethics-audit-queries.js'
import { standingAnswers } from './standing-answers.js'

/** A referral of the check report, with what was last decided on it. */
export interface ReferralView extends Pick<Finding, 'rule' | 'message' | 'clauses' | 'questions'> {
  decision: ReferralDecision | null
}

/** By what the sample was drawn, so that anybody can draw it again. */
export interface SampleView {
  seed: string
  drawnAt: string
  candidates: string[]
  size: number
  drawn: string[]
  howToDraw: string
}

export interface AuditView extends AuditSummary {
  revision: number
  supplierId: string
  supplierName: string
  version: number
  receivedAt: string
  contentCommitment: string
  reportHash: string
  method: { version: string; sources: readonly string[]; answerWorkingDays: number } & TierMethod
  /** Null at a tier where every required answer is judged. */
  sample: SampleView | null
  report: CheckReport
  /** False where rules that did not fire cannot be told any more as they were at the submission. */
  allRulesTraced: boolean
  answers: AnswerView[]
  referralList: ReferralView[]
  signOffs: SignOff[]
  /** What keeps it from being signed off, with the answer that each is about. */
  obstacles: Obstacle[]
}

export function viewOf(parts: AuditParts): AuditView {
  const { summary, audit, bid, shown, traces, signOffs, toJudge, verdicts, messages } = parts
  const method = methodOf(audit.method)
  const { tier, revision, supplierId } = audit
  const { supplierName, version, receivedAt, contentCommitment, reportHash, report } = bid
  const around = { supplierName, day: londonDay(receivedAt), method }
  return {
    ...summary,
    ...{ revision, supplierId, supplierName, version, receivedAt, contentCommitment, reportHash, report },
    method: { version: method.version, sources: method.sources, answerWorkingDays: method.answerWorkingDays, ...method.tiers[tier] },
    sample: sampleView(parts, method),
    allRulesTraced: traces.length > 0,
    answers: shown.map(({ question }) => answerView(question, parts, around)),
    referralList: report.findings.filter(isReferral).map(finding => referralView(finding, signOffs)),
    signOffs: [...signOffs],
    obstacles: audit.state === 'signed-off' ? [] : obstaclesOf(standingAnswers(toJudge, verdicts, messages)),
  }
}

function sampleView({ audit, bid, shown }: AuditParts, method: AuditMethod): SampleView | null {
  const { seed, drawnAt, bidId, tier } = audit
  const sample = sampleOf({ bidId, tier, answers: shown, findings: bid.report.findings, seed }, method)
  return sample === null ? null : { seed, drawnAt, ...sample, howToDraw: HOW_TO_DRAW }
}

const referralView = ({ rule, message, clauses, questions }: Finding, signOffs: readonly SignOff[]): ReferralView => ({
  ...{ rule, message, clauses, questions },
  decision: signOffs.at(-1)?.referrals.find(decision => decision.rule === rule) ?? null,
})
