import { IsOptional, IsString, MaxLength } from 'class-validator'

import { IsDay } from '../../web/fields.js'

/** A rule of the form that sees whether a text is short enough, and says it in the words of the page. */
const AtMost = (most: number, what: string) =>
  MaxLength(most, { message: `${what} must have at most ${most.toLocaleString('en')} characters` })

/** What is said of an evidence file; the limits are those of EvidenceMetadataDto. */
export class EvidenceForm {
  @IsOptional()
  @IsString()
  @AtMost(100, 'The kind of document')
  type?: string

  @IsOptional()
  @IsString()
  @AtMost(500, 'The name of who issued it')
  issuer?: string

  @IsOptional()
  @IsDay('The date of issue must be a real date, such as 15 1 2027')
  issueDate?: string

  @IsOptional()
  @IsDay('The last day it is valid must be a real date, such as 15 1 2027')
  expiryDate?: string

  @IsOptional()
  @IsString()
  @AtMost(2000, 'What it is about')
  scope?: string

  @IsOptional()
  @IsString()
  @AtMost(2000, 'What must stay confidential')
  confidentiality?: string
}
