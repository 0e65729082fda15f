import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { moveRegistration } from './domain/registration-lifecycle.js'
import { mayDecideRegistration, mayReadRegistrations } from './domain/registration-policy.js'
import { grantRoles } from './people-queries.js'
import { getRegistration, lockRegistrations, refuseTaken, type Registration, REGISTRATION, registrationOf } from './registration-queries.js'
import { listSimilarNames, type SimilarName } from './similar-names.js'

class RegistrationNotYours extends Forbidden {
  constructor() {
    super(
      'registration-not-yours',
      'Registrations are for officers who work for no supplier and did not register the organisation themselves.',
    )
  }
}

@Injectable()
export class DecideRegistrationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** What waits for an officer, oldest first. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<Registration>> {
    if (!mayReadRegistrations(actor)) throw new RegistrationNotYours()
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await rows<Registration>(
        view,
        `${REGISTRATION} WHERE r.state = 'waiting' AND ($1::uuid IS NULL OR r.id > $1) ORDER BY r.id LIMIT $2`,
        [after, limit + 1],
      )
      return pageOf(found, limit, ({ id }) => [id])
    })
  }

  async get(actor: Actor, id: string): Promise<Registration> {
    if (!mayReadRegistrations(actor)) throw new RegistrationNotYours()
    return this.unitOfWork.read(actor, view => getRegistration(view, id))
  }

  /** Organisations and other registrations that may be the same as this one by their names. */
  listSimilar(actor: Actor, id: string): Promise<SimilarName[]> {
    if (!mayReadRegistrations(actor)) throw new RegistrationNotYours()
    return this.unitOfWork.read(actor, async view => {
      await getRegistration(view, id)
      return listSimilarNames(view, id)
    })
  }

  /** Makes the organisation, with whoever registered it as its administrator. */
  approve(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    return this.decide(actor, id, repeat, 'registration.approval-refused', async (tx, registration) => {
      moveRegistration(registration.state, 'approved')
      await refuseTaken(tx, id, registration)
      await tx.query(
        `INSERT INTO organisation (id, kind, name, companies_house_number, ppon, duns)
         SELECT id, kind, name, companies_house_number, ppon, duns FROM registration WHERE id = $1`,
        [id],
      )
      await grantRoles(tx, id, registration.registrantId, ['organisation-admin'])
      await settle(tx, id, 'approved', actor, null)
      await publish(tx, { type: 'registration.approved', payload: { registrationId: id } })
      await recordAudit(tx, actor, 'registration.approved', registrationOf(id), { administrator: registration.registrantId })
    })
  }

  /** Says no, with a reason that whoever registered it is told. They may register it again. */
  refuse(actor: Actor, id: string, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.decide(actor, id, repeat, 'registration.refusal-refused', async (tx, { state }) => {
      moveRegistration(state, 'refused')
      await settle(tx, id, 'refused', actor, reason)
      await publish(tx, { type: 'registration.refused', payload: { registrationId: id } })
      await recordAudit(tx, actor, 'registration.refused', registrationOf(id), { reason })
    })
  }

  private decide(
    actor: Actor,
    id: string,
    repeat: RepeatKey | null,
    refused: string,
    decision: (tx: Tx, registration: Registration) => Promise<void>,
  ): Promise<void> {
    return this.refusals.recorded(actor, { action: refused, subject: registrationOf(id) }, async () => {
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        await lockRegistrations(tx)
        const registration = await getRegistration(tx, id)
        if (!mayDecideRegistration(actor, registration)) throw new RegistrationNotYours()
        await decision(tx, registration)
        return {}
      })
    })
  }
}

async function settle(tx: Tx, id: string, state: 'approved' | 'refused', { personId }: Actor, reason: string | null): Promise<void> {
  await tx.query('UPDATE registration SET state = $2, settled_at = market_now(), decided_by = $3, reason = $4 WHERE id = $1', [
    id,
    state,
    personId,
    reason,
  ])
}
