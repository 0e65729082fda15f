import { ApiProperty } from '@nestjs/swagger'
import { IsOptional, IsUUID } from 'class-validator'

import { Day } from '../../web/fields.js'
import { TIERS, type Tier } from '../guidelines/domain/risk-tier.js'
import { CHECK_OUTCOMES, type Effect } from './domain/count-competition.js'

const Count = () => ApiProperty({ type: 'integer', nullable: true })
const Days = () => ApiProperty({ type: Number, nullable: true })

export class FiguresQuery {
  /** Id of an agreement; left out, all that are not for practice. */
  @IsOptional()
  @IsUUID()
  agreement?: string

  /** The first day, in London; left out, a year before the last. */
  @Day() from?: string

  /** The last day, in London; left out, today. */
  @Day() to?: string
}

export class PeriodDto {
  @ApiProperty({ type: String, format: 'date' })
  from!: string

  @ApiProperty({ type: String, format: 'date' })
  to!: string
}

/** By the tier that the answers reached; null where it may not be shown. */
export class ByTierDto {
  @Count() low!: number | null
  @Count() medium!: number | null
  @Count() high!: number | null
  @Count() all!: number | null
}

export class OutcomeCountDto extends ByTierDto {
  @ApiProperty({ enum: CHECK_OUTCOMES })
  key!: string
}

export class FindingCountDto extends ByTierDto {
  /** Id of a clause. */
  key!: string

  @ApiProperty({ enum: ['block', 'refer', 'warn', 'inform'] })
  effect!: Effect
}

export class RefusalCountDto extends ByTierDto {
  /** The code of the problem that the refusal was answered with. */
  key!: string
}

export class AuditTimesDto {
  @ApiProperty({ enum: TIERS })
  tier!: Tier

  @Count() audits!: number | null
  /** Days from the drawing of what must be judged to the last sign-off; half took no longer. */
  @Days() median!: number | null
  /** Nine of ten took no longer. */
  @Days() ninth!: number | null
}

export class FiguresDto {
  period!: PeriodDto

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  agreementId!: string | null

  /** Bids of the competitions that were opened in the period. */
  bids!: ByTierDto

  /** What became of them at the check. */
  @ApiProperty({ type: OutcomeCountDto, isArray: true })
  outcomes!: readonly OutcomeCountDto[]

  /** How many bids had a finding on a clause, in what was submitted last. */
  @ApiProperty({ type: FindingCountDto, isArray: true })
  findings!: readonly FindingCountDto[]

  /** Refused attempts to submit, by reason. */
  @ApiProperty({ type: RefusalCountDto, isArray: true })
  refusals!: readonly RefusalCountDto[]

  /** Of the audits that were signed off in the period. */
  @ApiProperty({ type: AuditTimesDto, isArray: true })
  auditTimes!: readonly AuditTimesDto[]
}

export class DisclosureRuleDto {
  /** Below it a count is not shown. */
  fewestShown!: number
  /** Counts are rounded to multiples of it. */
  roundedTo!: number
  /** With fewer bids in all, nothing is shown. */
  fewestBids!: number
  source!: string
  confirmed!: boolean
}

export class PublicFiguresDto extends FiguresDto {
  rule!: DisclosureRuleDto
  /** Whether there were enough bids to show anything. */
  enough!: boolean
}
