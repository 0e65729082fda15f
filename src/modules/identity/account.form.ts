import { applyDecorators } from '@nestjs/common'
import { Transform } from 'class-transformer'
import { IsDefined, IsEmail, IsOptional, IsString, Matches, MaxLength } from 'class-validator'

import { CODE_AT_MOST } from './account.dto.js'
import { MOST_CHARACTERS } from './domain/password-rules.js'
import { LONGEST_CODE } from './session.dto.js'

/** As it is copied out of a mail, with whatever blanks came along. */
const MailedCode = () =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    IsDefined({ message: 'Enter the code from the mail' }),
    IsString({ message: 'Enter one code' }),
    MaxLength(CODE_AT_MOST, { message: 'The code is longer than any is: copy only the code from the mail' }),
    Matches(/\S/, { message: 'Enter the code from the mail' }),
  )

const NewPassword = () =>
  applyDecorators(
    IsDefined({ message: 'Enter a new password' }),
    IsString({ message: 'Enter one password' }),
    MaxLength(MOST_CHARACTERS, { message: 'The password must have at most 1,000 characters' }),
  )

export class AddressForm {
  @IsDefined({ message: 'Enter your e-mail address' })
  @IsString({ message: 'Enter one e-mail address' })
  @MaxLength(254, { message: 'Your e-mail address is longer than any can be' })
  @IsEmail({}, { message: 'Enter an e-mail address such as name@example.org' })
  email!: string
}

export class CodeForm {
  @MailedCode()
  code!: string
}

export class NewcomerForm extends CodeForm {
  @IsDefined({ message: 'Enter your name' })
  @IsString({ message: 'Enter one name' })
  @MaxLength(200, { message: 'Your name must have at most 200 characters' })
  @Matches(/\S/, { message: 'Enter your name' })
  name!: string

  @NewPassword()
  password!: string
}

export class PasswordResetForm extends CodeForm {
  @NewPassword()
  password!: string

  @IsOptional()
  @IsString({ message: 'Enter one security code' })
  @MaxLength(LONGEST_CODE, { message: 'The security code is longer than any is' })
  oneTimeCode?: string
}
