import { Injectable } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden } from '../../shared/domain/errors.js'
import type { Person } from './people-queries.js'
import { Passwords } from './passwords.js'

/** Whoever changes what an account rests on gives its password again (ASVS 5.0 7.5.1): a session left open is not enough. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
  ) {}

  /** The person and the hash that the password fits, or Forbidden. */
  async ask(actor: Actor, password: string): Promise<Person & { passwordHash: string }> {
    const person = await this.unitOfWork.readPublic(view =>
      oneRow<Person & { passwordHash: string }>(view, 'SELECT id, name, email, password_hash AS "passwordHash" FROM person WHERE id = $1', [
        actor.personId,
      ]),
    )
    if (await this.passwords.fits(password, person.passwordHash)) return person
    throw new Forbidden('password-not-right', 'The current password is not right. If you do not know it, ask for a new one by mail.')
  }
}
