import { IsDefined, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator'

import { KINDS } from './registration.dto.js'

const Identifier = (name: string): PropertyDecorator => MaxLength(20, { message: `The ${name} is longer than any is` })

export class RegisterOrganisationForm {
  @IsDefined({ message: 'Select what your organisation is' })
  @IsIn(KINDS, { message: 'Select supplier or public body' })
  kind!: (typeof KINDS)[number]

  @IsDefined({ message: 'Enter the name of the organisation' })
  @IsString({ message: 'Enter one name' })
  @MaxLength(200, { message: 'The name must have at most 200 characters' })
  @Matches(/\S/, { message: 'Enter the name of the organisation' })
  name!: string

  @IsOptional()
  @IsString({ message: 'Enter one Companies House number' })
  @Identifier('Companies House number')
  companiesHouseNumber?: string

  @IsOptional()
  @IsString({ message: 'Enter one PPON' })
  @Identifier('PPON')
  ppon?: string

  @IsOptional()
  @IsString({ message: 'Enter one DUNS number' })
  @Identifier('DUNS number')
  duns?: string
}

export class RefuseRegistrationForm {
  @IsDefined({ message: 'Enter the reason' })
  @IsString({ message: 'Enter one reason' })
  @MaxLength(5000, { message: 'The reason must have at most 5,000 characters' })
  @Matches(/\S/, { message: 'Enter the reason' })
  reason!: string
}
