import { ApiProperty } from '@nestjs/swagger'
import { IsDefined, IsObject } from 'class-validator'

import { shownHex } from '../../shared/canonical.js'
import { Words } from '../../web/fields.js'
import { LastDayBasisDto } from '../law/last-day-basis.schema.js'
import { valuesOf } from '../memberships/domain/offer.js'
import type { ProvenRound } from './invitation-records.service.js'
import { ROUND_REASONS, type RoundReason } from './invitation-rounds.js'
import type { ShortlistView } from './shortlists.service.js'

const FILTERS = {
  type: 'object',
  additionalProperties: { type: 'array', items: { type: 'string' } },
  example: { 'ai-type': ['medical-ai-technology'], location: ['scotland'] },
} as const

export class ChooseShortlistDto {
  /** Unique among the shortlists of the buyer, capitals aside. */
  @Words(200) name!: string

  /** Values by filter, of those that the agreement lists. A supplier matches that offers all of them; none: everybody in the categories. */
  @IsDefined()
  @IsObject()
  @ApiProperty(FILTERS)
  filters!: Record<string, string[]>
}

export class NamedSupplierDto {
  supplierId!: string
  supplierName!: string
}

export class ShortlistRunDto {
  @ApiProperty({ type: 'integer' })
  number!: number

  runAt!: string

  /** How many matched then. */
  @ApiProperty({ type: 'integer' })
  count!: number

  /** SHA-256 of the ids of who matched, sorted, one on each line. */
  hash!: string

  /** The last day in London on which it may be published by; null where the law names none. */
  @ApiProperty({ type: String, format: 'date', nullable: true })
  holdsUntil!: string | null

  /** What that rests on. */
  @ApiProperty({ type: LastDayBasisDto, nullable: true })
  holdsBy!: LastDayBasisDto | null

  /** Whether it has to be run again before publication. */
  isStale!: boolean

  /** Who matches now and did not then. */
  added!: NamedSupplierDto[]

  /** Who matched then and does not now. */
  gone!: NamedSupplierDto[]
}

export class ShortlistDto {
  requirementId!: string

  /** Null where nothing was chosen: then every active member of the categories is invited. */
  @ApiProperty({ type: String, nullable: true })
  name!: string | null

  @ApiProperty(FILTERS)
  filters!: Record<string, string[]>

  /** The edition of the filters that they were chosen from. */
  @ApiProperty({ type: 'integer', nullable: true })
  filterEdition!: number | null

  /** Of what is chosen, what the filters offer no longer. It stays chosen, and is matched. */
  @ApiProperty({ type: [String], example: ['ai-type/old'] })
  noLongerOffered!: string[]

  /** How many match now. */
  @ApiProperty({ type: 'integer' })
  matching!: number

  /** How many members of the categories do not match. */
  @ApiProperty({ type: 'integer' })
  others!: number

  @ApiProperty({ type: ShortlistRunDto, nullable: true })
  lastRun!: ShortlistRunDto | null
}

export class MatchingSupplierDto extends NamedSupplierDto {
  @ApiProperty({ type: String, nullable: true })
  companiesHouseNumber!: string | null

  @ApiProperty({ type: String, nullable: true })
  ppon!: string | null

  @ApiProperty({ type: String, nullable: true })
  duns!: string | null

  /** The membership that it matches by. */
  membershipId!: string
  categoryId!: string
  categoryTitle!: string
  admittedAt!: string
}

export class MatchingSupplierPageDto {
  items!: MatchingSupplierDto[]
  nextCursor!: string | null
}

export class OtherMemberDto extends NamedSupplierDto {
  /** The membership that comes nearest. */
  membershipId!: string
  categoryId!: string
  categoryTitle!: string
  isSuspended!: boolean

  /** What is chosen and the supplier does not offer, as filter/value. */
  @ApiProperty({ type: [String], example: ['location/scotland'] })
  lacking!: string[]
}

export class OtherMemberPageDto {
  items!: OtherMemberDto[]
  nextCursor!: string | null
}

export class InvitationRoundDto {
  @ApiProperty({ type: 'integer' })
  number!: number

  /** Published, admitted to the market while there was time enough, or reached by a deadline that moved. */
  @ApiProperty({ enum: ROUND_REASONS })
  reason!: RoundReason

  invitedAt!: string

  /** How many were invited. */
  @ApiProperty({ type: 'integer' })
  count!: number

  /** SHA-256 of the ids of the invited, sorted, one on each line. */
  hash!: string

  /** The ids that the hash is of, in their order. */
  supplierIds!: string[]

  @ApiProperty(FILTERS)
  filters!: Record<string, string[]>

  /** Null where nothing was chosen. */
  @ApiProperty({ type: 'integer', nullable: true })
  filterEdition!: number | null

  categoryIds!: string[]

  /** How many invitations are written, each with this very moment. */
  @ApiProperty({ type: 'integer' })
  written!: number

  /** The hash that the log says was taken down. */
  @ApiProperty({ type: String, nullable: true })
  loggedHash!: string | null

  /** The hash that the log says was written; null while the queue is at it. */
  @ApiProperty({ type: String, nullable: true })
  sentHash!: string | null

  /** Whether the invitations themselves and the log say the same as the round. */
  isProven!: boolean
}

export class InvitationRecordDto {
  items!: InvitationRoundDto[]
  nextCursor!: string | null

  /** How many were invited, in all rounds together. */
  @ApiProperty({ type: 'integer' })
  total!: number

  /** How many match and are not invited, while the requirement is open: they came too late. */
  @ApiProperty({ type: 'integer' })
  waiting!: number
}

export const presentShortlist = ({ requirement, shortlist, retired, counts, last }: ShortlistView): ShortlistDto => ({
  requirementId: requirement.id,
  name: shortlist?.name ?? null,
  filters: valuesOf(shortlist?.tokens ?? []),
  filterEdition: shortlist?.filterEdition ?? null,
  noLongerOffered: retired,
  ...counts,
  lastRun: last === null ? null : presentRun(last),
})

function presentRun({ run, isStale, difference: { added, gone } }: NonNullable<ShortlistView['last']>): ShortlistRunDto {
  const { number, runAt, supplierIds, hash, holdsUntil, holdsBy } = run
  return { number, runAt, count: supplierIds.length, hash: shownHex(hash), holdsUntil, holdsBy, isStale, added, gone }
}

export const presentRound = ({ id: _, requirementId: __, tokens, ...round }: ProvenRound): InvitationRoundDto => ({
  ...round,
  hash: shownHex(round.hash),
  loggedHash: round.loggedHash === null ? null : shownHex(round.loggedHash),
  sentHash: round.sentHash === null ? null : shownHex(round.sentHash),
  filters: valuesOf(tokens),
})
