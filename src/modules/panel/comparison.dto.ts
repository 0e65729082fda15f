import { ApiProperty } from '@nestjs/swagger'

import type { ComparedKind } from './domain/compared-questions.js'

const KINDS = ['award', 'ethics'] as const satisfies readonly ComparedKind[]

export class ComparedQuestionDto {
  /** Whether the buyer asks it or the questionnaire. */
  @ApiProperty({ enum: KINDS })
  kind!: ComparedKind

  @ApiProperty({ pattern: '^[A-Z]\\d{1,3}$' })
  id!: string
  text!: string

  /** The section of the questionnaire; null for award questions. */
  @ApiProperty({ type: String, nullable: true })
  section!: string | null
}

export class AnsweringBidDto {
  bidId!: string
  supplierId!: string
  supplierName!: string
  /** The questions that it answers: "award A1" or "ethics Q101". */
  answered!: string[]
}

export class ComparisonDto {
  /** Those that concern one of the bids here. */
  questions!: ComparedQuestionDto[]
  items!: AnsweringBidDto[]

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null
}

export class AnswerOfBidDto {
  bidId!: string
  supplierId!: string
  supplierName!: string

  /** The answer to an award question; null where there is none. */
  @ApiProperty({ type: String, nullable: true })
  text!: string | null

  /** The answer to a question of the questionnaire, by its parts; null where there is none. */
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  answer!: object | null
}

export class QuestionComparisonDto {
  question!: ComparedQuestionDto

  @ApiProperty({ type: ComparedQuestionDto, nullable: true })
  previous!: ComparedQuestionDto | null

  @ApiProperty({ type: ComparedQuestionDto, nullable: true })
  next!: ComparedQuestionDto | null

  items!: AnswerOfBidDto[]

  @ApiProperty({ type: String, nullable: true })
  nextCursor!: string | null
}
