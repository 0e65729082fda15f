import { ApiProperty, ApiPropertyOptional, OmitType } from '@nestjs/swagger'
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength, MinLength } from 'class-validator'

import { Moment } from '../../web/fields.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { REQUIREMENT_STATES, type RequirementState } from './domain/requirement-lifecycle.js'
import { RequirementFieldsDto } from './requirement-draft.dto.js'
import type { Tier } from './requirement.entity.js'
import type { RequirementSort } from './requirement-pages.js'
import type { RequirementView } from './requirement-queries.js'

const TIERS = ['low', 'medium', 'high']
const IN_ORDER = ['newest', 'closing', 'ended'] as const
const SORTS = [...IN_ORDER, 'match']
const STATUSES = [...REQUIREMENT_STATES, 'ended']

export class RequirementQuery extends ListQuery {
  /** "own": everything of the acting public body, drafts included. */
  @IsOptional()
  @IsIn(['public', 'own'])
  @ApiPropertyOptional({ enum: ['public', 'own'], default: 'public' })
  scope: 'public' | 'own' = 'public'

  /** Words to be found in title, problem statement or outcomes: all of them, in any form; `or`, `-not` and "words together" work. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  q?: string

  /** A state by the clock; or "ended", for whatever was published and takes no bids any more. */
  @IsOptional()
  @IsIn(STATUSES)
  @ApiPropertyOptional({ enum: STATUSES })
  status?: RequirementState | 'ended'

  @IsOptional()
  @IsIn(TIERS)
  @ApiPropertyOptional({ enum: TIERS })
  tier?: Tier

  /** Id of a category. */
  @IsOptional()
  @IsUUID()
  category?: string

  /** Id of the buyer that published it. */
  @IsOptional()
  @IsUUID()
  buyer?: string

  /** A part of the buyer's name, in any case. */
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  buyerName?: string

  @Moment() closingAfter?: string
  @Moment() closingBefore?: string

  /** "newest" first, what is "closing" first, what "ended" last, or the best "match" of the words of `q` among the thousand newest that match. */
  @IsOptional()
  @IsIn(SORTS)
  @ApiPropertyOptional({ enum: SORTS, default: 'newest' })
  sort: RequirementSort = 'newest'
}

/** The same filters for how many there are. */
export class RequirementCountQuery extends OmitType(RequirementQuery, ['limit', 'cursor', 'sort']) {}

export class RequirementCountDto {
  /** At most 1,000. */
  count!: number
  /** Whether there are more than were counted. */
  isMore!: boolean
}

/** The same filters for everything at once. */
export class RequirementExportQuery extends OmitType(RequirementQuery, ['limit', 'cursor', 'scope', 'sort']) {
  /** "newest" first, what is "closing" first, or what "ended" last. */
  @IsOptional()
  @IsIn(IN_ORDER)
  @ApiPropertyOptional({ enum: IN_ORDER, default: 'newest' })
  sort: (typeof IN_ORDER)[number] = 'newest'
}

export class RequirementExportDto {
  items!: RequirementSummaryDto[]
}

export class RequirementSummaryDto {
  id!: string
  title!: string
  buyerId!: string
  buyerName!: string
  agreementId!: string
  /** Let under an agreement for rehearsal. */
  practice!: boolean
  categoryIds!: string[]

  @ApiProperty({ enum: REQUIREMENT_STATES })
  state!: RequirementState

  @ApiProperty({ enum: TIERS, nullable: true })
  tier!: Tier | null

  publishedAt!: string | null
  submissionDeadline!: string | null
}

export class RequirementPageDto {
  items!: RequirementSummaryDto[]
  nextCursor!: string | null
  /** Only where nothing was found by the words of `q`: what they were probably meant to be, by which the items were found. */
  searchedFor?: string
}

export class HoldReleaseDto {
  /** Id of the senior officer. */
  releasedBy!: string
  releasedAt!: string
  reason!: string
  /** Who at the buyer answers for it. */
  seniorOwner!: string
}

export class RequirementDto extends RequirementFieldsDto {
  id!: string
  buyerId!: string
  buyerName!: string
  agreementId!: string
  practice!: boolean
  regime!: string

  @ApiProperty({ enum: REQUIREMENT_STATES })
  state!: RequirementState

  @ApiProperty({ enum: TIERS, nullable: true })
  tier!: Tier | null

  /** The tier gates that fired. */
  gates!: string[]
  publishedAt!: string | null
  bidsOpenedAt!: string | null
  /** Versions pinned at publication. */
  guideline!: string | null
  edition!: string | null
  questionnaire!: string | null
  ruleSet!: string | null
  /** Hash of the guideline pack, as GET /rule-sets shows it; null before publication and where it was published before hashes were kept. */
  packHash!: string | null
  /** The supplier rules that can block a bid at the requirement's tier, as promised at publication. */
  blockingRules!: string[]

  /** Why the draft came back; only for the buyer. */
  returnReason?: string | null

  /** A senior officer's release of what the guideline held; only for the buyer and the officers. */
  holdRelease?: HoldReleaseDto | null
}

/** Who reads a requirement, by what only they see. */
export type Reader = 'buyer' | 'officer' | 'other'

/** A requirement as the API shows it: its facts beside the fields its buyer wrote. */
export function presentRequirement(
  { content, returnReason, revision: _, ...requirement }: RequirementView,
  reader: Reader,
): RequirementDto {
  const { holdReleasedBy, holdReleasedAt, holdReleaseReason, holdSeniorOwner, ...facts } = requirement
  const release = { releasedBy: holdReleasedBy, releasedAt: holdReleasedAt, reason: holdReleaseReason, seniorOwner: holdSeniorOwner }
  const own = reader === 'buyer' ? { returnReason } : {}
  const held = reader === 'other' ? {} : { holdRelease: holdReleasedAt === null ? null : release }
  // Not by spreading one after the other, for which V8 makes hidden classes anew each time: 16 kB that grow old and most of the time it takes.
  return Object.assign({}, content, facts, own, held) as RequirementDto
}

export class ReturnDto {
  /** Why the draft goes back to its authors. */
  @IsString()
  @MinLength(1)
  @MaxLength(5000)
  reason!: string
}

export class ReleaseHoldDto {
  /** Why the hold is lifted. */
  @IsString()
  @MaxLength(5000)
  @Matches(/\S/, { message: 'reason must say something' })
  reason!: string

  /** The buyer's senior owner who answers for it, by role. */
  @IsString()
  @MaxLength(500)
  @Matches(/\S/, { message: 'seniorOwner must say something' })
  seniorOwner!: string
}

export class InterestDeclarationDto {
  /** Whether the person has an interest in this competition or any bidder. */
  @IsBoolean()
  hasInterest!: boolean

  /** What the interest is; empty where there is none. */
  @IsString()
  @MaxLength(5000)
  details!: string
}

export class ChangeDto {
  /** The question, or the member of the requirement. */
  at!: string
  words!: string
}

export class FindingDto {
  rule!: string
  version!: number

  @ApiProperty({ enum: ['block', 'refer', 'warn', 'inform', 'hold'] })
  outcome!: string

  clauses!: string[]
  also!: string[]
  questions!: string[]
  message!: string
  fix!: string
  /** The fewest steps that clear it. */
  changes!: ChangeDto[]
  /** The hash of the values the rule read; an acknowledgement is bound to it. */
  readHash!: string

  /** The condition with what each part read and found. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  trace!: object
}

export class ReadinessReportDto {
  @ApiProperty({ enum: TIERS })
  tier!: Tier

  gates!: string[]

  @ApiProperty({ enum: ['passed', 'passed-with-warnings', 'referred', 'blocked'] })
  outcome!: string

  findings!: FindingDto[]
}
