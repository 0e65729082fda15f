import { ApiProperty, OmitType } from '@nestjs/swagger'
import { IsOptional, IsString, MaxLength } from 'class-validator'

import { Choice, Words } from '../../web/fields.js'
import type { Regime } from './agreements.service.js'
import { OPENED_STATES, type OpenedState } from './domain/agreement-lifecycle.js'

export class CategoryDto {
  id!: string
  code!: string
  title!: string
}

export class AgreementDto {
  id!: string
  reference!: string
  name!: string

  @ApiProperty({ enum: ['pcr2015-dps', 'pa2023-dynamic-market'] })
  regime!: Regime

  /** An open one whose validity is over has expired. */
  @ApiProperty({ enum: OPENED_STATES })
  state!: OpenedState

  @ApiProperty({ type: 'integer' })
  revision!: number

  /** For rehearsal only: never part of public data. */
  practice!: boolean
  /** Whole days a tender stays open at the least. */
  minimumTenderDays!: number

  /** Whole days that suppliers have to ask to join before the first invitation. */
  initialWindowDays!: number
  maximumTermMonths!: number
  /** Working days by which a material amendment moves the deadline at the least. */
  amendmentWorkingDays!: number
  /** Where that figure comes from. */
  amendmentSource!: string
  /** Whole days that an answer which matters to bids leaves bidders, counted without the day of the answer. */
  answerDays!: number
  /** Where that figure comes from. */
  answerSource!: string
  /** Working days within which an officer answers that a rule does not fit a requirement; after that the rule refers instead of blocking. */
  ruleAnswerWorkingDays!: number
  /** Where that figure comes from. */
  ruleAnswerSource!: string
  /** Questions and rule clarifications of one supplier that may wait for a requirement at once. */
  mostOpenQuestions!: number
  /** Where that figure comes from. */
  openQuestionsSource!: string
  validFrom!: string
  validUntil!: string

  /** Hundredths of a percent of what is invoiced under contracts, which their suppliers pay; null until it is set. Joining and bidding cost nothing. */
  @ApiProperty({ type: 'integer', nullable: true })
  levyBasisPoints!: number | null

  categories!: CategoryDto[]
}

export class SelectionCriterionDto {
  id!: string

  @ApiProperty({ type: 'integer' })
  number!: number

  text!: string
}

export class CategoryWithCriteriaDto extends CategoryDto {
  /** What a supplier must meet to be admitted. */
  criteria!: SelectionCriterionDto[]
}

export class FilterValueDto {
  key!: string
  title!: string

  /** The value it is a part of. */
  @ApiProperty({ type: String, nullable: true })
  parent!: string | null

  /** Stays readable where it was chosen, and is not chosen anew. */
  retired!: boolean
}

export class FacetDto {
  key!: string
  title!: string
  values!: FilterValueDto[]
}

export class FilterEditionDto {
  id!: string

  /** Counts up with each edition. */
  @ApiProperty({ type: 'integer' })
  number!: number

  publishedAt!: string
  reason!: string
  facets!: FacetDto[]
}

export class AddFilterValueDto {
  @Words(80)
  facet!: string

  @Words(200)
  title!: string

  /** Key of the value it is a part of. */
  @ApiProperty({ type: String, nullable: true, required: false, maxLength: 80 })
  @IsOptional()
  @IsString()
  @MaxLength(80)
  parent?: string | null

  @Words(5000)
  reason!: string
}

const MARKS = ['retire', 'restore'] as const

export class MarkFilterValueDto {
  @Words(80)
  facet!: string

  @Words(80)
  value!: string

  /** Out of use or back into it. */
  @Choice(MARKS, 'required')
  as!: (typeof MARKS)[number]

  @Words(5000)
  reason!: string
}

const CHANGES = ['validity', 'levy', 'closed', 'terminated'] as const

export class AgreementChangeDto {
  @ApiProperty({ enum: CHANGES })
  kind!: (typeof CHANGES)[number]

  @ApiProperty({ type: String, nullable: true })
  validUntilBefore!: string | null

  @ApiProperty({ type: String, nullable: true })
  validUntilAfter!: string | null

  reason!: string
  changedAt!: string
}

export class AgreementRecordDto extends OmitType(AgreementDto, ['categories']) {
  terms!: string
  categories!: CategoryWithCriteriaDto[]
  /** What suppliers describe themselves by, as the filters are now, retired values included. */
  filters!: FacetDto[]
  /** What became of it since it opened, the latest first. */
  changes!: AgreementChangeDto[]
}

export class AgreementPageDto {
  items!: AgreementDto[]
  nextCursor!: string | null
}
