import { Transform } from 'class-transformer'
import { ArrayNotEmpty, IsDefined, IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator'

import { type Scope, SCOPE_NAMES } from './domain/token-scopes.js'

/** Text of a form as what the API takes: one ticked box as a list of one, digits as a number. */
const asList = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? [value] : value)
const asNumber = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' && /^\s*\d{1,6}\s*$/.test(value) ? Number(value) : value
const trimmed = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value)

export class ApiTokenForm {
  @Transform(trimmed)
  @IsDefined({ message: 'Enter what the token is for' })
  @IsString({ message: 'Enter one name' })
  @MaxLength(100, { message: 'The name must have at most 100 characters' })
  @Matches(/^\S(?:.*\S)?$/, { message: 'The name must stand on one line' })
  name!: string

  @Transform(asList)
  @IsDefined({ message: 'Select what the token may do' })
  @ArrayNotEmpty({ message: 'Select what the token may do' })
  @IsIn(SCOPE_NAMES, { each: true, message: 'Select among what is offered' })
  scopes!: Scope[]

  @Transform(asNumber)
  @IsDefined({ message: 'Enter after how many days it ends' })
  @IsInt({ message: 'Enter the days as a whole number, such as 30' })
  @Min(1, { message: 'The token must last at least 1 day' })
  @Max(365, { message: 'The token must end after at most 365 days' })
  expiresInDays!: number
}
