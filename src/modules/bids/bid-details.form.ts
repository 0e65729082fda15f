import { Transform } from 'class-transformer'
import { ArrayMaxSize, Equals, IsOptional, IsString, MaxLength } from 'class-validator'

import { DECLARATION_LIMITS } from './bid.dto.js'

const { text, names, name } = DECLARATION_LIMITS

/** A list as it is typed: a name on each line. */
export const linesOf = (typed: string): string[] =>
  typed
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

const TypedLines = () => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? linesOf(value) : value))

export class BidDetailsForm {
  @IsOptional()
  @IsString({ message: 'Enter one text' })
  @MaxLength(text, { message: `What you declare must have at most ${text.toLocaleString('en')} characters` })
  conflictOfInterest?: string

  @IsOptional()
  @TypedLines()
  @ArrayMaxSize(names, { message: `Name at most ${names} subcontractors` })
  @MaxLength(name, { each: true, message: `The name of a subcontractor must have at most ${name} characters` })
  subcontractors?: string[]

  @IsOptional()
  @TypedLines()
  @ArrayMaxSize(names, { message: `Name at most ${names} partners` })
  @MaxLength(name, { each: true, message: `The name of a partner must have at most ${name} characters` })
  consortium?: string[]

  @IsOptional()
  @Equals('yes', { message: 'Tick the box, or leave it empty' })
  termsAccepted?: string
}
