import { ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsUUID } from 'class-validator'

import { Moment } from '../../web/fields.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { TIERS, type Tier } from '../guidelines/domain/risk-tier.js'
import { AUDIT_SORTS, type AuditSort } from './audit-queue.js'
import { AUDIT_STATES, type AuditState } from './domain/ethics-audit-lifecycle.js'

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

  @Moment() createdBefore?: string

  /** The highest first, the oldest first of those that are alike; "age" is the oldest first. */
  @IsOptional()
  @IsIn(AUDIT_SORTS)
  @ApiPropertyOptional({ enum: AUDIT_SORTS, default: 'risk' })
  sort: AuditSort = 'risk'
}
