import { ApiProperty } from '@nestjs/swagger'

import { shownHex } from '../../shared/canonical.js'
import { Day, Text, Words } from '../../web/fields.js'
import { compareAnswers } from '../library/domain/answer-words.js'
import { findQuestion } from '../library/domain/question-set.js'
import { currentSet } from '../library/question-sets.js'
import { ReviewSummaryDto } from '../memberships/review-summary.schema.js'
import type { PinnedAnswer } from './pinned-answers.js'
import type { ReviewFile } from './review.service.js'

export class ReviewCountsDto {
  @ApiProperty({ type: 'integer' })
  open!: number

  /** Those past the last day that officers set themselves. */
  @ApiProperty({ type: 'integer' })
  overdue!: number
}

export class ReviewPageDto {
  items!: ReviewSummaryDto[]
  nextCursor!: string | null
  /** Of all that are open. */
  counts!: ReviewCountsDto
}

export class ReviewedVersionDto {
  @ApiProperty({ type: 'integer' })
  version!: number

  /** SHA-256 of its content as canonical JSON (RFC 8785). */
  hash!: string

  /** The product it is about; null where it is about none. */
  @ApiProperty({ type: String, nullable: true })
  product!: string | null

  @ApiProperty({ type: String, format: 'date', nullable: true })
  expiresOn!: string | null

  pinnedAt!: string
}

export class ReviewedChangeDto {
  label!: string
  before!: string
  after!: string
}

export class ReviewDto extends ReviewSummaryDto {
  /** The version that was accepted; null of an incident. */
  @ApiProperty({ type: ReviewedVersionDto, nullable: true })
  accepted!: ReviewedVersionDto | null

  /** The newest version; the accepted one itself where it ran out. */
  @ApiProperty({ type: ReviewedVersionDto, nullable: true })
  now!: ReviewedVersionDto | null

  /** What the newest version says differently, thing by thing; a side is empty where it says nothing of it. */
  changes!: ReviewedChangeDto[]
}

export class IncidentInput {
  /** What happened. */
  @Words(20_000)
  account!: string

  /** The day on which it happened, in London. */
  @Day('required')
  happenedOn!: string

  /** Which product it was, with its version. */
  @Words(200)
  product!: string
}

export class AcceptReviewInput {
  /** Why, where there is something to say. */
  @Text(20_000)
  reason?: string | null
}

export class ReviewReasonInput {
  /** The supplier reads it. */
  @Words(20_000)
  reason!: string
}

export const presentReview = ({ accepted, now, ...summary }: ReviewFile): ReviewDto => ({
  ...summary,
  accepted: accepted === null ? null : presentVersion(accepted),
  now: now === null ? null : presentVersion(now),
  changes: changesOf(accepted, now).map(({ label, before, after }) => ({ label, before: textOf(before), after: textOf(after) })),
})

const textOf = (segments: readonly { text: string }[]): string => segments.map(({ text }) => text).join('')

const presentVersion = ({ version, hash, content, expiresOn, pinnedAt }: PinnedAnswer): ReviewedVersionDto => ({
  version,
  hash: shownHex(hash),
  product: content.product?.name ?? null,
  expiresOn,
  pinnedAt,
})

/** Thing by thing, as the question of today asks for them. */
export function changesOf(accepted: PinnedAnswer | null, now: PinnedAnswer | null): ReturnType<typeof compareAnswers> {
  if (accepted === null || now === null) return []
  const placed = findQuestion(currentSet(), now.question)
  return placed === null ? [] : compareAnswers(placed.question, accepted.content.answer, now.content.answer)
}
