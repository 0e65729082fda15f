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

  /** A code of GET /api/v1/decline-reasons; null where the organisation intends to bid. */
  @ApiProperty({ enum: DECLINE_CODES, nullable: true, example: 'no-capacity' })
  reason!: string | null

  @ApiProperty({ type: String, nullable: true, example: 'Ask us again in spring.' })
  words!: string | null

  /** By the database clock, microseconds. */
  answeredAt!: string
}

export class InvitationDto {
  requirementId!: string

  /** "viewed" once somebody of the organisation opened the page of the requirement; "no-response" where nothing was said by the deadline. */
  @ApiProperty({ enum: INVITATION_STATES })
  state!: InvitationState

  invitedAt!: string

  /** What was answered last; null while nothing was. */
  @ApiProperty({ type: InvitationAnswerDto, nullable: true })
  answer!: InvitationAnswerDto | null
}

export class ListedInvitationDto {
  requirementId!: string
  requirementTitle!: string
  buyerName!: string
  submissionDeadline!: string

  @ApiProperty({ enum: INVITATION_STATES })
  state!: InvitationState

  invitedAt!: string
}

export class InvitationPageDto {
  items!: ListedInvitationDto[]
  nextCursor!: string | null
}

export class DeclineReasonDto {
  @ApiProperty({ enum: DECLINE_CODES })
  code!: DeclineReason

  words!: string
}

export class DeclineReasonListDto {
  items!: DeclineReasonDto[]
}
