import { ApiProperty } from '@nestjs/swagger'

import { Name } from '../../web/fields.js'
import { SCAN_STATES, type ScanState } from '../files/domain/scan.js'
import { ASSURANCE_LEVELS, type AssuranceLevel } from './domain/assurance.js'
import { JUDGED_BECAUSE, type JudgedBecause } from './domain/audit-method.js'
import { THREAD_STATES, type ThreadState } from './domain/audit-thread.js'
import { FINDINGS, type VerdictFinding } from './domain/verdict.js'
import { MessageDto } from './audit-thread.dto.js'

/** A0 asserted, A1 own document, A2 independent document, A3 checked by the operator. */
export class AssuranceDto {
  @ApiProperty({ enum: ASSURANCE_LEVELS })
  level!: AssuranceLevel

  reason!: string
}

export class AuditedFileDto extends AssuranceDto {
  id!: string
  /** The option it is attached to; empty where it is for the whole answer. */
  item!: string
  name!: string
  mediaType!: string
  type?: string
  issuer?: string
  issueDate?: string
  expiryDate?: string
  scope?: string
  confidentiality?: string
  sha256!: string

  @ApiProperty({ enum: SCAN_STATES })
  scan!: ScanState

  readable!: boolean
}

export class SentenceDto {
  /** How deep it stands under the line it is a part of. */
  level!: number
  text!: string
}

export class RuleFindingDto {
  outcome!: string
  message!: string
  fix!: string
}

export class ReadingRuleDto {
  rule!: string
  version!: number

  @ApiProperty({ enum: ['fired', 'not-fired', 'unknown', 'not-run'] })
  result!: string

  @ApiProperty({ type: RuleFindingDto, nullable: true })
  finding!: RuleFindingDto | null

  clauses!: string[]
  /** What it looked at and what came out, line by line. Rules state what is wrong, so "yes" is a problem. */
  words!: SentenceDto[]
}

export class CitedClauseDto {
  @Name()
  id!: string
  duty!: string

  @ApiProperty({ type: String, nullable: true })
  answerShows!: string | null

  /** What came of it in the check; null where it does not bind suppliers. */
  @ApiProperty({ type: String, nullable: true })
  status!: string | null
}

export class CitedCompanionDto {
  @Name()
  id!: string
  title!: string
  adds!: string
}

export class VerdictDto {
  id!: string
  questionId!: string

  @ApiProperty({ enum: FINDINGS })
  finding!: VerdictFinding

  reason!: string

  @ApiProperty({ type: String, nullable: true })
  clause!: string | null

  @ApiProperty({ type: String, nullable: true })
  checked!: string | null

  officerId!: string
  givenAt!: string
  /** The revision of the audit that it made. */
  revision!: number

  /** Who undid it, and when; both null while nobody has. */
  @ApiProperty({ type: String, nullable: true })
  undoneBy!: string | null

  @ApiProperty({ type: String, nullable: true })
  undoneAt!: string | null
}

export class AuditedThreadDto {
  @ApiProperty({ enum: THREAD_STATES })
  state!: ThreadState

  messages!: MessageDto[]
}

export class AnswerViewDto {
  questionId!: string
  question!: string

  @ApiProperty({ type: 'object', additionalProperties: true })
  answer!: object

  /** Why it must be judged; empty where it need not be. */
  @ApiProperty({ enum: JUDGED_BECAUSE, isArray: true })
  judgedBecause!: JudgedBecause[]

  assurance!: AssuranceDto
  files!: AuditedFileDto[]
  rules!: ReadingRuleDto[]
  clauses!: CitedClauseDto[]
  companions!: CitedCompanionDto[]

  /** The verdict that counts. */
  @ApiProperty({ type: VerdictDto, nullable: true })
  verdict!: VerdictDto | null

  /** Those that were replaced or undone, the oldest first. */
  earlierVerdicts!: VerdictDto[]

  @ApiProperty({ type: AuditedThreadDto, nullable: true })
  thread!: AuditedThreadDto | null
}
