import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { DomainError } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { Passwords } from './passwords.js'
import { type OrganisationRoles, Sessions } from './sessions.js'

export class SignInRefused extends DomainError {
  constructor() {
    super('unauthenticated', 'sign-in-refused', 'The e-mail address or the password is not right.')
  }
}

export interface Person {
  id: string
  name: string
  email: string
}

export interface SignedIn {
  token: string
  expiresAt: Instant
  person: Person
  organisations: OrganisationRoles[]
}

@Injectable()
export class SignInService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly sessions: Sessions,
  ) {}

  /** The person with this e-mail address and password, or SignInRefused: the same answer after the same work for an unknown account. */
  async verify(email: string, password: string): Promise<Person> {
    const found = await this.unitOfWork.readPublic(view =>
      firstRow<Person & { passwordHash: string }>(
        view,
        'SELECT id, name, email, password_hash AS "passwordHash" FROM person WHERE lower(email) = lower($1)',
        [email],
      ),
    )
    const fits = await this.passwords.fits(password, found?.passwordHash ?? null)
    if (found === null || !fits) {
      await this.unitOfWork.run(SYSTEM, tx => recordSignIn(tx, found?.id ?? null, 'refused'))
      throw new SignInRefused()
    }
    return { id: found.id, name: found.name, email: found.email }
  }

  async signIn(person: Person): Promise<SignedIn> {
    const { token, expiresAt } = await this.unitOfWork.run({ personId: person.id, organisationId: null }, async tx => {
      await recordSignIn(tx, person.id, 'signed-in')
      return this.sessions.start(tx, person.id)
    })
    const { organisations } = await this.sessions.find(token)
    return { token, expiresAt, person, organisations }
  }

  /** Ends the session of a token, or refuses when there is none. */
  async signOut(token: string): Promise<void> {
    const session = await this.sessions.find(token)
    await this.unitOfWork.run({ personId: session.personId, organisationId: null }, async tx => {
      await this.sessions.end(tx, token)
      await recordSignIn(tx, session.personId, 'signed-out')
    })
  }
}

async function recordSignIn(tx: Tx, personId: string | null, outcome: 'signed-in' | 'refused' | 'signed-out'): Promise<void> {
  await tx.query('INSERT INTO sign_in_event (id, person_id, outcome) VALUES ($1, $2, $3)', [newId(), personId, outcome])
}
