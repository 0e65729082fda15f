import { IsDefined, IsOptional, IsString, MaxLength } from 'class-validator'

class OnwardForm {
  /** Where to go on. */
  @IsOptional()
  @IsString()
  next?: string

  /** A form that was sent when no session was there any more. */
  @IsOptional()
  @IsString()
  carried?: string
}

export class SignInForm extends OnwardForm {
  @IsDefined({ message: 'Enter your e-mail address' })
  @IsString({ message: 'Enter one e-mail address' })
  @MaxLength(254, { message: 'Your e-mail address is longer than any can be' })
  email!: string

  @IsDefined({ message: 'Enter your password' })
  @IsString({ message: 'Enter one password' })
  @MaxLength(1000, { message: 'Your password must have at most 1,000 characters' })
  password!: string
}

export class SecondStepForm extends OnwardForm {
  @IsDefined({ message: 'Enter the code' })
  @IsString({ message: 'Enter one code' })
  @MaxLength(100, { message: 'The code is longer than any is' })
  oneTimeCode!: string
}

export class ChooseOrganisationForm {
  @IsDefined({ message: 'Select the organisation you act for' })
  @IsString({ message: 'Select one organisation' })
  organisation!: string

  @IsOptional()
  @IsString()
  next?: string
}
