import { Inject, Injectable } from '@nestjs/common'

import { oneRow } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { getPerson, listOrganisationsOf, type Person } from './people-queries.js'
import { type OrganisationRoles, rolesAmong } from './sessions.js'

/** An account in figures, for its owner. */
export interface AccountSummary {
  person: Person
  organisations: OrganisationRoles[]
  /** Since when sign-ins ask for a code; null while they do not. */
  secondFactorSince: Instant | null
  recoveryCodesLeft: number
  /** Whether a role waits for a second factor that was never set up. */
  secondFactorNeeded: boolean
  sessions: number
  /** In every organisation; those that have ended are not counted. */
  apiTokens: number
}

type Figures = Pick<AccountSummary, 'secondFactorSince' | 'recoveryCodesLeft' | 'sessions' | 'apiTokens'>

@Injectable()
export class OwnAccountService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  get(actor: Actor): Promise<AccountSummary> {
    return this.unitOfWork.read(actor, async view => {
      const figures = await oneRow<Figures>(
        view,
        `SELECT (SELECT confirmed_at FROM second_factor WHERE person_id = $1) AS "secondFactorSince",
                (SELECT count(*)::int FROM recovery_code WHERE person_id = $1 AND used_at IS NULL) AS "recoveryCodesLeft",
                (SELECT count(*)::int FROM session WHERE person_id = $1 AND expires_at > clock.at
                   AND last_seen_at > clock.at - make_interval(secs => $2)) AS sessions,
                (SELECT count(*)::int FROM api_token WHERE person_id = $1 AND revoked_at IS NULL AND expires_at > clock.at) AS "apiTokens"
         FROM (SELECT market_now() AS at OFFSET 0) clock`,
        [actor.personId, this.config.sessions.idleSeconds],
      )
      const organisations = await listOrganisationsOf(view, actor.personId)
      const needing = organisations.flatMap(({ roles }) => rolesAmong(roles, this.config.secondFactorRoles))
      return {
        person: await getPerson(view, actor.personId),
        organisations,
        ...figures,
        secondFactorNeeded: figures.secondFactorSince === null && needing.length > 0,
      }
    })
  }
}
