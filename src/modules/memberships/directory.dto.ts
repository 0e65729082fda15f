import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger'
import { Transform } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator'

import { ListQuery } from '../../web/list-query.dto.js'
import type { ListedMembership, ListedSupplier, SupplierRecord } from './directory-queries.js'
import { valuesOf } from './domain/offer.js'

/** More than anybody offers. */
export const MOST_OFFERS = 100
export const OFFER = /^[a-z\d]+(-[a-z\d]+)*\/[a-z\d]+(-[a-z\d]+)*$/

export class SupplierQuery extends ListQuery {
  /** Id of an agreement. */
  @IsOptional()
  @IsUUID()
  agreement?: string

  /** Id of a category. */
  @IsOptional()
  @IsUUID()
  category?: string

  /** Values of the filters as facet/value, such as sector/health. Repeat it for several: only who offers all of them in one category is found. */
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === undefined ? value : [value].flat()))
  @IsArray()
  @ArrayMaxSize(MOST_OFFERS)
  @MaxLength(200, { each: true })
  @Matches(OFFER, { each: true, message: 'each value must be like sector/health' })
  @ApiPropertyOptional({ type: [String], maxItems: MOST_OFFERS, example: ['sector/health'] })
  offers?: string[]

  /** A part of the name. Case, marks over letters and punctuation do not matter. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string
}

/** The same filters for how many there are. */
export class SupplierCountQuery extends OmitType(SupplierQuery, ['limit', 'cursor']) {}

/** The filters as the service names them. */
export const searchOf = <Q extends SupplierCountQuery>({ agreement, category, ...query }: Q) => ({
  ...query,
  agreementId: agreement,
  categoryId: category,
})

export class SupplierCountDto {
  /** At most 1,000. */
  count!: number
  /** Whether there are more than were counted. */
  isMore!: boolean
}

export class ListedMembershipDto {
  agreementId!: string
  agreementReference!: string
  agreementName!: string
  categoryId!: string
  categoryTitle!: string
  /** When it was admitted to the category. */
  since!: string

  /** Keys of values by facet, with what a value is a part of. GET /api/v1/filters has their titles. */
  @ApiProperty({ type: Object, additionalProperties: { type: 'array', items: { type: 'string' } }, example: { sector: ['health'] } })
  offer!: Record<string, string[]>
}

export class ListedSupplierDto {
  id!: string
  name!: string
  memberships!: ListedMembershipDto[]
}

export class SupplierPageDto {
  items!: ListedSupplierDto[]
  nextCursor!: string | null
}

export class SupplierRecordDto extends ListedSupplierDto {
  companiesHouseNumber!: string | null
  /** Public procurement organisation number. */
  ppon!: string | null
}

const presentMembership = ({ offer, ...membership }: ListedMembership): ListedMembershipDto => ({ ...membership, offer: valuesOf(offer) })

export const presentSupplier = <S extends ListedSupplier | SupplierRecord>(supplier: S) => ({
  ...supplier,
  memberships: supplier.memberships.map(presentMembership),
})
