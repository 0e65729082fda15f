import { Inject, Injectable } from '@nestjs/common'

import { firstRow } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { Actor, SYSTEM } from '../../shared/domain/actor.js'
import { Forbidden, NotSignedIn } from '../../shared/domain/errors.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { rolesOfToken, type Scope } from './domain/token-scopes.js'
import { type OrganisationRoles, rolesAmong, ROLES_OF_PERSON } from './sessions.js'
import { hashOfToken, newToken } from './token-hash.js'

/** What every API token begins with, so that scanners of secrets find one that was published by mistake. */
export const API_TOKEN_PREFIX = 'aimkt_'

export const newApiToken = (): string => `${API_TOKEN_PREFIX}${newToken()}`

interface Found {
  id: string
  personId: string
  organisationId: string
  scopes: Scope[]
  secondFactor: boolean
  isStale: boolean
  organisations: OrganisationRoles[]
}

/** Who acts when an API token is sent. */
@Injectable()
export class ApiTokenSignIns {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /**
   * The owner as they are now, with no more roles than the token's scopes hold: who lost a role, or left, has lost it here in the same moment.
   * One query, and now and then a second to note the use.
   */
  async find(token: string, organisationId: string | undefined, reads: boolean): Promise<Actor> {
    const found = await this.unitOfWork.readPublic(view =>
      firstRow<Found>(
        view,
        `SELECT s.id, s.person_id AS "personId", s.organisation_id AS "organisationId", s.scopes, (${ROLES_OF_PERSON}) AS organisations,
                EXISTS (SELECT FROM second_factor f WHERE f.person_id = s.person_id AND f.confirmed_at IS NOT NULL) AS "secondFactor",
                s.last_used_at IS NULL OR clock.at - s.last_used_at > interval '1 minute' AS "isStale"
         FROM api_token s, (SELECT market_now() AS at OFFSET 0) clock
         WHERE s.token_hash = $1 AND s.revoked_at IS NULL AND s.expires_at > clock.at`,
        [hashOfToken(token)],
      ),
    )
    if (found === null) throw new NotSignedIn('The API token has ended or was revoked. Make a new one.')
    if (organisationId !== undefined && organisationId.toLowerCase() !== found.organisationId)
      throw new Forbidden('organisation-not-yours', 'X-Organisation names another organisation than that of the API token. Leave it out.')
    if (found.isStale) await this.noteUse(found.id)
    return this.actorOf(found, reads)
  }

  private actorOf({ personId, organisationId, scopes, secondFactor, organisations }: Found, reads: boolean): Actor {
    const acting = organisations.find(({ id }) => id === organisationId)
    if (acting === undefined) throw new NotSignedIn('Whoever made this API token does not belong to its organisation any more.')
    const withheld = secondFactor ? [] : rolesAmong(acting.roles, this.config.secondFactorRoles)
    const held = acting.roles.filter(role => !withheld.includes(role))
    return new Actor({
      personId,
      organisationId,
      organisationKind: acting.kind,
      roles: rolesOfToken(scopes, held, reads),
      supplierAnywhere: organisations.some(({ kind, roles }) => kind === 'supplier' && roles.length > 0),
      // Making a token that may submit took a fresh sign-in; nothing else that asks for one is ever open to a token.
      signInAgeSeconds: scopes.includes('submit') ? 0 : Infinity,
      byToken: true,
    })
  }

  private async noteUse(id: string): Promise<void> {
    await this.unitOfWork.run(SYSTEM, tx =>
      tx.query(
        `UPDATE api_token SET last_used_at = market_now() WHERE id = $1 AND (last_used_at IS NULL OR last_used_at < market_now() - interval '1 second')`,
        [id],
      ),
    )
  }
}
