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
  validFrom!: string
  validUntil!: string
  categories!: CategoryDto[]
}

export class AgreementPageDto {
  items!: AgreementDto[]
  nextCursor!: string | null
}
