import { ApiProperty } from '@nestjs/swagger'
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn } from 'class-validator'

import { type Role, ROLES } from '../../shared/domain/actor.js'
import { EmailAddress } from '../../web/fields.js'
import { PERSON_INVITATION_STATES, type PersonInvitationState } from './domain/person-invitation-lifecycle.js'
import { PersonDto } from './session.dto.js'

export class ColleagueDto extends PersonDto {
  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: Role[]

  /** When the first of these roles was granted. */
  since!: string
}

export class ColleaguePageDto {
  items!: ColleagueDto[]
  nextCursor!: string | null
}

export class InviteeInput {
  @EmailAddress()
  email!: string

  /** At least one that there is in the own kind of organisation. */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ROLES.length)
  @IsIn(ROLES, { each: true })
  @ApiProperty({ enum: ROLES, isArray: true, minItems: 1 })
  roles!: Role[]
}

export class PersonInvitationDto {
  id!: string
  email!: string

  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: Role[]

  /** Who sent it last. */
  invitedBy!: string
  invitedAt!: string

  @ApiProperty({ enum: PERSON_INVITATION_STATES })
  state!: PersonInvitationState

  /** When the code that was mailed last ends, or ended; null where it was forgotten long ago. */
  @ApiProperty({ type: String, nullable: true })
  expiresAt!: string | null
}

export class PersonInvitationPageDto {
  items!: PersonInvitationDto[]
  nextCursor!: string | null
}
