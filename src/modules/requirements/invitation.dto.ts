import { ApiProperty } from '@nestjs/swagger'
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator'

import { Choice } from '../../web/fields.js'
import { DECLINE_CODES, type DeclineReason } from './domain/decline-reasons.js'
import { INVITATION_STATES, type InvitationState } from './domain/invitation-lifecycle.js'

export class DeclineDto {
  /** A code of GET /api/v1/decline-reasons. */
  @Choice(DECLINE_CODES, 'required')
  reason!: DeclineReason

  /** What you want to add. */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  @Matches(/\S/, { message: 'words must say something' })
  @ApiProperty({ type: String, nullable: true, required: false, maxLength: 2000 })
  words?: string | null
}

export class InvitationAnswerDto {
  @ApiProperty({ enum: ['intending', 'declined'] })
  state!: 'intending' | 'declined'

  /** Code of the reason; null where the organisation intends to bid. */
  @ApiProperty({ type: String, nullable: true, example: 'no-capacity' })
  reason!: string | null

  @ApiProperty({ type: String, nullable: true, example: 'Ask us again in spring.' })
  words!: string | null

  /** By the database clock, microseconds. */
  answeredAt!: string
}

export class InvitationDto {
  requirementId!: string

  @ApiProperty({ enum: INVITATION_STATES })
  state!: InvitationState

  invitedAt!: string

  /** What was answered last; null while nothing was. */
  @ApiProperty({ type: InvitationAnswerDto, nullable: true })
  answer!: InvitationAnswerDto | null
}

export class DeclineReasonDto {
  @ApiProperty({ enum: DECLINE_CODES })
  code!: DeclineReason

  words!: string
}

export class DeclineReasonListDto {
  items!: DeclineReasonDto[]
}
