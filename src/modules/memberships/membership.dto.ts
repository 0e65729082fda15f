import { ApiProperty } from '@nestjs/swagger'

import { type Regime, REGIMES } from '../agreements/domain/agreement-content.js'
import { type Confidence, CONFIDENCES, type Law, LAWS } from '../law/legal-figures.js'
import { MEMBERSHIP_STATES, type MembershipState } from './domain/membership-lifecycle.js'
import { CHANGE_KINDS, type ChangeKind } from './membership-history.js'
import { REMOVAL_OUTCOMES, type MembershipRemoval } from './membership-removals.js'
import { REVIEW_KINDS, REVIEW_OUTCOMES, type ReviewKind, type ReviewOutcome } from './membership-reviews.js'
import { STANDING_ACTS, type StandingAct } from './standing-grounds.js'

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

  /** What the supplier offers, as facet/value, with what each value is a part of. */
  offer!: string[]

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

  /** The offer from then on, where that is what changed. */
  @ApiProperty({ type: [String], nullable: true })
  offer!: string[] | null

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

export class MembershipReviewDto {
  id!: string
  membershipId!: string
  supplierId!: string
  supplierName!: string
  categoryTitle!: string

  @ApiProperty({ enum: REVIEW_KINDS })
  kind!: ReviewKind

  /** The question whose answer it is about; null of an incident. */
  @ApiProperty({ type: String, nullable: true })
  question!: string | null

  /** What happened, or why an officer wants another look. */
  @ApiProperty({ type: String, nullable: true })
  account!: string | null

  @ApiProperty({ type: String, format: 'date', nullable: true })
  happenedOn!: string | null

  @ApiProperty({ type: String, nullable: true })
  product!: string | null

  /** Null where the marketplace opened it. */
  @ApiProperty({ type: String, nullable: true })
  openedByName!: string | null

  openedAt!: string
  /** When an answer last changed under it. */
  renewedAt!: string

  /** The last day that officers set themselves. */
  @ApiProperty({ format: 'date' })
  dueOn!: string

  @ApiProperty({ enum: REVIEW_OUTCOMES, nullable: true })
  outcome!: ReviewOutcome | null

  @ApiProperty({ type: String, nullable: true })
  reason!: string | null

  @ApiProperty({ type: String, nullable: true })
  settledByName!: string | null

  @ApiProperty({ type: String, nullable: true })
  settledAt!: string | null
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
  /** What befell it, the newest first. */
  changes!: MembershipChangeDto[]
  removals!: MembershipRemovalDto[]
  /** What officers look at again, the open ones first. */
  reviews!: MembershipReviewDto[]
  /** Answers that officers were given and that run out soon, or have; empty for the supplier, whose library shows its own. */
  expiring!: ExpiringAnswerDto[]
  /** What can be offered, as the filters are now. */
  facets!: OfferFacetDto[]

  /** Whether the officer who asks has declared an interest in the supplier; null where they have not declared. */
  @ApiProperty({ type: Boolean, nullable: true })
  hasInterest!: boolean | null
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
