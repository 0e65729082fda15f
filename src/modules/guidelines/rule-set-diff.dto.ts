import { ApiProperty } from '@nestjs/swagger'

import { Name } from '../../web/fields.js'

const CHANGES = ['none', 'patch', 'minor', 'major']

export class DiffVersionsDto {
  ruleSet!: string
  questionnaire!: string
}

export class ChangedItemDto {
  @Name()
  id!: string

  @ApiProperty({ enum: CHANGES })
  change!: string

  /** The members that differ. */
  members!: string[]
}

export class ItemChangesDto {
  added!: string[]
  retired!: string[]
  changed!: ChangedItemDto[]
}

export class RuleSetDiffDto {
  from!: DiffVersionsDto
  to!: DiffVersionsDto

  /** Patch: wording. Minor: an optional question, or a rule that only warns or informs. Major: all else that changes an outcome. */
  @ApiProperty({ enum: CHANGES })
  change!: string

  rules!: ItemChangesDto
  questions!: ItemChangesDto
  /** Other parts of the pack, by name. */
  other!: ChangedItemDto[]
}
