import type { EvidenceFile } from '../bids/domain/evidence.js'
import type { RuleTrace } from '../guidelines/domain/report.js'
import type { ShownAnswer } from '../guidelines/domain/shown-answers.js'
import type { GuidelineReader } from '../guidelines/guidelines.service.js'
import type { Message } from './audit-messages.js'
import type { AuditSummary } from './audit-queue.js'
import type { AuditThread } from './audit-thread.js'
import type { AuditedBid } from './audited-bid.js'
import type { AnswerToBeJudged, EthicsAudit, SignOff, Verdict } from './ethics-audit-queries.js'

/** All that was read of one audit. */
export interface AuditParts {
  summary: AuditSummary
  audit: EthicsAudit
  bid: AuditedBid
  files: readonly EvidenceFile[]
  reader: GuidelineReader
  shown: readonly ShownAnswer[]
  traces: readonly RuleTrace[]
  toJudge: readonly AnswerToBeJudged[]
  verdicts: readonly Verdict[]
  messages: readonly Message[]
  threads: readonly AuditThread[]
  signOffs: readonly SignOff[]
}
