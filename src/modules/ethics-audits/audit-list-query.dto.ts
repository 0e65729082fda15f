import { ApiPropertyOptional, OmitType } from '@nestjs/swagger'
import { IsIn, IsOptional, IsUUID } from 'class-validator'

import { parseInstant } from '../../shared/domain/instant.js'
import { Moment } from '../../web/fields.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { TIERS, type Tier } from '../guidelines/domain/risk-tier.js'
import { AUDIT_SORTS, type AuditFilter, type AuditSort } from './domain/audit-filter.js'
import { AUDIT_STATES, type AuditState } from './domain/ethics-audit-lifecycle.js'
import { NEXT_NEEDED, type NextNeeded } from './domain/next-needed.js'

type Flag = 'true' | 'false'

const FLAGS: readonly Flag[] = ['true', 'false']

export class AuditListQuery extends ListQuery {
  /** Left out: all that is not signed off. */
  @IsOptional()
  @IsIn(AUDIT_STATES)
  @ApiPropertyOptional({ enum: AUDIT_STATES })
  state?: AuditState

  @IsOptional()
  @IsIn(TIERS)
  @ApiPropertyOptional({ enum: TIERS })
  tier?: Tier

  /** Who has to do something next. */
  @IsOptional()
  @IsIn(NEXT_NEEDED)
  @ApiPropertyOptional({ enum: NEXT_NEEDED })
  next?: NextNeeded

  /** Id of an agreement. */
  @IsOptional()
  @IsUUID()
  agreement?: string

  /** Id of a requirement. */
  @IsOptional()
  @IsUUID()
  requirement?: string

  /** With a referral in the check report, or without. */
  @IsOptional()
  @IsIn(FLAGS)
  @ApiPropertyOptional({ enum: FLAGS })
  referred?: Flag

  /** With answers that contradict each other, or without. */
  @IsOptional()
  @IsIn(FLAGS)
  @ApiPropertyOptional({ enum: FLAGS })
  contradictory?: Flag

  @IsOptional()
  @IsIn(FLAGS)
  @ApiPropertyOptional({ enum: FLAGS })
  overdue?: Flag

  /** Those in which you gave a verdict or signed, or the others. */
  @IsOptional()
  @IsIn(FLAGS)
  @ApiPropertyOptional({ enum: FLAGS })
  mine?: Flag

  @Moment() createdBefore?: string

  /** The highest first, the oldest first of those that are alike; "age" is the oldest first, "due" what is due first. */
  @IsOptional()
  @IsIn(AUDIT_SORTS)
  @ApiPropertyOptional({ enum: AUDIT_SORTS, default: 'risk' })
  sort: AuditSort = 'risk'
}

/** The filters alone. */
export class AuditCountsQuery extends OmitType(AuditListQuery, ['limit', 'cursor', 'sort'] as const) {}

/** What is kept under a name: it goes on to hold when days have passed. */
export class SavedFilterDto extends OmitType(AuditListQuery, ['limit', 'cursor', 'createdBefore'] as const) {}

/** What the query asks for, as services take it. */
export const filterOf = ({
  sort = 'risk',
  ...query
}: Omit<AuditListQuery, 'limit' | 'cursor' | 'sort'> & { sort?: AuditSort }): AuditFilter => ({
  state: query.state,
  tier: query.tier,
  next: query.next,
  requirementId: query.requirement?.toLowerCase(),
  agreementId: query.agreement?.toLowerCase(),
  referred: isTrue(query.referred),
  contradictory: isTrue(query.contradictory),
  overdue: isTrue(query.overdue),
  mine: isTrue(query.mine),
  createdBefore: query.createdBefore === undefined ? undefined : (parseInstant(query.createdBefore) ?? undefined),
  sort,
})

const isTrue = (word: Flag | undefined): boolean | undefined => (word === undefined ? undefined : word === 'true')
