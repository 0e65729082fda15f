import { ApiProperty } from '@nestjs/swagger'
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator'

import { Choice } from '../../web/fields.js'
import { FINDINGS, type VerdictFinding } from './domain/verdict.js'

export class VerdictInputDto {
  /** The question whose answer is judged. */
  @IsString()
  @Matches(/^[A-Z]\d{1,3}$/)
  questionId!: string

  @Choice(FINDINGS, 'required')
  finding!: VerdictFinding

  /** Needed unless the answer is accepted. */
  @IsOptional()
  @IsString()
  @MaxLength(10_000)
  reason?: string

  /** The clause a rejection cites. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  clause?: string
}

export class VerdictDto {
  id!: string
  questionId!: string

  @ApiProperty({ enum: FINDINGS })
  finding!: VerdictFinding

  reason!: string
  clause!: string | null
  givenAt!: string
}

export class AuditSummaryDto {
  id!: string
  bidId!: string
  requirementId!: string
  requirementTitle!: string
  tier!: string

  @ApiProperty({ enum: ['open', 'signed-off'] })
  state!: 'open' | 'signed-off'

  createdAt!: string
  /** How many answers have their verdict. */
  verdicts!: number
}

export class AuditPageDto {
  items!: AuditSummaryDto[]
  nextCursor!: string | null
}

export class EthicsAuditDto extends AuditSummaryDto {
  /** Answers by question id, as submitted. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'object', additionalProperties: true } })
  ethicsAnswers!: Readonly<Record<string, unknown>>

  /** The check report the version was accepted with. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  report!: object

  given!: VerdictDto[]
}
