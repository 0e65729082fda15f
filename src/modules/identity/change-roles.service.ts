import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor, Role } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { refuseOwnGrant, refuseWithoutAdministrator } from './domain/people-policy.js'
import { refuseUnfitRoles } from './domain/roles-of-organisations.js'
import { type Administrator, listAdministrators, lockOwnPeople, personIn } from './own-organisation.js'
import { grantRoles, rolesIn } from './people-queries.js'

/** What an administrator does to a colleague, with the people of the organisation locked and the roles the colleague holds. */
type Change = (tx: Tx, actor: Administrator, held: readonly Role[]) => Promise<void>

/**
 * Who holds which role in the own organisation. Roles are read anew with every request, whatever credential it comes with, so what is
 * taken here is gone with the next request.
 */
@Injectable()
export class ChangeRolesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** Gives a colleague a role; one that is held already stays. */
  grant(actor: Actor, personId: string, role: Role): Promise<void> {
    return this.change(actor, personId, 'role.grant-refused', async (tx, administrator, held) => {
      refuseUnfitRoles(administrator.organisationKind, [role])
      refuseOwnGrant(actor, personId)
      if (held.includes(role)) return
      await grantRoles(tx, actor.organisationId, personId, [role])
      await tell(tx, actor, personId, 'role.granted', { role })
    })
  }

  /** Takes a role from a colleague. Whoever holds none any more has left. */
  revoke(actor: Actor, personId: string, role: Role, repeat: RepeatKey | null = null): Promise<void> {
    return this.change(
      actor,
      personId,
      'role.revocation-refused',
      async (tx, _, held) => {
        if (!held.includes(role)) return
        await take(tx, actor.organisationId, personId, [role])
        await tell(tx, actor, personId, held.length === 1 ? 'person.removed' : 'role.revoked', { role })
      },
      repeat,
    )
  }

  /** Takes every role: the person has left, and nothing of the organisation answers them any more. */
  remove(actor: Actor, personId: string, repeat: RepeatKey | null = null): Promise<void> {
    return this.change(
      actor,
      personId,
      'person.removal-refused',
      async (tx, _, held) => {
        await take(tx, actor.organisationId, personId, held)
        await tell(tx, actor, personId, 'person.removed', { roles: held })
      },
      repeat,
    )
  }

  private async change(actor: Actor, personId: string, refused: string, change: Change, repeat: RepeatKey | null = null): Promise<void> {
    const refusal = { action: refused, subject: personIn(actor.organisationId, personId) }
    await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const administrator = await lockOwnPeople(tx, actor)
        const held = await rolesIn(tx, actor.organisationId, personId)
        if (held.length === 0) throw new NotFound('person')
        await change(tx, administrator, held)
        return {}
      }),
    )
  }
}

/** Refuses to leave the organisation without an administrator. */
async function take(tx: Tx, organisationId: string, personId: string, roles: readonly Role[]): Promise<void> {
  await rows(tx, 'DELETE FROM role_grant WHERE organisation_id = $1 AND person_id = $2 AND role = ANY($3)', [
    organisationId,
    personId,
    roles,
  ])
  refuseWithoutAdministrator(await listAdministrators(tx, organisationId))
}

async function tell(
  tx: Tx,
  actor: Actor,
  personId: string,
  action: 'role.granted' | 'role.revoked' | 'person.removed',
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { organisationId } = actor
  await publish(tx, { type: action, payload: { organisationId, personId } })
  await recordAudit(tx, actor, action, personIn(organisationId, personId), details)
}
