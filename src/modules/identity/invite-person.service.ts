import { Injectable } from '@nestjs/common'

import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor, Role } from '../../shared/domain/actor.js'
import { Conflict, DomainError, NotFound } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { refuseOwnGrant } from './domain/people-policy.js'
import { movePersonInvitation } from './domain/person-invitation-lifecycle.js'
import { refuseUnfitRoles } from './domain/roles-of-organisations.js'
import { lockAddress, MailedCodes } from './mailed-codes.js'
import { type Administrator, lockOwnPeople } from './own-organisation.js'
import { addressOf, findPersonByEmail, rolesIn } from './people-queries.js'
import { findPersonInvitation, invitationIn, PERSON_INVITATION, type PersonInvitation, settle } from './person-invitation-queries.js'

export interface Invitee {
  email: string
  roles: readonly Role[]
}

/** Invitations of one organisation in a day. Own figure: a whole department on one day, and no use to whoever wants to flood mailboxes. */
const MOST_A_DAY = 200

@Injectable()
export class InvitePersonService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly codes: MailedCodes,
  ) {}

  /** Mails an invitation into the own organisation; answers its id. Whether the address has an account is not told. */
  async invite(actor: Actor, { email: given, roles }: Invitee, repeat: RepeatKey | null): Promise<string> {
    const email = addressOf(given)
    const invitationId = newId()
    const { id } = await this.recorded(actor, 'invitation.refused', invitationId, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const administrator = await lockOwnPeople(tx, actor)
        refuseUnfitRoles(administrator.organisationKind, roles)
        await refuseKnown(tx, administrator, email)
        await refuseManyInvitations(tx, actor.organisationId)
        await tx.query(
          `INSERT INTO person_invitation (id, organisation_id, organisation_kind, email, roles, invited_by) VALUES ($1, $2, $3, $4, $5, $6)`,
          [invitationId, actor.organisationId, administrator.organisationKind, email, [...new Set(roles)].toSorted(), actor.personId],
        )
        await this.mail(tx, invitationId, email)
        await recordAudit(tx, actor, 'invitation.sent', invitationIn(actor.organisationId, invitationId), { roles })
        return { id: invitationId }
      }),
    )
    return id
  }

  /** Mails a new code and makes those before worthless. Whoever sends it again stands for the invitation from now on. */
  async resend(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    await this.recorded(actor, 'invitation.resend-refused', id, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const administrator = await lockOwnPeople(tx, actor)
        const { email } = await getWaiting(tx, actor, id)
        await refuseForOneself(tx, administrator, email)
        await this.codes.spendThoseOf(tx, id)
        await this.mail(tx, id, email)
        await tx.query('UPDATE person_invitation SET invited_by = $2 WHERE id = $1', [id, actor.personId])
        await recordAudit(tx, actor, 'invitation.resent', invitationIn(actor.organisationId, id))
        return {}
      }),
    )
  }

  /** Takes the invitation back: its code is worth nothing any more. */
  async revoke(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    await this.recorded(actor, 'invitation.revocation-refused', id, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        await lockOwnPeople(tx, actor)
        const { state } = await getWaiting(tx, actor, id)
        await settle(tx, id, movePersonInvitation(state, 'revoked'), null)
        await this.codes.spendThoseOf(tx, id)
        await recordAudit(tx, actor, 'invitation.revoked', invitationIn(actor.organisationId, id))
        return {}
      }),
    )
  }

  get(actor: Actor, id: string): Promise<PersonInvitation> {
    return this.unitOfWork.read(actor, async view => {
      const invitation = await findPersonInvitation(view, id)
      if (invitation?.organisationId !== actor.organisationId) throw new NotFound('invitation')
      return invitation
    })
  }

  /** Every invitation into the own organisation, newest first. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<PersonInvitation>> {
    const [before = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await rows<PersonInvitation>(
        view,
        `${PERSON_INVITATION} WHERE i.organisation_id = $1 AND ($2::uuid IS NULL OR i.id < $2) ORDER BY i.id DESC LIMIT $3`,
        [actor.organisationId, before, limit + 1],
      )
      return pageOf(found, limit, ({ id }) => [id])
    })
  }

  /** After the people's lock, and before the address is free again. */
  private async mail(tx: Tx, invitationId: string, email: string): Promise<void> {
    await lockAddress(tx, email)
    await this.codes.refuseTooMany(tx, 'invitation', email)
    const codeId = await this.codes.make(tx, { purpose: 'invitation', email, invitationId })
    await publish(tx, { type: 'invitation.sent', payload: { codeId } })
  }

  private recorded<T>(actor: Actor, action: string, id: string, verb: () => Promise<T>): Promise<T> {
    const refusal: RefusalRecord = { action, subject: invitationIn(actor.organisationId, id) }
    return this.refusals.recorded(actor, refusal, verb)
  }
}

/** The invitation into the own organisation that waits; one that does not is in conflict. */
async function getWaiting(tx: Tx, actor: Actor, id: string): Promise<PersonInvitation> {
  const invitation = await findPersonInvitation(tx, id)
  if (invitation?.organisationId !== actor.organisationId) throw new NotFound('invitation')
  movePersonInvitation(invitation.state, 'revoked')
  return invitation
}

/** Says no for whoever belongs to the organisation, which its administrators see anyway, and for whoever is invited already. */
async function refuseKnown(tx: Tx, actor: Administrator, email: string): Promise<void> {
  const person = await refuseForOneself(tx, actor, email)
  if (person !== null && (await rolesIn(tx, actor.organisationId, person.id)).length > 0)
    throw new Conflict('already-a-colleague', 'This person belongs to your organisation already. Change their roles instead.')
  const waiting = await firstRow<{ id: string }>(
    tx,
    `SELECT id FROM person_invitation WHERE organisation_id = $1 AND lower(email) = lower($2) AND state = 'waiting'`,
    [actor.organisationId, email],
  )
  if (waiting === null) return
  throw new Conflict('already-invited', 'This address is invited already. Send the invitation again, or revoke it and invite anew.', {
    invitationId: waiting.id,
  })
}

/** An invitation to oneself would give a role to oneself. */
async function refuseForOneself(tx: Tx, actor: Administrator, email: string) {
  const person = await findPersonByEmail(tx, email)
  if (person?.id === actor.personId) refuseOwnGrant(actor, person.id)
  return person
}

async function refuseManyInvitations(tx: Tx, organisationId: string): Promise<void> {
  const { today } = await oneRow<{ today: number }>(
    tx,
    `SELECT count(*)::int AS today FROM person_invitation WHERE organisation_id = $1 AND invited_at > market_now() - interval '1 day'`,
    [organisationId],
  )
  if (today < MOST_A_DAY) return
  throw new DomainError('too-many', 'too-many-mails', `Your organisation invited ${MOST_A_DAY} people within a day. Go on tomorrow.`, [], {
    retryAfterSeconds: 3600,
  })
}
