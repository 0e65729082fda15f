import { ApiProperty } from '@nestjs/swagger'
import { IsOptional, IsUUID } from 'class-validator'

import { Parts, Shaped, Words } from '../../web/fields.js'

/** Answers that one reply can give: more than any question set has. */
const MOST_ANSWERS = 500

class GivenKeyDto {
  /** Id of the question. */
  @Shaped(/^[A-Z]\d{1,3}$/, 'must be the id of a question, such as L401', 'L401', 'required')
  question!: string

  /** Of a claim: the product that it is about. */
  @IsOptional()
  @IsUUID()
  @ApiProperty({ type: String, format: 'uuid', nullable: true, required: false })
  productId?: string | null
}

export class ReplyInput {
  /** What is said to what was asked. */
  @Words(10_000)
  text!: string

  /** Answers of the library that the officers are given as they are now. */
  @Parts(() => GivenKeyDto, MOST_ANSWERS)
  answers?: GivenKeyDto[]
}

export class GroundReplyInput {
  /** What the supplier has to say: whether the ground applies, what it did about it, and why it will not happen again. */
  @Words(20_000)
  text!: string
}

class ThreadMessageDto {
  id!: string

  @ApiProperty({ enum: ['officer', 'supplier'] })
  side!: string

  /** The question of the library that it is about. */
  @ApiProperty({ type: String, nullable: true })
  question!: string | null

  text!: string

  /** The day to reply by, of what was asked. */
  @ApiProperty({ type: String, format: 'date', nullable: true })
  replyBy!: string | null

  saidAt!: string
}

class RaisedGroundDto {
  /** Id of the question on the ground. */
  ground!: string

  @ApiProperty({ enum: ['mandatory', 'discretionary'] })
  kind!: string

  evidence!: string

  @ApiProperty({ format: 'date' })
  replyBy!: string

  raisedAt!: string

  @ApiProperty({ type: String, nullable: true })
  reply!: string | null

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  repliedAt!: string | null

  /** Null while it is not decided. Kept out by a mandatory ground, kept out or let in all the same on a discretionary one, or not excludable. */
  @ApiProperty({ enum: ['excluded', 'excludable-kept-out', 'excludable-let-in', 'no-exclusion'], nullable: true })
  outcome!: string | null

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null
}

export class ApplicationThreadDto {
  /** The oldest first. */
  messages!: ThreadMessageDto[]
  raised!: RaisedGroundDto[]
}
