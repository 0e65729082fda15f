import { ApiProperty } from '@nestjs/swagger'

import { Choice, Text, Words } from '../../web/fields.js'
import { REGISTRATION_STATES, type RegistrationState } from './domain/registration-lifecycle.js'

export const KINDS = ['public-body', 'supplier'] as const

export class NewOrganisationInput {
  @Choice(KINDS, 'required')
  kind!: (typeof KINDS)[number]

  /** Its official name. */
  @Words(200)
  name!: string

  /** Eight characters, such as 01234567; at least one of the three identifiers is needed. */
  @Text(20)
  companiesHouseNumber?: string | null

  /** Public Procurement Organisation Number, such as ABCD-1234-EFGH. */
  @Text(20)
  ppon?: string | null

  /** Nine digits. */
  @Text(20)
  duns?: string | null
}

export class RegistrationRefusalInput {
  /** What whoever registered it is told. */
  @Words(5000)
  reason!: string
}

export class RegistrationDto {
  /** The organisation that an approval makes has the same id. */
  id!: string

  @ApiProperty({ enum: KINDS })
  kind!: (typeof KINDS)[number]
  name!: string

  @ApiProperty({ type: String, nullable: true })
  companiesHouseNumber!: string | null

  @ApiProperty({ type: String, nullable: true })
  ppon!: string | null

  @ApiProperty({ type: String, nullable: true })
  duns!: string | null
  registrantId!: string
  registrantName!: string
  registrantEmail!: string
  registeredAt!: string

  @ApiProperty({ enum: REGISTRATION_STATES })
  state!: RegistrationState

  @ApiProperty({ type: String, nullable: true })
  settledAt!: string | null

  /** Why it was refused. */
  @ApiProperty({ type: String, nullable: true })
  reason!: string | null
}

export class RegistrationPageDto {
  items!: RegistrationDto[]
  nextCursor!: string | null
}

export class SimilarNameDto {
  id!: string
  kind!: string
  name!: string

  @ApiProperty({ type: String, nullable: true })
  companiesHouseNumber!: string | null

  @ApiProperty({ type: String, nullable: true })
  ppon!: string | null

  @ApiProperty({ type: String, nullable: true })
  duns!: string | null

  /** Whether it waits for an officer still. */
  isWaiting!: boolean
  /** Whether the names differ in case, punctuation, legal form or look-alike letters at the most. */
  isSame!: boolean
}

/** Likeliest first. */
export class SimilarNamesDto {
  items!: SimilarNameDto[]
}
