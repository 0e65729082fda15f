import { IsDefined, IsOptional, IsString, Matches, MaxLength } from 'class-validator'
import { Transform } from 'class-transformer'

import { APP_CODE } from './one-time-codes.js'

/** Where to go on once the second factor is there. */
export class OnwardForm {
  @IsOptional()
  @IsString()
  next?: string
}

export class AppCodeForm extends OnwardForm {
  /** Apps show it in two groups, and so people type it. */
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.replaceAll(/\s/g, '') : value))
  @IsDefined({ message: 'Enter the code that your app shows' })
  @IsString({ message: 'Enter one code' })
  @Matches(APP_CODE, { message: 'The code is the 6 digits that your app shows now' })
  oneTimeCode!: string
}

export class ProofForm extends OnwardForm {
  @IsDefined({ message: 'Enter your password' })
  @IsString({ message: 'Enter one password' })
  @MaxLength(1000, { message: 'Your password must have at most 1,000 characters' })
  password!: string

  @IsDefined({ message: 'Enter the code that your app shows' })
  @IsString({ message: 'Enter one code' })
  @MaxLength(100, { message: 'The code is longer than any is' })
  oneTimeCode!: string
}
