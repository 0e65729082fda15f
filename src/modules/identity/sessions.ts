import { Inject, Injectable } from '@nestjs/common'

import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { Actor, NO_ORGANISATION, type OrganisationKind, type Role, SYSTEM, withCarried } from '../../shared/domain/actor.js'
import { Forbidden, Malformed, NotSignedIn, Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { hashOfToken, newToken } from './token-hash.js'

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
  personName: string
  /** Since whoever holds it last proved who they are. */
  signInAgeSeconds: number
  /** Whether a second factor was part of that. */
  secondFactor: boolean
  isStale: boolean
  expiresAt: Instant
  organisations: OrganisationRoles[]
}

/** How a session began. */
export interface Beginning {
  device: string
  secondFactor: boolean
}

/** A person may act only where they hold a role. */
export class OrganisationUnknown extends Refused {
  constructor() {
    const detail = 'Select one of the organisations in which you hold a role'
    super('organisation-unknown', detail, [{ pointer: '/organisation', code: 'organisation-unknown', detail }])
  }
}

/** What the person of the row `s` may do, in every organisation. */
export const ROLES_OF_PERSON = `
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

  async start(tx: Tx, personId: string, { device, secondFactor }: Beginning): Promise<{ token: string; expiresAt: Instant }> {
    const token = newToken()
    const { expiresAt } = await oneRow<{ expiresAt: Instant }>(
      tx,
      `INSERT INTO session (id, token_hash, person_id, signed_in_at, proved_at, last_seen_at, expires_at, device, second_factor)
       SELECT $1, $2, $3, at, at, at, at + make_interval(secs => $4), $5, $6 FROM (SELECT market_now() AS at OFFSET 0) clock
       RETURNING expires_at AS "expiresAt"`,
      [newId(), hashOfToken(token), personId, this.config.sessions.absoluteSeconds, device, secondFactor],
    )
    return { token, expiresAt }
  }

  /** The session of a token, or NotSignedIn when it has ended. One query, and now and then a second to note the use. */
  async find(token: string): Promise<Session> {
    const session = await this.unitOfWork.readPublic(view =>
      firstRow<Session>(
        view,
        `SELECT s.id, s.person_id AS "personId", p.name AS "personName", s.expires_at AS "expiresAt", (${ROLES_OF_PERSON}) AS organisations,
                extract(epoch FROM clock.at - s.proved_at)::float8 AS "signInAgeSeconds", s.second_factor AS "secondFactor", clock.at - s.last_seen_at > least(interval '1 minute', make_interval(secs => $2) / 2) AS "isStale"
         FROM session s JOIN person p ON p.id = s.person_id, (SELECT market_now() AS at OFFSET 0) clock
         WHERE s.token_hash = $1 AND s.expires_at > clock.at AND s.last_seen_at > clock.at - make_interval(secs => $2)`,
        [hashOfToken(token), this.config.sessions.idleSeconds],
      ),
    )
    if (session === null) throw new NotSignedIn('The session has ended. Sign in again.')
    if (session.isStale) await this.unitOfWork.run(SYSTEM, tx => noteUse(tx, session.id))
    return session
  }

  async end(tx: Tx, token: string): Promise<void> {
    await tx.query('DELETE FROM session WHERE token_hash = $1', [hashOfToken(token)])
  }

  /** Ends every session of the person but the one of this token, and every sign-in that waits for its code; answers how many sessions ended. */
  async endOthers(tx: Tx, personId: string, exceptToken?: string | null): Promise<number> {
    await tx.query('DELETE FROM pending_sign_in WHERE person_id = $1', [personId])
    const kept = exceptToken == null ? Buffer.alloc(0) : hashOfToken(exceptToken)
    return (await rows(tx, 'DELETE FROM session WHERE person_id = $1 AND token_hash <> $2 RETURNING id', [personId, kept])).length
  }
}

/** Notes that the session is in use; of many requests at once, one writes. */
const noteUse = (tx: Tx, sessionId: string): Promise<unknown> =>
  tx.query(`UPDATE session SET last_seen_at = market_now() WHERE id = $1 AND last_seen_at < market_now() - interval '1 second'`, [
    sessionId,
  ])

/**
 * The person of a session in the organisation asked for; without one, in the only one there is, and where there is none, in none. Roles that
 * need a second factor are withheld where the session has none.
 */
export function actorIn(session: Session, organisationId: string | undefined, needingSecondFactor: readonly Role[] = []): Actor {
  const { organisations } = session
  const acting = organisationId === undefined ? organisations[0] : organisations.find(({ id }) => id === organisationId.toLowerCase())
  if (acting === undefined && organisationId === undefined) return oneself(session, needingSecondFactor)
  if (acting === undefined) throw new Forbidden('organisation-not-yours', 'X-Organisation names no organisation in which you hold a role.')
  if (organisationId === undefined && organisations.length > 1) {
    throw new Malformed('organisation-missing', 'You belong to several organisations. Say in X-Organisation for which one you act.')
  }
  const withheld = withheldIn(session, acting.roles, needingSecondFactor)
  return new Actor({
    personId: session.personId,
    sessionId: session.id,
    organisationId: acting.id,
    organisationKind: acting.kind,
    roles: acting.roles.filter(role => !withheld.includes(role)),
    withheldRoles: withheld,
    supplierAnywhere: worksForSupplier(session),
    signInAgeSeconds: session.signInAgeSeconds,
  })
}

/** The roles that do not count in a session that no second factor began. */
const withheldIn = ({ secondFactor }: Session, held: readonly Role[], needing: readonly Role[]): Role[] =>
  secondFactor ? [] : rolesAmong(held, needing)

/** The roles that are, or carry, one of those. */
export const rolesAmong = (held: readonly Role[], those: readonly Role[]): Role[] =>
  held.filter(role => those.some(each => withCarried([role]).has(each)))
/** The person of a session, acting in no organisation: for what concerns the own account. A role anywhere may wait for a second factor. */
export const oneself = (session: Session, needingSecondFactor: readonly Role[]): Actor =>
  new Actor({
    personId: session.personId,
    sessionId: session.id,
    organisationId: NO_ORGANISATION,
    organisationKind: null,
    roles: [],
    withheldRoles: withheldIn(
      session,
      session.organisations.flatMap(({ roles }) => roles),
      needingSecondFactor,
    ),
    supplierAnywhere: worksForSupplier(session),
    signInAgeSeconds: session.signInAgeSeconds,
  })

const worksForSupplier = ({ organisations }: Session): boolean =>
  organisations.some(({ kind, roles }) => kind === 'supplier' && roles.length > 0)
