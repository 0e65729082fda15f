import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'

import { Name } from '../../web/fields.js'

class FieldOptionDto {
  code!: string
  label!: string
}

/** The field is asked for only where another field of the question has one of these codes. */
class FieldConditionDto {
  field!: string
  is!: string[]
}

class AskedFieldDto {
  name!: string
  label!: string

  /**
   * What its text is: one line, many, a day such as 2026-11-30, the code of an option, pounds as a decimal number, a whole number, or a number
   * or an address of its own form.
   */
  @ApiProperty({ enum: ['line', 'words', 'date', 'choice', 'money', 'whole', 'company-number', 'duns', 'data-protection-number', 'email'] })
  kind!: string

  hint?: string
  maxLength?: number
  options?: FieldOptionDto[]
  min?: number
  max?: number
  /** Cannot lie in the future. */
  past?: boolean
  /** The date field that this date is not before. */
  notBefore?: string
  optional?: boolean
  when?: FieldConditionDto
}

class AskedRowsDto {
  label!: string
  min!: number
  max!: number
  when?: FieldConditionDto
  fields!: AskedFieldDto[]
}

class CitationDto {
  /** A source of the set. */
  of!: string
  at!: string
}

class AskedHelpDto {
  whyWeAsk!: string
  whatGoodLooksLike!: string
}

class AskedQuestionDto {
  @Name()
  id!: string
  title!: string
  text!: string
  help!: AskedHelpDto
  sources!: CitationDto[]

  /** Of an exclusion ground: mandatory or discretionary, by the regime of the agreement. */
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string', enum: ['mandatory', 'discretionary'] } })
  ground?: object

  fields!: AskedFieldDto[]
  rows?: AskedRowsDto
  /** The field after whose date the answer is out of date. */
  expiry?: string
}

class AskedPartDto {
  @Name()
  id!: string
  title!: string
  intro!: string
  /** Each question is answered once for each product. */
  perProduct?: boolean
  questions!: AskedQuestionDto[]
}

class RemindersDto {
  daysBefore!: number[]
  stillDaysAfter!: number
  source!: string
}

class LibraryLimitsDto {
  products!: number
  source!: string
}

export class SelectionQuestionnaireDto {
  @Name()
  id!: string
  version!: string
  title!: string
  /** SHA-256 of the set as canonical JSON without this member. */
  contentHash!: string

  @ApiProperty({
    type: 'object',
    additionalProperties: {
      type: 'object',
      required: ['title', 'note'],
      properties: { title: { type: 'string' }, note: { type: 'string' } },
    },
  })
  sources!: object

  reminders!: RemindersDto
  limits!: LibraryLimitsDto
  parts!: AskedPartDto[]
}
