import { ApiProperty } from '@nestjs/swagger'
import { IsBoolean, IsString, Matches, MaxLength } from 'class-validator'

import { CLARIFICATION_STATES, type ClarificationState } from './domain/clarification-lifecycle.js'

export class AskClarificationDto {
  /** The question. The buyer reads it as it stands and not who asked; say nothing in it that would tell. */
  @IsString()
  @MaxLength(5000)
  @Matches(/\S/, { message: 'question must say something' })
  question!: string
}

export class AskedClarificationDto {
  id!: string
  requirementId!: string
  /** By the database clock, microseconds. */
  askedAt!: string
}

export class AnswerClarificationDto {
  /** The question as everybody is to read it: reworded where the asker's own words would show who asked. */
  @IsString()
  @MaxLength(5000)
  @Matches(/\S/, { message: 'question must say something' })
  question!: string

  @IsString()
  @MaxLength(10_000)
  @Matches(/\S/, { message: 'answer must say something' })
  answer!: string

  /** Whether bidders need the answer to write their bids; it then leaves them time enough. What changes the requirement itself is amended. */
  @IsBoolean()
  material!: boolean
}

export class AnsweredClarificationDto {
  /** The number under which everybody reads it. */
  number!: number
}

export class RefuseClarificationDto {
  /** Why there is no answer, for the asker alone. */
  @IsString()
  @MaxLength(5000)
  @Matches(/\S/, { message: 'reason must say something' })
  reason!: string
}

export class ClarificationDto {
  number!: number
  /** As the buyer published it. */
  question!: string
  answer!: string
  material!: boolean
  answeredAt!: string
}

export class ClarificationPageDto {
  items!: ClarificationDto[]
  nextCursor!: string | null
}

export class WaitingClarificationDto {
  /** Random: it tells nothing of when or by whom it was asked. */
  id!: string
  question!: string

  /** The day in London. */
  @ApiProperty({ type: String, format: 'date' })
  askedOn!: string
}

export class WaitingClarificationPageDto {
  items!: WaitingClarificationDto[]
  nextCursor!: string | null
}

export class OwnClarificationDto {
  id!: string

  @ApiProperty({ enum: CLARIFICATION_STATES })
  state!: ClarificationState

  question!: string
  askedAt!: string

  /** Where the answer stands for everybody. */
  @ApiProperty({ type: 'integer', nullable: true })
  number!: number | null

  /** Why the buyer refused it. */
  @ApiProperty({ type: String, nullable: true })
  reason!: string | null
}

export class OwnClarificationPageDto {
  items!: OwnClarificationDto[]
  nextCursor!: string | null
}
