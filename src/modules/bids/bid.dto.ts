import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator'

import { Decimal, Part, Parts, Shaped, Text, Texts } from '../../web/fields.js'
import { BID_STATES, type BidState } from './domain/bid-lifecycle.js'
import { PinnedFileDto } from './evidence.dto.js'

/** Characters of an award answer: far more than any word limit lets through, so that too much can be saved and cut. */
export const LONGEST_ANSWER = 100_000

/** More than pence, for prices of very many small things. */
export const PRICE_DECIMALS = 4

/** Characters of the text, names in a list, and characters of a name. */
export const DECLARATION_LIMITS = { text: 10_000, names: 100, name: 500 } as const

const ID = () => Shaped(/^[A-Z]\d{1,3}$/, 'must be a capital letter and a number, such as A1', 'A1', 'required')

export class AwardAnswerDto {
  @ID()
  questionId!: string

  @Text(LONGEST_ANSWER, 'required')
  text!: string
}

export class PricedLineDto {
  @ID()
  lineId!: string

  /** Net, in pounds, as decimal text. */
  @Decimal(PRICE_DECIMALS, '4950.00', 'required')
  unitPrice!: string
}

export class DeclarationsDto {
  @Text(DECLARATION_LIMITS.text) conflictOfInterest?: string
  @Texts(DECLARATION_LIMITS.names, DECLARATION_LIMITS.name) subcontractors?: string[]
  @Texts(DECLARATION_LIMITS.names, DECLARATION_LIMITS.name) consortium?: string[]
  @IsOptional() @IsBoolean() termsAccepted?: boolean
}

/** A change of the working copy; a member that is given replaces the whole member, and null deletes it. */
export class BidChangeDto {
  @Parts(() => AwardAnswerDto, 100) awardAnswers?: AwardAnswerDto[]
  @Parts(() => PricedLineDto, 200) priceSchedule?: PricedLineDto[]
  @Part(() => DeclarationsDto) declarations?: DeclarationsDto
}

export class AcknowledgeDto {
  /** Why the bid goes in as it is. */
  @IsString()
  @MaxLength(5000)
  @Matches(/\S/, { message: 'reason must say something' })
  reason!: string
}

export class AcknowledgementDto {
  rule!: string
  reason!: string

  /** In which role it was given. */
  @ApiProperty({ enum: ['supplier-admin', 'bid-writer'] })
  role!: 'supplier-admin' | 'bid-writer'

  personId!: string
  acknowledgedAt!: string
}

export class OwnAcknowledgementDto extends AcknowledgementDto {
  /** False once the rule no longer warns of the values it was given for: give it again. */
  stands!: boolean
}

export class WordCountDto {
  questionId!: string
  words!: number
  wordLimit!: number
}

export class BidDto extends BidChangeDto {
  id!: string
  requirementId!: string

  @ApiProperty({ enum: BID_STATES })
  state!: BidState

  /** Reasons given for what the check warns of. */
  acknowledgements!: OwnAcknowledgementDto[]

  /** How long each award answer is, and how long it may be; one for each question, answered or not. */
  wordCounts!: WordCountDto[]

  /** Unit prices times quantities, summed exactly and never rounded, net in pounds; null while a line has no price. */
  @ApiProperty({ type: String, nullable: true, example: '118800.00' })
  priceTotal!: string | null
}

export class BidSummaryDto {
  id!: string
  requirementId!: string
  requirementTitle!: string

  @ApiProperty({ enum: BID_STATES })
  state!: BidState

  submissionDeadline!: string
  lastVersion!: number | null
}

export class BidPageDto {
  items!: BidSummaryDto[]
  nextCursor!: string | null
}

export class AnswerSectionDto {
  /** Number of the section in the questionnaire. */
  section!: string
  /** The section's ETag for If-Match; "0" for one never saved. */
  etag!: string
}

export class SectionQuery {
  /** One section of the questionnaire; its ETag comes with it. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  section?: string
}

export class CheckQuery {
  /** "all": beside the findings, every rule with its result and trace. */
  @IsOptional()
  @IsIn(['findings', 'all'])
  @ApiPropertyOptional({ enum: ['findings', 'all'], default: 'findings' })
  traces: 'findings' | 'all' = 'findings'
}

export class EthicsAnswersDto {
  sections!: AnswerSectionDto[]

  /** Answers by question id. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'object', additionalProperties: true } })
  answers!: Readonly<Record<string, unknown>>
}

export class ReceiptFileDto {
  id!: string
  /** 64 hexadecimal digits, as sha256sum prints them. */
  sha256!: string
}

/** An audit chain's length and last hash at some moment. */
export class CheckpointDto {
  stream!: string
  sequence!: number
  head!: string
}

/** Receipts given by version 0.1.0 are not signed and lack previousCheckpoint, kid and signature. */
export class ReceiptDto {
  bidId!: string
  requirementId!: string
  version!: number
  /** By the database clock, microseconds. */
  receivedAt!: string
  /** SHA-256 over the salt and the content hash. */
  contentCommitment!: string
  files!: ReceiptFileDto[]
  reportHash!: string

  /** By which your organisation bid; receipts of earlier releases say nothing of it. */
  @ApiProperty({ type: String, format: 'uuid', nullable: true, required: false })
  membershipId?: string | null

  /** SHA-256 over the answers of your library that the bid stands on; null where your membership came of no application, and none are pinned. */
  @ApiProperty({ type: String, nullable: true, required: false })
  libraryAnswers?: string | null

  /** Your organisation's own audit chain just before this submission. */
  previousCheckpoint!: CheckpointDto
  /** Thumbprint (RFC 7638) of the key; the keys are at /.well-known/receipt-keys.json. */
  kid!: string
  /** Ed25519, base64url, over the canonical bytes (RFC 8785) of all members but signature, salt and contentHash. */
  signature!: string
  /** The salt of the commitment, for the supplier alone. */
  salt!: string
  /** The hash of the content, for the supplier alone. */
  contentHash!: string
}

export class OpeningProgressDto {
  /** False until the second person agrees. */
  opened!: boolean
}

export class OpenedBidSummaryDto {
  bidId!: string
  supplierId!: string
  supplierName!: string
  version!: number
  receivedAt!: string
  /** As in the receipt; salted, so that it tells nothing of the price. */
  contentCommitment!: string
}

export class OpenedBidPageDto {
  items!: OpenedBidSummaryDto[]
  nextCursor!: string | null
}

export class OpenedBidDto extends OpenedBidSummaryDto {
  @ApiProperty({ type: AwardAnswerDto, isArray: true })
  awardAnswers!: readonly AwardAnswerDto[]

  declarations!: DeclarationsDto

  /** Answers by question id. */
  @ApiProperty({ type: 'object', additionalProperties: { type: 'object', additionalProperties: true } })
  ethicsAnswers!: Readonly<Record<string, unknown>>

  /** The supplier's reasons for what the check warned of. */
  @ApiProperty({ type: AcknowledgementDto, isArray: true })
  acknowledgements!: readonly AcknowledgementDto[]

  /** The evidence files of the version, as they were called and said to be then. */
  @ApiProperty({ type: PinnedFileDto, isArray: true })
  files!: readonly PinnedFileDto[]
}
