import { ApiProperty } from '@nestjs/swagger'

import { REVIEW_KINDS, REVIEW_OUTCOMES, type ReviewKind, type ReviewOutcome } from './membership-reviews.js'

/** What an officer has to look at again while a membership goes on. */
export class ReviewSummaryDto {
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
