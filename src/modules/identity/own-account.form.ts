import { IsDefined, IsEmail, IsString, MaxLength } from 'class-validator'

import { MOST_CHARACTERS } from './domain/password-rules.js'

const TOO_LONG = { message: 'The password must have at most 1,000 characters' }

export class PasswordForm {
  @IsDefined({ message: 'Enter your current password' })
  @IsString({ message: 'Enter one current password' })
  @MaxLength(MOST_CHARACTERS, TOO_LONG)
  currentPassword!: string

  @IsDefined({ message: 'Enter a new password' })
  @IsString({ message: 'Enter one new password' })
  @MaxLength(MOST_CHARACTERS, TOO_LONG)
  password!: string
}

export class EmailForm {
  @IsDefined({ message: 'Enter the new e-mail address' })
  @IsString({ message: 'Enter one e-mail address' })
  @MaxLength(254, { message: 'The e-mail address is longer than any can be' })
  @IsEmail({}, { message: 'Enter an e-mail address such as name@example.org' })
  email!: string

  @IsDefined({ message: 'Enter your current password' })
  @IsString({ message: 'Enter one current password' })
  @MaxLength(MOST_CHARACTERS, TOO_LONG)
  currentPassword!: string
}
