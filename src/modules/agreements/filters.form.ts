import { IsDefined, IsOptional, IsString, MaxLength } from 'class-validator'

import { Said, Seen } from '../../web/pages/form-fields.js'

/** Facet and value, or facet alone, as one choice of the page: "ai-type" or "ai-type/medical-imaging-software". */
const Place = (message: string) => (target: object, property: string) => {
  IsDefined({ message })(target, property)
  IsString({ message })(target, property)
  MaxLength(200, { message })(target, property)
}

export class AddValueForm {
  @Place('Select where the value belongs') place!: string
  @Said(200, 'Give the value a title', 'The title') title!: string
  @Said(5000, 'Say why it is added', 'The reason') addReason!: string
  @Seen() seen!: string
}

export class MarkValueForm {
  @Place('Select the value') value!: string
  @Said(5000, 'Say why', 'The reason') reason!: string
  @Seen() seen!: string

  @IsOptional()
  @IsString({ message: 'Press one of the buttons' })
  as?: string
}
