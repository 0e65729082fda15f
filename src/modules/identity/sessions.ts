import { createHash, randomBytes } from 'node:crypto'

import { Inject, Injectable } from '@nestjs/common'

import { firstRow, oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { Actor, type OrganisationKind, type Role, SYSTEM } from '../../shared/domain/actor.js'
import { Forbidden, Malformed, NotSignedIn } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'

/** What a person may do in one organisation. */
export interface OrganisationRoles {
  id: string
  name: string
  kind: OrganisationKind
  roles: Role[]
}

export interface Session {
  id: string
  personId: string
  signInAgeSeconds: number
  isStale: boolean
  expiresAt: Instant
  organisations: OrganisationRoles[]
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()

const ROLES_OF_PERSON = `
  SELECT coalesce(json_agg(json_build_object('id', o.id, 'name', o.name, 'kind', o.kind, 'roles', g.roles) ORDER BY o.name), '[]')
  FROM (SELECT organisation_id, array_agg(role ORDER BY role) AS roles FROM role_grant WHERE person_id = s.person_id GROUP BY organisation_id) g
  JOIN organisation o ON o.id = g.organisation_id`

/** Sessions are rows under the hash of a 256-bit token, so they survive a flushed queue and can be revoked. */
@Injectable()
export class Sessions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  async start(tx: Tx, personId: string): Promise<{ token: string; expiresAt: Instant }> {
    const token = randomBytes(32).toString('base64url')
    const { expiresAt } = await oneRow<{ expiresAt: Instant }>(
      tx,
      `INSERT INTO session (id, token_hash, person_id, signed_in_at, last_seen_at, expires_at)
       SELECT $1, $2, $3, at, at, at + make_interval(secs => $4) FROM (SELECT market_now() AS at OFFSET 0) clock
       RETURNING expires_at AS "expiresAt"`,
      [newId(), hashOf(token), personId, this.config.sessions.absoluteSeconds],
    )
    return { token, expiresAt }
  }

  /** The session of a token, or NotSignedIn when it has ended. One query, and now and then a second to note the use. */
  async find(token: string): Promise<Session> {
    const session = await this.unitOfWork.readPublic(view =>
      firstRow<Session>(
        view,
        `SELECT s.id, s.person_id AS "personId", s.expires_at AS "expiresAt", (${ROLES_OF_PERSON}) AS organisations,
                extract(epoch FROM clock.at - s.signed_in_at)::float8 AS "signInAgeSeconds", clock.at - s.last_seen_at > least(interval '1 minute', make_interval(secs => $2) / 2) AS "isStale"
         FROM session s, (SELECT market_now() AS at OFFSET 0) clock
         WHERE s.token_hash = $1 AND s.expires_at > clock.at AND s.last_seen_at > clock.at - make_interval(secs => $2)`,
        [hashOf(token), this.config.sessions.idleSeconds],
      ),
    )
    if (session === null) throw new NotSignedIn('The session has ended. Sign in again.')
    if (session.isStale) await this.unitOfWork.run(SYSTEM, tx => noteUse(tx, session.id))
    return session
  }

  async end(tx: Tx, token: string): Promise<void> {
    await tx.query('DELETE FROM session WHERE token_hash = $1', [hashOf(token)])
  }
}

/** Notes that the session is in use; of many requests at once, one writes. */
const noteUse = (tx: Tx, sessionId: string): Promise<unknown> =>
  tx.query(`UPDATE session SET last_seen_at = market_now() WHERE id = $1 AND last_seen_at < market_now() - interval '1 second'`, [
    sessionId,
  ])

/** The person of a session in the organisation asked for; without one, in the only one there is. */
export function actorIn(session: Session, organisationId: string | undefined): Actor {
  const { organisations } = session
  const acting = organisationId === undefined ? organisations[0] : organisations.find(({ id }) => id === organisationId.toLowerCase())
  if (acting === undefined) throw new Forbidden('organisation-not-yours', 'X-Organisation names no organisation in which you hold a role.')
  if (organisationId === undefined && organisations.length > 1) {
    throw new Malformed('organisation-missing', 'You belong to several organisations. Say in X-Organisation for which one you act.')
  }
  return new Actor({
    personId: session.personId,
    organisationId: acting.id,
    organisationKind: acting.kind,
    roles: acting.roles,
    supplierAnywhere: organisations.some(({ kind, roles }) => kind === 'supplier' && roles.length > 0),
    signInAgeSeconds: session.signInAgeSeconds,
  })
}
