import { Injectable } from '@nestjs/common'

import { oneRow, rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { type GivenIdentifiers, readIdentifiers } from './domain/identifiers.js'
import { moveRegistration } from './domain/registration-lifecycle.js'
import { getRegistration, lockRegistrations, refuseTaken, type Registration, REGISTRATION, registrationOf } from './registration-queries.js'

export interface NewOrganisation extends GivenIdentifiers {
  kind: Registration['kind']
  name: string
}

/** Registrations of one person that wait at a time. Own figure: a group with its subsidiaries, and no way to try out who is here. */
const MOST_WAITING = 5

@Injectable()
export class RegisterOrganisationService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Takes down an organisation that waits for an officer; answers its id. Until one approves, it is none, and nobody acts for it. */
  async register(actor: Actor, organisation: NewOrganisation, repeat: RepeatKey | null): Promise<string> {
    const identifiers = readIdentifiers(organisation)
    const registrationId = newId()
    const { id } = await runOnce(this.unitOfWork, actor, repeat, async tx => {
      await lockRegistrations(tx)
      await refuseMany(tx, actor)
      await refuseTaken(tx, registrationId, identifiers)
      const { companiesHouseNumber, ppon, duns } = identifiers
      await tx.query(
        `INSERT INTO registration (id, kind, name, companies_house_number, ppon, duns, registrant_id) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [registrationId, organisation.kind, organisation.name.trim().normalize('NFC'), companiesHouseNumber, ppon, duns, actor.personId],
      )
      await publish(tx, { type: 'registration.received', payload: { registrationId } })
      await recordAudit(tx, actor, 'registration.received', registrationOf(registrationId), { kind: organisation.kind, ...identifiers })
      return { id: registrationId }
    })
    return id
  }

  /** Takes an own registration back while it waits. */
  async withdraw(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    await runOnce(this.unitOfWork, actor, repeat, async tx => {
      await lockRegistrations(tx)
      const { state } = await getOwn(tx, actor, id)
      moveRegistration(state, 'withdrawn')
      await tx.query(`UPDATE registration SET state = 'withdrawn', settled_at = market_now() WHERE id = $1`, [id])
      await recordAudit(tx, actor, 'registration.withdrawn', registrationOf(id))
      return {}
    })
  }

  get(actor: Actor, id: string): Promise<Registration> {
    return this.unitOfWork.read(actor, view => getOwn(view, actor, id))
  }

  /** What the person registered, newest first. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<Registration>> {
    const [before = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await rows<Registration>(
        view,
        `${REGISTRATION} WHERE r.registrant_id = $1 AND ($2::uuid IS NULL OR r.id < $2) ORDER BY r.id DESC LIMIT $3`,
        [actor.personId, before, limit + 1],
      )
      return pageOf(found, limit, ({ id }) => [id])
    })
  }
}

async function getOwn(view: Parameters<typeof getRegistration>[0], actor: Actor, id: string): Promise<Registration> {
  const registration = await getRegistration(view, id)
  if (registration.registrantId !== actor.personId) throw new NotFound('registration')
  return registration
}

async function refuseMany(tx: Tx, actor: Actor): Promise<void> {
  const { waiting } = await oneRow<{ waiting: number }>(
    tx,
    `SELECT count(*)::int AS waiting FROM registration WHERE registrant_id = $1 AND state = 'waiting'`,
    [actor.personId],
  )
  if (waiting < MOST_WAITING) return
  throw new Conflict('too-many-registrations', `${MOST_WAITING} of your registrations wait already. Wait for them, or withdraw one.`)
}
