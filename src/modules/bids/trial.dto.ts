import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsObject, IsOptional } from 'class-validator'

import { TIERS, type Tier } from '../guidelines/domain/risk-tier.js'
import { BEGINNINGS, type Beginning } from './domain/trial.js'

export class TrialDto {
  /** Of the worked example that is tried. */
  @IsIn(TIERS)
  @ApiProperty({ enum: TIERS })
  tier!: Tier

  /** The answers that yours stand in: the first draft of the example, the bid as it passed, or none. */
  @IsOptional()
  @IsIn(BEGINNINGS)
  @ApiPropertyOptional({ enum: BEGINNINGS, default: 'empty' })
  beginning?: Beginning

  /** Your answers by question id; null takes one out. */
  @IsOptional()
  @IsObject()
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: ['object', 'null'], additionalProperties: true } as never })
  answers?: Readonly<Record<string, unknown>>
}
