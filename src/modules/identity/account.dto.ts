import { ApiProperty } from '@nestjs/swagger'
import { IsOptional, IsString, MaxLength } from 'class-validator'

import { EmailAddress, Words } from '../../web/fields.js'
import { MOST_CHARACTERS } from './domain/password-rules.js'
import { LONGEST_CODE, OrganisationRolesDto, PersonDto } from './session.dto.js'
import { type OrganisationKind, type Role, ROLES } from '../../shared/domain/actor.js'

/** Longer than any code, so that what is typed wrong is told as such. */
export const CODE_AT_MOST = 200

export class AddressInput {
  @EmailAddress()
  email!: string
}

export class CodeInput {
  /** As it stands in the mail. */
  @Words(CODE_AT_MOST)
  code!: string
}

export class NewcomerInput extends CodeInput {
  /** As others of the organisation will read it. */
  @Words(200)
  name!: string

  /** At least fifteen characters; none that is known from breaches, and not just what is known of the account. */
  @Words(MOST_CHARACTERS)
  password!: string
}

export class PasswordResetInput extends CodeInput {
  /** The new one: at least fifteen characters. */
  @Words(MOST_CHARACTERS)
  password!: string

  /** Of the second factor, or a recovery code, where the account has one: it stays as it is. */
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_CODE)
  oneTimeCode?: string
}

export class PasswordChangeInput {
  @Words(MOST_CHARACTERS)
  currentPassword!: string

  /** The new one: at least fifteen characters. */
  @Words(MOST_CHARACTERS)
  password!: string
}

export class EmailChangeInput extends AddressInput {
  /** The current one. */
  @Words(MOST_CHARACTERS)
  password!: string
}

export class MailedDto {
  /** What was done, in words that tell nothing of who has an account. */
  detail!: string
}

export class AccountDto {
  person!: PersonDto
  organisations!: OrganisationRolesDto[]
}

export class InvitedDto {
  organisationName!: string

  @ApiProperty({ enum: ['public-body', 'supplier', 'operator'] })
  organisationKind!: OrganisationKind

  email!: string

  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: Role[]

  /** Whether the address has an account: then its person signs in to accept. */
  hasAccount!: boolean
}
