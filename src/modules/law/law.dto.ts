import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator'

import { type WorkingCalendar, WORKING_CALENDARS } from '../../shared/domain/working-days.js'
import { Day, IsDay } from '../../web/fields.js'
import { CONFIDENCES, type Confidence, type Law, LAWS, type LegalFigure, UNITS } from './legal-figures.js'

export class LawQuery {
  /** The day as of which it is asked; today in London where it is left out. */
  @IsOptional()
  @IsDay()
  @ApiPropertyOptional({ format: 'date', example: '2026-11-23' })
  on?: string
}

export class LegalFigureDto {
  @ApiProperty({ example: 'tender-period-minimum' })
  key!: string

  @ApiProperty({ enum: LAWS })
  regime!: Law

  appliesTo!: string

  /** A decimal number as text, or a day where the unit is date. */
  @ApiProperty({ example: '10' })
  value!: string

  @ApiProperty({ enum: UNITS })
  unit!: LegalFigure['unit']

  @ApiProperty({ format: 'date' })
  validFrom!: string

  /** The first day on which it is in force no more; null while no end is known. */
  @ApiProperty({ type: String, format: 'date', nullable: true })
  validUntil!: string | null

  source!: string

  /** Read in its source, in a weak one, to be confirmed, or a policy of the operator. */
  @ApiProperty({ enum: CONFIDENCES })
  confidence!: Confidence
}

export class LegalFiguresDto {
  @ApiProperty({ format: 'date' })
  on!: string

  items!: LegalFigureDto[]
}

export class PolicyReferenceDto {
  @ApiProperty({ example: 'PPN 017' })
  number!: string

  subject!: string

  @ApiProperty({ enum: LAWS })
  regime!: Law

  @ApiProperty({ format: 'date' })
  validFrom!: string

  @ApiProperty({ type: String, format: 'date', nullable: true })
  validUntil!: string | null

  /** The number it came in place of. */
  @ApiProperty({ type: String, nullable: true })
  succeeds!: string | null

  /** The numbers that came, or come, in its place. */
  successors!: string[]

  source!: string

  @ApiProperty({ enum: CONFIDENCES })
  confidence!: Confidence
}

export class PolicyReferencesDto {
  @ApiProperty({ format: 'date' })
  on!: string

  items!: PolicyReferenceDto[]
}

export class WorkingDaysQuery {
  /** The day that is counted from, of the years 1900 to 2099; today in London where it is left out. */
  @Day()
  @Matches(/^(?:19|20)\d\d-/, { message: 'from must be a day of the years 1900 to 2099' })
  from?: string

  /** How many working days after it. */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1000)
  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 1000, default: 1, example: 10 })
  count = 1

  /** Officers' own deadlines are counted by the first, periods that buyers must give by the other. */
  @IsOptional()
  @IsIn(WORKING_CALENDARS)
  @ApiPropertyOptional({ enum: WORKING_CALENDARS, default: 'england-and-wales' })
  calendar: WorkingCalendar = 'england-and-wales'
}

export class WorkingDayDto {
  /** The day on which so many working days have passed; the day it is counted from is not one of them. */
  @ApiProperty({ format: 'date' })
  day!: string

  @ApiProperty({ enum: WORKING_CALENDARS })
  calendar!: WorkingCalendar

  /** The last day up to which the bank holidays are published. */
  @ApiProperty({ format: 'date' })
  sureUntil!: string

  /** False where the calendar ends before the day: it is by rule then, and a day that is proclaimed later may move it. */
  isSure!: boolean

  /** Where the calendar comes from. */
  source!: string
}
