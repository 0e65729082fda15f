import { ApiProperty } from '@nestjs/swagger'

import { ASSURANCE_LEVELS } from './domain/assurance.js'
import { JUDGED_BECAUSE } from './domain/audit-method.js'
import { REFERRAL_OUTCOMES } from './domain/sign-off.js'
import { FINDINGS } from './domain/verdict.js'

const OUTCOMES = ['accepted', 'recommended-to-disregard']

export class ReportedAnswerDto {
  questionId!: string

  @ApiProperty({ enum: JUDGED_BECAUSE, isArray: true })
  judgedBecause!: string[]

  @ApiProperty({ enum: FINDINGS })
  finding!: string

  reason!: string

  @ApiProperty({ type: String, nullable: true })
  clause!: string | null

  @ApiProperty({ enum: ASSURANCE_LEVELS })
  assurance!: string
}

export class ReportedReferralDto {
  rule!: string

  @ApiProperty({ enum: REFERRAL_OUTCOMES })
  outcome!: string

  reason!: string
  clauses!: string[]
}

/** What an audit comes to. A recommendation is no decision: the buyer decides. */
export class ConclusionDto {
  @ApiProperty({ enum: OUTCOMES })
  outcome!: string

  /** The clauses that rejected answers and upheld referrals cite. */
  clauses!: string[]
}

export class BidReportDto extends ConclusionDto {
  @ApiProperty({ enum: ['ethics-audit-report'] })
  document!: string

  schema!: number
  auditId!: string
  requirementId!: string
  bidId!: string
  supplierId!: string
  version!: number
  contentCommitment!: string
  /** Of the check report that the version was accepted with. */
  reportHash!: string
  inputHash!: string
  guideline!: string
  edition!: string
  questionnaire!: string
  ruleSet!: string
  engine!: string
  /** The version of the audit method. */
  method!: string
  tier!: string
  seed!: string
  drawnAt!: string
  answers!: ReportedAnswerDto[]
  referrals!: ReportedReferralDto[]
  officers!: number
  signedOffAt!: string
  kid!: string
  /** Ed25519 over the canonical bytes (RFC 8785) of every other member, base64url. */
  signature!: string
}

export class BidInReportDto extends ConclusionDto {
  auditId!: string
  bidId!: string
  supplierId!: string
  version!: number
  contentCommitment!: string
  tier!: string
  /** SHA-256 over the bytes of the report on the bid, as they are given. */
  auditReportHash!: string
}

export class CompetitionReportDto {
  @ApiProperty({ enum: ['ethics-report'] })
  document!: string

  schema!: number
  requirementId!: string
  guideline!: string
  edition!: string
  questionnaire!: string
  ruleSet!: string
  bids!: BidInReportDto[]
  madeAt!: string
  kid!: string
  /** Ed25519 over the canonical bytes (RFC 8785) of every other member, base64url. */
  signature!: string
}
