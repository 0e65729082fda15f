import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator'

import { ROLES, type OrganisationKind, type Role } from '../../shared/domain/actor.js'
import { ApiProperty } from '@nestjs/swagger'
import { ListQuery } from '../../web/list-query.dto.js'
import type { LogScope } from './sign-in-log.service.js'
import { SIGN_IN_METHODS, SIGN_IN_OUTCOMES, type SignInMethod, type SignInOutcome } from './sign-in-events.js'

/** Six digits of an app, or a recovery code with its dashes. */
export const LONGEST_CODE = 40

export class SignInInput {
  /** E-mail address of the account. */
  @IsString()
  @MinLength(3)
  @MaxLength(254)
  email!: string

  @IsString()
  @MinLength(1)
  @MaxLength(1000)
  password!: string

  /** Code of the app, or a recovery code. Without one an account that has a second factor is asked for it in a second step; others leave it out, and it is not looked at. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CODE)
  oneTimeCode?: string
}

export class SecondStepInput {
  /** From the answer `one-time-code-needed`. */
  @IsString()
  @MaxLength(100)
  pendingToken!: string

  /** Code of the app, or a recovery code. */
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_CODE)
  oneTimeCode!: string
}

export class StepUpInput {
  @IsString()
  @MinLength(1)
  @MaxLength(1000)
  password!: string

  /** Code of the app, or a recovery code; needed where the account has a second factor. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CODE)
  oneTimeCode?: string
}

export class SteppedUpDto {
  provedAt!: string
  /** Until when what asks for a fresh sign-in may be done. */
  freshUntil!: string
}

export class PersonDto {
  id!: string
  name!: string
  email!: string
}

export class OrganisationRolesDto {
  id!: string
  name!: string

  @ApiProperty({ enum: ['public-body', 'supplier', 'operator'] })
  kind!: OrganisationKind

  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: Role[]
}

export class SessionDto {
  /** Send it as "Authorization: Bearer <token>". Shown this once. */
  token!: string
  /** When the session ends at the latest, RFC 3339. */
  expiresAt!: string
  person!: PersonDto
  organisations!: OrganisationRolesDto[]
  /** Whether roles of yours wait until you set up a second factor. */
  secondFactorNeeded!: boolean
}

export class OwnSessionDto {
  id!: string
  /** The program that signed in, in words. */
  device!: string
  signedInAt!: string
  /** To the minute. */
  lastUsedAt!: string
  expiresAt!: string
  /** Whether it is the one that asks. */
  current!: boolean
}

export class OwnSessionPageDto {
  items!: OwnSessionDto[]
  nextCursor!: string | null
}

export class SignInLogQuery extends ListQuery {
  /** Your own lines, or those of everybody with a role in the acting organisation, which is for its administrators. */
  @IsOptional()
  @IsIn(['own', 'organisation'])
  @ApiProperty({ enum: ['own', 'organisation'], default: 'own', required: false })
  scope: LogScope = 'own'
}

export class SignInLineDto {
  id!: string
  occurredAt!: string
  personId!: string
  personName!: string

  @ApiProperty({ enum: SIGN_IN_OUTCOMES })
  outcome!: SignInOutcome

  @ApiProperty({ enum: SIGN_IN_METHODS, nullable: true, type: String })
  method!: SignInMethod | null

  /** Whether a second factor was part of it. */
  secondFactor!: boolean
  /** The program that was used, in words; it can say what it wants. */
  device!: string
  /** The address it came from. */
  source!: string
}

export class SignInPageDto {
  items!: SignInLineDto[]
  nextCursor!: string | null
}
