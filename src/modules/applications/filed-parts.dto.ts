import { ApiProperty } from '@nestjs/swagger'

import { SCAN_STATES, type ScanState } from '../files/domain/scan.js'
import { EXCLUSION_OUTCOMES, type ExclusionOutcome } from './domain/exclusion-grounds.js'
import { CLAIM_VERDICTS, type ClaimVerdictKind } from './officer-application-queries.js'

const NULLABLE_TEXT = { type: String, nullable: true } as const
const NULLABLE_DAY = { type: String, format: 'date', nullable: true } as const
const NULLABLE_MOMENT = { type: String, format: 'date-time', nullable: true } as const
const NULLABLE_NUMBER = { type: 'integer', nullable: true } as const
const KINDS = ['mandatory', 'discretionary']
const GIVEN = ['submitted', 'replied', 'changed']

export class FoundDto {
  id!: string
  met!: boolean
  reason!: string
  byName!: string

  @ApiProperty({ format: 'date-time' })
  at!: string
}

export class FiledCriterionDto {
  id!: string
  number!: number
  text!: string

  /** The newest counts. */
  findings!: FoundDto[]
}

export class SaidLineDto {
  label!: string
  text!: string
}

export class FiledVerdictDto {
  id!: string
  /** The version that it is about. */
  pinId!: string

  @ApiProperty({ enum: CLAIM_VERDICTS })
  verdict!: ClaimVerdictKind

  @ApiProperty(NULLABLE_TEXT)
  reason!: string | null
  byName!: string

  @ApiProperty({ format: 'date-time' })
  at!: string
}

/** A file that the version names as evidence. */
export class FiledFileDto {
  id!: string
  name!: string

  sha256!: string
  /** Bytes. */
  size!: number

  /** The bytes are given out where it is "clean" or "unscanned". */
  @ApiProperty({ enum: SCAN_STATES })
  scan!: ScanState

  /** False for a file that breaks off. */
  readable!: boolean
  uploadedByName!: string
  uploadedAt!: string
}

export class FiledAnswerDto {
  /** The version that counts, for verdicts. */
  pinId!: string
  question!: string
  title!: string
  /** The question as the supplier was asked it. */
  text!: string

  @ApiProperty(NULLABLE_TEXT)
  product!: string | null
  version!: number

  hash!: string
  /** Whether the content that is shown comes to the hash that pins it in the library. */
  isVerified!: boolean

  /** How officers came by it: with the submission, with a reply to what they asked, or because it changed while the supplier is a member. */
  @ApiProperty({ enum: GIVEN })
  given!: string
  pinnedAt!: string

  @ApiProperty(NULLABLE_DAY)
  expiresOn!: string | null
  lines!: SaidLineDto[]
  files!: FiledFileDto[]

  /** Every verdict on this version, the newest first; of claims only. */
  verdicts!: FiledVerdictDto[]
}

export class FiledAnswerNowDto extends FiledAnswerDto {
  isClaim!: boolean
  isExpired!: boolean

  /** Labels of what the supplier answers otherwise than when it was admitted before; null where it was not. */
  @ApiProperty({ type: [String], nullable: true })
  changedSinceAdmission!: string[] | null

  /** Numbers of versions that the officers were given before. */
  @ApiProperty({ type: [Number] })
  earlierVersions!: number[]

  /** Of those that they were given after the decision, which rests on this one. */
  @ApiProperty({ type: [Number] })
  laterVersions!: number[]
}

export class FiledMessageDto {
  id!: string

  @ApiProperty({ enum: ['officer', 'supplier'] })
  side!: string

  @ApiProperty(NULLABLE_TEXT)
  question!: string | null
  text!: string

  @ApiProperty(NULLABLE_DAY)
  replyBy!: string | null
  byName!: string

  @ApiProperty({ format: 'date-time' })
  at!: string
}

export class FinanceOverrideDto {
  id!: string
  pinId!: string

  /** Null where there was none, or none on the scale of the threshold. */
  @ApiProperty(NULLABLE_NUMBER)
  score!: number | null
  threshold!: number
  reason!: string
  byName!: string

  @ApiProperty({ format: 'date-time' })
  at!: string
}

export class FiledFinanceDto {
  @ApiProperty(NULLABLE_NUMBER)
  score!: number | null

  @ApiProperty(NULLABLE_TEXT)
  provider!: string | null

  @ApiProperty(NULLABLE_NUMBER)
  highest!: number | null

  /** Null where the law of the agreement has no figure. */
  @ApiProperty(NULLABLE_NUMBER)
  threshold!: number | null

  /** The highest score of the scale that the threshold is on. */
  @ApiProperty(NULLABLE_NUMBER)
  scale!: number | null
  /** Whether the score is on that scale; one of another scale needs an officer's reason. */
  isOnScale!: boolean

  @ApiProperty(NULLABLE_TEXT)
  source!: string | null
  needsOverride!: boolean
  /** The newest first; one counts for the version of the answer that it is about. */
  overrides!: FinanceOverrideDto[]
}

export class ExclusionCaseDto {
  id!: string
  ground!: string

  @ApiProperty({ enum: KINDS })
  kind!: string
  evidence!: string

  @ApiProperty({ type: String, format: 'date' })
  replyBy!: string
  raisedByName!: string
  raisedAt!: string

  @ApiProperty(NULLABLE_TEXT)
  reply!: string | null

  @ApiProperty(NULLABLE_MOMENT)
  repliedAt!: string | null

  @ApiProperty({ type: Boolean, nullable: true })
  applies!: boolean | null

  @ApiProperty({ type: Boolean, nullable: true })
  likelyToRecur!: boolean | null

  @ApiProperty({ enum: EXCLUSION_OUTCOMES, nullable: true })
  outcome!: ExclusionOutcome | null

  @ApiProperty(NULLABLE_TEXT)
  reason!: string | null

  @ApiProperty(NULLABLE_TEXT)
  decidedByName!: string | null

  @ApiProperty(NULLABLE_MOMENT)
  decidedAt!: string | null
}

export class FiledGroundDto {
  /** The question that asks about it, such as L202. */
  ground!: string
  title!: string

  /** As the law of the agreement has it. */
  @ApiProperty({ enum: KINDS })
  kind!: string
  saysYes!: boolean

  @ApiProperty({ type: () => ExclusionCaseDto, nullable: true })
  case!: ExclusionCaseDto | null
}
