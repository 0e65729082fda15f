import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { maySeeSignInLog } from './domain/identity-policy.js'
import type { SignInMethod, SignInOutcome } from './sign-in-events.js'

export interface SignInLine {
  id: string
  occurredAt: Instant
  personId: string
  personName: string
  outcome: SignInOutcome
  method: SignInMethod | null
  secondFactor: boolean
  device: string
  source: string
}

export type LogScope = 'own' | 'organisation'

/** Whose lines: the person's own, or those of everybody who holds a role in the acting organisation. */
const WHOSE: Record<LogScope, string> = {
  own: 'e.person_id = $1',
  organisation: 'e.person_id IN (SELECT person_id FROM role_grant WHERE organisation_id = $1)',
}

@Injectable()
export class SignInLogService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** What happened about signing in, the newest first. */
  list(actor: Actor, scope: LogScope, limit: number, cursor: string | undefined): Promise<Page<SignInLine>> {
    if (scope === 'organisation' && !maySeeSignInLog(actor))
      throw new Forbidden('sign-in-log-not-yours', 'The sign-in log of an organisation is for its administrators. Your own is scope=own.')
    const [occurredAt = null, id = null] = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await rows<SignInLine>(
        view,
        `SELECT e.id, e.occurred_at AS "occurredAt", e.person_id AS "personId", p.name AS "personName", e.outcome, e.method,
                e.second_factor AS "secondFactor", e.device, e.source
         FROM sign_in_event e JOIN person p ON p.id = e.person_id
         WHERE ${WHOSE[scope]} AND ($2::timestamptz IS NULL OR (e.occurred_at, e.id) < ($2, $3::uuid))
         ORDER BY e.occurred_at DESC, e.id DESC LIMIT $4`,
        [scope === 'own' ? actor.personId : actor.organisationId, occurredAt, id, limit + 1],
      )
      return pageOf(found, limit, line => [line.occurredAt, line.id])
    })
  }
}
