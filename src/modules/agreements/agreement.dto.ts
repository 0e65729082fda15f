import { ApiProperty } from '@nestjs/swagger'

import type { Regime } from './agreements.service.js'

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

  /** For rehearsal only: never part of public data. */
  practice!: boolean
  /** Whole days a tender stays open at the least. */
  minimumTenderDays!: number
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
  categories!: CategoryDto[]
}

export class AgreementPageDto {
  items!: AgreementDto[]
  nextCursor!: string | null
}
