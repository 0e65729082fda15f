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

  /** Counts up with each change; in quotes it is the ETag for If-Match. */
  @ApiProperty({ type: 'integer' })
  revision!: number

  /** For rehearsal only: never part of public data. */
  practice!: boolean
  /** Whole days a tender stays open at the least. */
  minimumTenderDays!: number

  /** Whole days that suppliers have to ask to join before the first invitation. */
  initialWindowDays!: number
  /** The longest term of a contract under it, in months. */
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

  /** When it begins to be in force. */
  @ApiProperty({ format: 'date-time' })
  validFrom!: string

  /** When it stops being in force: the end of its last day in London, which `change-validity` names as a day. */
  @ApiProperty({ format: 'date-time' })
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
  /** Key of the facet. */
  @Words(80)
  facet!: string

  /** What it is called; its key is made of it, in small letters joined by dashes. */
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
  /** Key of the facet. */
  @Words(80)
  facet!: string

  /** Key of the value. */
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
  /** The revision of the agreement from then on. */
  @ApiProperty({ type: 'integer' })
  revision!: number

  @ApiProperty({ enum: CHANGES })
  kind!: (typeof CHANGES)[number]

  /** `validUntil` before and after, where that is what changed. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  validUntilBefore!: string | null

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  validUntilAfter!: string | null

  reason!: string
  changedAt!: string
}

export class AgreementRecordDto extends OmitType(AgreementDto, ['categories']) {
  terms!: string
  categories!: CategoryWithCriteriaDto[]
  /** What suppliers describe themselves by, as the filters are now, retired values included. */
  filters!: FacetDto[]
  /** What became of it since it opened, the latest 25 first. */
  changes!: AgreementChangeDto[]

  /** Where there are more: the `cursor` that `GET /agreements/{id}/changes` goes on with. Null where these are all. */
  @ApiProperty({ type: String, nullable: true })
  changesCursor!: string | null
}

export class AgreementChangePageDto {
  items!: AgreementChangeDto[]
  nextCursor!: string | null
}

export class AgreementPageDto {
  items!: AgreementDto[]
  nextCursor!: string | null
}
