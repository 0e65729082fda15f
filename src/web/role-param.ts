import type { PipeTransform } from '@nestjs/common'

import { type Role, ROLES } from '../shared/domain/actor.js'
import { NotFound } from '../shared/domain/errors.js'

/** A role in the address. What is none names nothing, so it is not found. */
export class RoleParam implements PipeTransform<string, Role> {
  /** As the API document shows it. */
  static readonly schema = { type: 'string', enum: ROLES } as const

  transform(value: string): Role {
    const role = ROLES.find(each => each === value)
    if (role === undefined) throw new NotFound('role')
    return role
  }
}
