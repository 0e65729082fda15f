import { Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { DomainError } from '../../shared/domain/errors.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import type { Identity } from './identity-provider.js'
import type { Person } from './sign-in.service.js'

class IdentityNotLinked extends DomainError {
  constructor() {
    const detail =
      'No account here goes with your identity. Sign in with your password, or ask an administrator of your organisation to invite the e-mail address that your identity provider knows you by.'
    super('unauthenticated', 'identity-not-linked', detail)
  }
}

/** Which person somebody is who signed in at the identity provider. */
@Injectable()
export class IdentityLinks {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /**
   * By the link that was made at the first time; at the first time by an e-mail address that the provider has verified, of a person there is.
   * Nobody is ever made, and a person who is linked to somebody else at this provider stays so.
   */
  findOrLink(identity: Identity): Promise<Person> {
    return this.unitOfWork.run(SYSTEM, async tx => {
      const linked = await firstRow<Person>(
        tx,
        'SELECT p.id, p.name, p.email FROM identity_link l JOIN person p ON p.id = l.person_id WHERE l.issuer = $1 AND l.subject = $2',
        [identity.issuer, identity.subject],
      )
      return linked ?? (await link(tx, identity))
    })
  }
}

async function link(tx: Tx, { issuer, subject, email, emailVerified }: Identity): Promise<Person> {
  if (email === null || !emailVerified) throw new IdentityNotLinked()
  const person = await firstRow<Person>(tx, 'SELECT id, name, email FROM person WHERE lower(email) = lower($1)', [email])
  if (person === null) throw new IdentityNotLinked()
  const made = await firstRow(
    tx,
    `INSERT INTO identity_link (issuer, subject, person_id, linked_at) VALUES ($1, $2, $3, market_now()) ON CONFLICT DO NOTHING RETURNING subject`,
    [issuer, subject, person.id],
  )
  if (made === null) throw new IdentityNotLinked()
  await publish(tx, { type: 'identity.linked', payload: { personId: person.id } })
  await recordAudit(
    tx,
    { personId: person.id, organisationId: null },
    'identity.linked',
    { type: 'person', id: person.id, stream: 'market' },
    { issuer, subject },
  )
  return person
}
