import { ApiProperty } from '@nestjs/swagger'

import { type Regime, REGIMES } from '../agreements/domain/agreement-content.js'
import { type Confidence, CONFIDENCES, type Law, LAWS } from '../law/legal-figures.js'
import { MEMBERSHIP_STATES, type MembershipState } from './domain/membership-lifecycle.js'
import { CHANGE_KINDS, type ChangeKind } from './membership-history.js'
import { REMOVAL_OUTCOMES, type MembershipRemoval } from './membership-removals.js'
import { ReviewSummaryDto } from './review-summary.schema.js'
import { STANDING_ACTS, type StandingAct } from './standing-grounds.js'

const VALUES_BY_FACET = { type: 'object', additionalProperties: { type: 'array', items: { type: 'string' } } } as const

export class MembershipDto {
  id!: string
  agreementId!: string
  agreementReference!: string
  agreementName!: string

  @ApiProperty({ enum: REGIMES })
  regime!: Regime

  categoryId!: string
  categoryTitle!: string
  supplierId!: string
  supplierName!: string

  /** As the clock has it: of an agreement that has ended it has lapsed. */
  @ApiProperty({ enum: MEMBERSHIP_STATES })
  state!: MembershipState

  @ApiProperty({ type: 'integer' })
  revision!: number

  /** What the supplier offers: values of the filters by facet, with what each value is a part of. */
  @ApiProperty(VALUES_BY_FACET)
  offer!: Record<string, string[]>

  admittedAt!: string
  /** When it came into its present state. */
  since!: string

  /** Null of members from before there were applications. */
  @ApiProperty({ type: String, nullable: true })
  applicationId!: string | null
}

export class MembershipPageDto {
  items!: MembershipDto[]
  nextCursor!: string | null
}

export class MembershipChangeDto {
  id!: string

  @ApiProperty({ enum: CHANGE_KINDS })
  kind!: ChangeKind

  /** Of a suspension or a removal. */
  @ApiProperty({ type: String, nullable: true })
  ground!: string | null

  @ApiProperty({ type: String, nullable: true })
  groundTitle!: string | null

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null

  /** The offer from then on, by facet, where that is what changed. */
  @ApiProperty({ ...VALUES_BY_FACET, nullable: true })
  offer!: Record<string, string[]> | null

  /** Null where the marketplace did. */
  @ApiProperty({ type: String, nullable: true })
  changedByName!: string | null

  changedAt!: string
}

export class MembershipRemovalDto {
  id!: string
  ground!: string
  groundTitle!: string
  /** Whether a supplier that the ground applies to has to be removed. */
  must!: boolean
  /** Whether it takes both findings: that the ground applies, and that it is likely to recur. */
  isExclusion!: boolean
  evidence!: string

  @ApiProperty({ format: 'date' })
  replyBy!: string

  noticedByName!: string
  noticedAt!: string

  @ApiProperty({ type: String, nullable: true })
  reply!: string | null

  @ApiProperty({ type: String, nullable: true })
  repliedByName!: string | null

  @ApiProperty({ type: String, nullable: true })
  repliedAt!: string | null

  /** Null while it is under way. */
  @ApiProperty({ enum: REMOVAL_OUTCOMES, nullable: true })
  outcome!: MembershipRemoval['outcome']

  /** What the second person found of a ground of exclusion. */
  @ApiProperty({ type: Boolean, nullable: true })
  applies!: boolean | null

  @ApiProperty({ type: Boolean, nullable: true })
  likelyToRecur!: boolean | null

  /** Where a notice that is a duty was taken back. */
  @ApiProperty({ type: Boolean, nullable: true })
  foundNotExcluded!: boolean | null

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null

  @ApiProperty({ type: String, nullable: true })
  decidedByName!: string | null

  @ApiProperty({ type: String, nullable: true })
  decidedAt!: string | null

  /** The last day to report it to a minister, where that is due. */
  @ApiProperty({ type: String, format: 'date', nullable: true })
  reportDueOn!: string | null
}

export class ExpiringAnswerDto {
  question!: string

  @ApiProperty({ format: 'date' })
  expiresOn!: string

  /** The nearest of the days before at which its supplier is reminded; 0 on the day itself and after it. */
  @ApiProperty({ type: 'integer' })
  within!: number
}

export class OfferValueDto {
  key!: string
  title!: string

  /** The value it is a part of. */
  @ApiProperty({ type: String, nullable: true })
  parent!: string | null

  /** Stays readable where it is offered, and is not offered anew. */
  retired!: boolean
}

export class OfferFacetDto {
  key!: string
  title!: string
  values!: OfferValueDto[]
}

export class MembershipRecordDto extends MembershipDto {
  /** What befell it, the newest 25 first. */
  changes!: MembershipChangeDto[]

  /** Where there are more: the `cursor` that `GET /memberships/{id}/changes` goes on with. Null where these are all. */
  @ApiProperty({ type: String, nullable: true })
  changesCursor!: string | null

  removals!: MembershipRemovalDto[]
  /** What officers look at again, the open ones first, 100 at most. */
  reviews!: ReviewSummaryDto[]

  /** Where there are more: the `cursor` that `GET /memberships/{id}/reviews` goes on with. Null where these are all. */
  @ApiProperty({ type: String, nullable: true })
  reviewsCursor!: string | null

  /** Answers that officers were given and that run out soon, or have; empty for the supplier, whose library shows its own. */
  expiring!: ExpiringAnswerDto[]
  /** What can be offered, as the filters are now. */
  facets!: OfferFacetDto[]

  /** Whether the officer who asks has declared an interest in the supplier; null where they have not declared. */
  @ApiProperty({ type: Boolean, nullable: true })
  hasInterest!: boolean | null
}

export class MembershipChangePageDto {
  items!: MembershipChangeDto[]
  nextCursor!: string | null
}

export class MembershipReviewPageDto {
  items!: ReviewSummaryDto[]
  nextCursor!: string | null
}

export class StandingGroundDto {
  @ApiProperty({ enum: STANDING_ACTS })
  act!: StandingAct

  @ApiProperty({ example: 'invitations-unanswered' })
  key!: string

  @ApiProperty({ enum: LAWS })
  regime!: Law

  title!: string
  /** Whether a supplier that it applies to has to be removed. */
  must!: boolean
  /** Whether it takes both findings: that the ground applies, and that it is likely to recur. */
  isExclusion!: boolean
  /** Whether a removal by it is reported to a minister. */
  isReported!: boolean

  @ApiProperty({ format: 'date' })
  validFrom!: string

  @ApiProperty({ type: String, format: 'date', nullable: true })
  validUntil!: string | null

  source!: string

  @ApiProperty({ enum: CONFIDENCES })
  confidence!: Confidence
}

export class StandingGroundsDto {
  items!: StandingGroundDto[]
}
