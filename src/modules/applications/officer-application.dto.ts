import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator'

import { Choice, Day, Text, Words } from '../../web/fields.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { EXCLUSION_OUTCOMES, type ExclusionOutcome } from './domain/exclusion-grounds.js'
import { CLAIM_VERDICTS, type ClaimVerdictKind } from './officer-application-queries.js'
import { type QueueFilter, RECEIVED_STATES } from './officer-application-queue.js'

type Flag = 'true' | 'false'

const FLAGS: readonly Flag[] = ['true', 'false']

export class QueueCountsQuery {
  /** Id of an agreement. */
  @IsOptional()
  @IsUUID()
  agreement?: string

  /** Id of a category. */
  @IsOptional()
  @IsUUID()
  category?: string
}

export class OfficerApplicationsQuery extends ListQuery {
  /** Left out: all that wait for a decision. */
  @IsOptional()
  @IsIn(RECEIVED_STATES)
  @ApiPropertyOptional({ enum: RECEIVED_STATES })
  state?: (typeof RECEIVED_STATES)[number]

  /** Id of an agreement. */
  @IsOptional()
  @IsUUID()
  agreement?: string

  /** Id of a category. */
  @IsOptional()
  @IsUUID()
  category?: string

  /** Those that you claimed, or the others. */
  @IsOptional()
  @IsIn(FLAGS)
  @ApiPropertyOptional({ enum: FLAGS })
  mine?: Flag

  /** Those that nobody has claimed, or the others. */
  @IsOptional()
  @IsIn(FLAGS)
  @ApiPropertyOptional({ enum: FLAGS })
  unclaimed?: Flag

  /** Those whose last day is over, or the others. */
  @IsOptional()
  @IsIn(FLAGS)
  @ApiPropertyOptional({ enum: FLAGS })
  overdue?: Flag

  /** Those whose last day is near and not over, or the others. */
  @IsOptional()
  @IsIn(FLAGS)
  @ApiPropertyOptional({ enum: FLAGS })
  dueSoon?: Flag
}

/** What the query asks for, as services take it. */
export const queueFilterOf = ({
  state,
  agreement,
  category,
  mine,
  unclaimed,
  overdue,
  dueSoon,
}: Partial<OfficerApplicationsQuery>): QueueFilter => ({
  state,
  agreementId: agreement?.toLowerCase(),
  categoryId: category?.toLowerCase(),
  mine: isTrue(mine),
  unclaimed: isTrue(unclaimed),
  overdue: isTrue(overdue),
  dueSoon: isTrue(dueSoon),
})

const isTrue = (word: Flag | undefined): boolean | undefined => (word === undefined ? undefined : word === 'true')

export class OfficerReasonInput {
  @Words(5000)
  reason!: string
}

export class AskInput {
  /** What the supplier is asked. */
  @Words(10_000)
  text!: string

  /** The question of the set that it is about, such as L501; left out where it is about none. */
  @Text(10)
  question?: string | null

  @Day('required')
  replyBy!: string
}

export class FindingInput {
  @IsUUID()
  criterion!: string

  @IsBoolean()
  met!: boolean

  @Words(5000)
  reason!: string
}

export class FindingsInput {
  @IsArray()
  @ArrayMaxSize(100)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => FindingInput)
  findings!: FindingInput[]
}

export class ClaimVerdictInput {
  /** The version of the claim that was looked at: `pinId` of its answer. */
  @IsUUID()
  pinId!: string

  @Choice(CLAIM_VERDICTS, 'required')
  verdict!: ClaimVerdictKind

  /** Needed for all but acceptance. */
  @Text(5000)
  reason?: string | null
}

export class ClaimVerdictsInput {
  @IsArray()
  @ArrayMaxSize(600)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => ClaimVerdictInput)
  verdicts!: ClaimVerdictInput[]
}

export class RaiseExclusionInput {
  /** The question that asks about the ground, such as L202; the law of the agreement has to know it. */
  @Text(10, 'required')
  ground!: string

  /** What shows that it applies; the supplier reads it. */
  @Words(20_000)
  evidence!: string

  @Day('required')
  replyBy!: string
}

export class ExclusionDecisionInput {
  @IsBoolean()
  applies!: boolean

  @IsBoolean()
  likelyToRecur!: boolean

  /** What both findings leave: “excluded” of a mandatory ground, one of the two “excludable” of a discretionary one, and “no-exclusion” without both. */
  @Choice(EXCLUSION_OUTCOMES, 'required')
  outcome!: ExclusionOutcome

  @Words(20_000)
  reason!: string
}

export class RejectionInput {
  /** A criterion of the category that was found not met; left out where the rejection rests on a ground of exclusion. */
  @ValidateIf(({ criterion, ground }: RejectionInput) => criterion !== undefined || ground === undefined)
  @IsUUID()
  @ApiPropertyOptional({ type: String, format: 'uuid' })
  criterion?: string

  /** In its place a ground of exclusion, such as L202, that was decided against the supplier. */
  @IsOptional()
  @IsString()
  @MaxLength(10)
  ground?: string

  /** What the supplier is told, in a sentence of your own at least. */
  @Words(20_000)
  reasons!: string
}

export class QueueCountsDto {
  waiting!: number
  mine!: number
  unclaimed!: number
  clarification!: number
  overdue!: number

  /** Those whose last day is not over, and at most as many days off as the figure `application-due-soon` says. */
  dueSoon!: number

  /** Reviews that are open, of all agreements. */
  reviews!: number

  /** Those past the last day that officers set themselves. */
  overdueReviews!: number

  /** Removals, of all agreements, that a second person can confirm now: the supplier replied, or its time to reply is over. */
  removals!: number
}

export class QueuedApplicationDto {
  id!: string
  agreementName!: string
  categoryTitle!: string
  supplierId!: string
  supplierName!: string

  @ApiProperty({ enum: RECEIVED_STATES })
  state!: string
  receivedAt!: string

  /** The last day to decide on, in London. */
  @ApiProperty({ type: String, format: 'date' })
  dueOn!: string
  isOverdue!: boolean
  isExtended!: boolean

  /** Who has claimed it. */
  @ApiProperty({ type: String, nullable: true })
  officerName!: string | null

  /** By when the supplier is to reply to what was asked, where that is open. */
  @ApiProperty({ type: String, format: 'date', nullable: true })
  replyBy!: string | null
}

export class QueuedApplicationPageDto {
  items!: QueuedApplicationDto[]
  nextCursor!: string | null
}
