import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'

import { Name } from '../../web/fields.js'
import { ByTier, Condition } from './pack-fields.dto.js'

export class CodeDto {
  code!: string
  label!: string
}

export class OptionDto extends CodeDto {
  /** Choosing it asks for a reason. */
  needsReason?: boolean
  /** What follows from choosing it. */
  says?: string
}

export class PartDto {
  name!: string
  label!: string

  @ApiProperty({ enum: ['text', 'list'] })
  kind!: string

  /** The list of the notice from which ids are picked. */
  pickedFrom?: string

  @Condition()
  requiredWhen?: object
}

export class ColumnDto {
  name!: string
  label!: string

  @ApiPropertyOptional({ enum: ['text', 'figure', 'date', 'country'], default: 'text' })
  kind?: string

  options?: CodeDto[]
  pickedFrom?: string
}

export class RangeDto {
  min!: number
  max!: number
}

export class HelpDto {
  whyWeAsk!: string
  whatGoodLooksLike!: string
  whoUsuallyKnows!: string
  minutes!: number
}

export class QuestionDto {
  @Name()
  id!: string

  @ApiProperty({ enum: ['single', 'multi', 'number', 'text', 'table', 'evidence', 'signature'] })
  type!: string

  text!: string
  options?: OptionDto[]
  parts?: PartDto[]
  columns?: ColumnDto[]
  range?: RangeDto
  /** How many files. */
  files?: RangeDto
  /** Each ticked option can carry files of its own. */
  itemFiles?: boolean
  takesText?: boolean
  /** The fewest words of the text. */
  floorWords?: number

  @ByTier(['required', 'optional', 'no'])
  asked!: object

  @Condition()
  visibleWhen?: object

  askedBecause!: string
  clauses!: string[]
  also!: string[]
  help!: HelpDto
}

export class SectionDto {
  @Name()
  id!: string
  title!: string
  questions!: QuestionDto[]
}

export class QuestionnaireDto {
  guideline!: string
  edition!: string
  version!: string
  sections!: SectionDto[]
}
