import { ApiProperty } from '@nestjs/swagger'
import { ArrayMinSize, ArrayUnique } from 'class-validator'

import { Choices, Shaped, Whole } from '../../web/fields.js'
import { type Scope, SCOPE_NAMES } from './domain/token-scopes.js'

export class NewApiTokenInput {
  /** What it is for, in your words. */
  @Shaped(/^\S(?:.{0,98}\S)?$/, 'must be a name of 1 to 100 characters on one line', 'Nightly export', 'required')
  name!: string

  /** read: read what you may. bid: what a bid-writer may. submit: submit and withdraw. buy: what a buyer-author may. audit: what an officer may, but for verdicts and sign-off. */
  @ArrayMinSize(1)
  @ArrayUnique()
  @Choices(SCOPE_NAMES, 'required')
  scopes!: Scope[]

  /** It ends after so many days. */
  @Whole(1, 365, 'required')
  expiresInDays!: number
}

export class ApiTokenDto {
  id!: string
  name!: string

  @ApiProperty({ enum: SCOPE_NAMES, isArray: true })
  scopes!: Scope[]

  createdAt!: string
  expiresAt!: string
  /** To the minute; null while it was never used. */
  lastUsedAt!: string | null
  revokedAt!: string | null
}

export class ListedApiTokenDto extends ApiTokenDto {
  /** Whether it is neither revoked nor over. */
  works!: boolean
}

export class MadeApiTokenDto extends ApiTokenDto {
  /** Send it as "Authorization: Bearer <token>". Shown this once. */
  token!: string
}

export class ApiTokenPageDto {
  items!: ListedApiTokenDto[]
  nextCursor!: string | null
}
