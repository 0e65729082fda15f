import { Transform } from 'class-transformer'
import { ArrayNotEmpty, IsDefined, IsEmail, IsIn, IsString, MaxLength } from 'class-validator'

import { type Role, ROLES } from '../../shared/domain/actor.js'

const asList = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? [value] : value)

export class RoleForm {
  @IsDefined({ message: 'Select the role' })
  @IsIn(ROLES, { message: 'Select one of the roles' })
  role!: Role
}

export class InviteForm {
  @IsDefined({ message: 'Enter their e-mail address' })
  @IsString({ message: 'Enter one e-mail address' })
  @MaxLength(254, { message: 'The e-mail address is longer than any can be' })
  @IsEmail({}, { message: 'Enter an e-mail address such as name@example.org' })
  email!: string

  @Transform(asList)
  @IsDefined({ message: 'Select at least one role' })
  @ArrayNotEmpty({ message: 'Select at least one role' })
  @IsIn(ROLES, { each: true, message: 'Select among the roles that are offered' })
  roles!: Role[]
}
