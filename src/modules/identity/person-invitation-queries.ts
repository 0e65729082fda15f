import { firstRow } from '../../shared/database/rows.js'
import type { Readable, Tx } from '../../shared/database/unit-of-work.js'
import type { OrganisationKind, Role } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { Subject } from '../audit/record-audit.js'
import type { PersonInvitationState } from './domain/person-invitation-lifecycle.js'

export interface PersonInvitation {
  id: string
  organisationId: string
  organisationName: string
  organisationKind: OrganisationKind
  email: string
  roles: Role[]
  invitedBy: string
  invitedAt: Instant
  state: PersonInvitationState
  /** When the code that was mailed last ends, or ended; null where it was forgotten long ago. */
  expiresAt: Instant | null
}

export const PERSON_INVITATION = `
  SELECT i.id, i.organisation_id AS "organisationId", o.name AS "organisationName", i.organisation_kind AS "organisationKind", i.email, i.roles,
         i.invited_by AS "invitedBy", i.invited_at AS "invitedAt", i.state,
         (SELECT c.expires_at FROM mailed_code c WHERE c.invitation_id = i.id ORDER BY c.made_at DESC LIMIT 1) AS "expiresAt"
  FROM person_invitation i JOIN organisation o ON o.id = i.organisation_id`

export const findPersonInvitation = (view: Readable, id: string | null): Promise<PersonInvitation | null> =>
  firstRow<PersonInvitation>(view, `${PERSON_INVITATION} WHERE i.id = $1`, [id])

/** With the people of its organisation locked, nobody else settles it. */
export async function settle(tx: Tx, id: string, state: PersonInvitationState, acceptedBy: string | null): Promise<void> {
  await tx.query('UPDATE person_invitation SET state = $2, settled_at = market_now(), accepted_by = $3 WHERE id = $1', [
    id,
    state,
    acceptedBy,
  ])
}

export const invitationIn = (organisationId: string, id: string): Subject => ({
  type: 'person-invitation',
  id,
  stream: `organisation:${organisationId}`,
})
