import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsBoolean, IsDefined, IsIn, IsObject, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator'

import { Day, Words } from '../../web/fields.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { MEMBERSHIP_STATES, type MembershipState } from './domain/membership-lifecycle.js'
import { REMOVAL_FILTERS, type RemovalFilter } from './standing-work.js'

export class MembershipsQuery extends ListQuery {
  /** A part of the supplier's name. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  supplier?: string

  /** Id of a category. */
  @IsOptional()
  @IsUUID()
  category?: string

  /** As the clock has it: of an agreement that has ended it has lapsed. */
  @IsOptional()
  @IsIn(MEMBERSHIP_STATES)
  @ApiPropertyOptional({ enum: MEMBERSHIP_STATES })
  state?: MembershipState

  /** Those with a notice of removal that a second person can confirm now. */
  @IsOptional()
  @IsIn(REMOVAL_FILTERS)
  @ApiPropertyOptional({ enum: REMOVAL_FILTERS })
  removal?: RemovalFilter
}

export class OfferInput {
  /** What the supplier offers from now on: values of the filters by facet. */
  @IsDefined()
  @IsObject()
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    example: { location: ['england-london'] },
  })
  offer!: Record<string, string[]>
}

export class SuspensionInput {
  /** Key of a ground for suspension in force, as `/standing-grounds` lists them. */
  @Words(80)
  ground!: string

  /** The supplier reads it. */
  @Words(20_000)
  reason!: string
}

export class ReasonInput {
  /** The supplier reads it. */
  @Words(20_000)
  reason!: string
}

export class RemovalNoticeInput {
  /** Key of a ground for removal in force, as `/standing-grounds` lists them. */
  @Words(80)
  ground!: string

  /** What it rests on. The supplier reads it. */
  @Words(20_000)
  evidence!: string

  /** The last day for the supplier's reply, in London; after today. */
  @Day('required')
  replyBy!: string
}

export class RemovalReplyInput {
  /** What the supplier says to the notice. It is said once. */
  @Words(20_000)
  reply!: string
}

export class TakeBackInput extends ReasonInput {
  /** Where the supplier would have to be removed as excluded: that it is found not to be. `reason` says why. */
  @IsOptional()
  @IsBoolean()
  isNotExcluded?: boolean
}

export class RemovalInput extends ReasonInput {
  /** Of a ground for exclusion: that it applies. */
  @IsOptional()
  @IsBoolean()
  applies?: boolean

  /** Of a ground for exclusion: that it is likely to recur. */
  @IsOptional()
  @IsBoolean()
  likelyToRecur?: boolean
}
