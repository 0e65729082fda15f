import { sha256, shownHash } from '../../shared/canonical.js'
import { oneRow } from '../../shared/database/rows.js'
import type { Readable } from '../../shared/database/unit-of-work.js'
import { withEveryRow } from '../../shared/database/with-every-row.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Known, inputOf } from '../bids/check-bid.js'
import type { Envelopes } from '../bids/domain/bid-content.js'
import { asSubmitted, type EvidenceFile } from '../bids/domain/evidence.js'
import { listFilesOfVersion } from '../bids/evidence-queries.js'
import { readOpened } from '../bids/opened-bytes.js'
import type { Sealing } from '../bids/sealing.js'
import { listEarlierStatements } from '../bids/supplier-statements.js'
import type { CheckReport, RuleTrace } from '../guidelines/domain/report.js'
import type { RequirementForRules } from '../guidelines/domain/requirement-for-rules.js'
import type { ShownAnswer } from '../guidelines/domain/shown-answers.js'
import type { GuidelinesService } from '../guidelines/guidelines.service.js'
import { pinnedVersions } from '../requirements/pinned-versions.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { listRulings } from '../requirements/rulings.js'
import type { EthicsAudit } from './ethics-audit-queries.js'

/** What an audit is about: the version that was submitted last, frozen, with the report of its check. */
export interface AuditedBid {
  version: number
  receivedAt: Instant
  contentCommitment: string
  reportHash: string
  supplierName: string
  quality: Envelopes['quality']
  report: CheckReport
}

export async function getAuditedBid(view: Readable, bidId: string): Promise<AuditedBid> {
  const { commitment, quality, report, ...row } = await oneRow<{
    version: number
    receivedAt: Instant
    commitment: Buffer
    supplierName: string
    quality: Buffer
    report: Buffer
  }>(
    view,
    `SELECT v.number AS version, v.received_at AS "receivedAt", v.commitment, o.name AS "supplierName", c.quality, c.report
     FROM bid b JOIN organisation o ON o.id = b.supplier_id JOIN opened_bid c ON c.bid_id = b.id
     JOIN bid_version v ON v.bid_id = c.bid_id AND v.number = c.version WHERE b.id = $1`,
    [bidId],
  )
  return {
    ...row,
    contentCommitment: shownHash(commitment),
    reportHash: shownHash(sha256(report)),
    quality: readOpened(quality) as Envelopes['quality'],
    report: JSON.parse(report.toString('utf8')) as CheckReport,
  }
}

/** The files of the version as they were described when it was submitted. */
export const listAuditedFiles = async (
  view: Readable,
  sealing: Sealing,
  { bidId }: EthicsAudit,
  { version, quality }: AuditedBid,
): Promise<EvidenceFile[]> => asSubmitted(await listFilesOfVersion(view, sealing, bidId, version), quality.files)

/** The answers that a check of this requirement could read. */
export const shownAnswersOf = (
  guidelines: GuidelinesService,
  requirement: Requirement,
  answers: AuditedBid['quality']['ethicsAnswers'],
): ShownAnswer[] => guidelines.shownAnswers(pinnedVersions(requirement), requirement.content as RequirementForRules, answers)

/**
 * What every rule makes of the version now, where that is what the check of the submission saw; nothing where a rule would look at something
 * else today, such as a statement of the supplier that has aged. What fired then stands in the report either way.
 */
export async function traceAsChecked(
  guidelines: GuidelinesService,
  sealing: Sealing,
  view: Readable,
  requirement: Requirement,
  audit: EthicsAudit,
  bid: AuditedBid,
  files: readonly EvidenceFile[],
): Promise<RuleTrace[]> {
  const { bidId: id, supplierId } = audit
  const earlierStatements = await withEveryRow(view, 'trace-as-checked', () => listEarlierStatements(view, sealing, { id, supplierId }))
  const rulings = await listRulings(view, audit.requirementId, bid.receivedAt)
  const known: Known = { answers: bid.quality.ethicsAnswers, files, earlierStatements, rulings }
  const [versions, input] = [pinnedVersions(requirement), inputOf(requirement, known)]
  return guidelines.check(versions, input).inputHash === bid.report.inputHash ? guidelines.traces(versions, input) : []
}
