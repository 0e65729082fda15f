import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator'

import { ROLES, type OrganisationKind, type Role } from '../../shared/domain/actor.js'
import { ApiProperty } from '@nestjs/swagger'

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

  /** Second factor; accounts without one leave it out, and it is not looked at. */
  @IsOptional()
  @IsString()
  @MaxLength(20)
  oneTimeCode?: string
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
}
