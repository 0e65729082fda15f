import { ApiProperty } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsObject, IsOptional, IsString, Matches, MaxLength, ValidateNested } from 'class-validator'

import { Choice, Text } from '../../web/fields.js'
import { TIERS, type Tier } from '../guidelines/domain/risk-tier.js'
import { AnswerViewDto } from './answer-view.dto.js'
import { AUDIT_STATES, type AuditState } from './domain/ethics-audit-lifecycle.js'
import { NEXT_NEEDED, type NextNeeded } from './domain/next-needed.js'
import { REFERRAL_OUTCOMES, type ReferralDecision } from './domain/sign-off.js'
import { FINDINGS, type VerdictFinding } from './domain/verdict.js'

export class VerdictInputDto {
  /** The question whose answer is judged. */
  @IsString()
  @Matches(/^[A-Z]\d{1,3}$/)
  questionId!: string

  @Choice(FINDINGS, 'required')
  finding!: VerdictFinding

  /** Needed unless the answer is accepted. Of a queried answer, what the supplier is asked: it reads just this. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  reason?: string

  /** The clause a rejection cites; it must bind suppliers. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  clause?: string

  /** What you looked up or had run again, such as the number of a certificate: it raises the assurance of an accepted answer to A3. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  checked?: string
}

export class ReferralDecisionDto implements ReferralDecision {
  /** The rule that referred. */
  @Text(20, 'required')
  rule!: string

  @Choice(REFERRAL_OUTCOMES, 'required')
  outcome!: ReferralDecision['outcome']

  @Text(10_000, 'required')
  reason!: string
}

export class SignOffInputDto {
  /** One for each referral of the check report; none where a first sign-off is confirmed. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ReferralDecisionDto)
  referrals?: ReferralDecisionDto[]
}

export class AuditSummaryDto {
  id!: string
  bidId!: string
  requirementId!: string
  requirementTitle!: string

  /** As the check of the bid found it, which may be higher than the notice's. */
  @ApiProperty({ enum: TIERS })
  tier!: Tier

  @ApiProperty({ enum: AUDIT_STATES })
  state!: AuditState

  createdAt!: string
  /** When it should be signed off; nothing happens by itself then. */
  dueAt!: string
  overdue!: boolean
  referrals!: number
  contradictions!: number
  /** How many answers must be judged. */
  toJudge!: number
  /** How many of those have a verdict. */
  judged!: number
  /** How many answers are queried. */
  queried!: number
  /** How many of those the supplier still has time to explain. */
  waiting!: number

  /** Who has to do something next; null once it is signed off. */
  @ApiProperty({ enum: NEXT_NEEDED, nullable: true })
  next!: NextNeeded | null
}

export class AuditCountsDto {
  /** By choice: a tier, who is next, referred, contradictory, overdue, mine. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } })
  counts!: Readonly<Record<string, number>>
}

export class AuditPageDto {
  items!: AuditSummaryDto[]
  nextCursor!: string | null
}

export class SampleSizeDto {
  percent!: number
  least!: number
}

/** What is judged at this tier and by how many, with where the figures come from. */
export class MethodDto {
  version!: string

  @ApiProperty({ type: [String] })
  judged!: readonly string[]

  @ApiProperty({ type: SampleSizeDto, nullable: true })
  sample!: SampleSizeDto | null

  officers!: number
  dueWorkingDays!: number
  answerWorkingDays!: number

  @ApiProperty({ type: [String] })
  sources!: readonly string[]
}

export class SampleDto {
  /** Random bytes in hexadecimal digits, drawn after the opening and recorded in the audit log. */
  seed!: string
  drawnAt!: string
  candidates!: string[]
  size!: number
  drawn!: string[]
  howToDraw!: string
}

export class ReferralDto {
  rule!: string
  message!: string
  clauses!: string[]
  questions!: string[]

  @ApiProperty({ type: ReferralDecisionDto, nullable: true })
  decision!: ReferralDecisionDto | null
}

export class SignOffDto {
  @ApiProperty({ enum: ['only', 'first', 'second'] })
  place!: 'only' | 'first' | 'second'

  personId!: string
  signedAt!: string
  /** A first sign-off lapses with the next revision. */
  revision!: number
  referrals!: ReferralDecisionDto[]
}

export class ObstacleDto {
  questionId!: string
  code!: string
  detail!: string
}

export class EthicsAuditDto extends AuditSummaryDto {
  supplierId!: string
  supplierName!: string
  version!: number
  receivedAt!: string
  contentCommitment!: string
  reportHash!: string
  method!: MethodDto

  /** Null at a tier where every required answer is judged. */
  @ApiProperty({ type: SampleDto, nullable: true })
  sample!: SampleDto | null

  /** The check report the version was accepted with. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  report!: object

  /** False where rules that did not fire cannot be told any more as they were at the submission. */
  allRulesTraced!: boolean
  /** In the order of the questionnaire; what was not shown is none, and whether AI helped to write the bid is never judged. */
  answers!: AnswerViewDto[]
  referralList!: ReferralDto[]
  signOffs!: SignOffDto[]
  /** What keeps it from being signed off, with the answer that each is about. */
  obstacles!: ObstacleDto[]
}
