import { Inject, Injectable } from '@nestjs/common'

import { firstRow, rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import type { Origin } from './origin.js'
import { Sessions } from './sessions.js'
import { recordSignIn } from './sign-in-events.js'

export interface OwnSession {
  id: string
  device: string
  signedInAt: Instant
  lastUsedAt: Instant
  expiresAt: Instant
  /** Whether it is the one that asks. */
  current: boolean
}

@Injectable()
export class OwnSessionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Where the person is signed in, the newest first. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<OwnSession>> {
    const [before = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await rows<OwnSession>(
        view,
        `SELECT id, device, signed_in_at AS "signedInAt", last_seen_at AS "lastUsedAt", expires_at AS "expiresAt", id = $2 AS current
         FROM session, (SELECT market_now() AS at OFFSET 0) clock
         WHERE person_id = $1 AND expires_at > clock.at AND last_seen_at > clock.at - make_interval(secs => $5) AND ($3::uuid IS NULL OR id < $3)
         ORDER BY id DESC LIMIT $4`,
        [actor.personId, actor.sessionId, before, limit + 1, this.config.sessions.idleSeconds],
      )
      return pageOf(found, limit, ({ id }) => [id])
    })
  }

  /** Ends one of the person's own sessions; whoever holds its token is out from now on. */
  async end(actor: Actor, sessionId: string, origin: Origin, repeat: RepeatKey | null = null): Promise<void> {
    await runOnce(this.unitOfWork, actor, repeat, async tx => {
      const ended = await firstRow(tx, 'DELETE FROM session WHERE id = $1 AND person_id = $2 RETURNING id', [sessionId, actor.personId])
      if (ended === null) throw new NotFound('session')
      await recordSignIn(tx, { personId: actor.personId, outcome: 'session-ended', origin })
      return {}
    })
  }

  /** Signs out everywhere, here as well. API tokens stay: they are revoked one by one. */
  async endAll({ personId }: Pick<Actor, 'personId'>, origin: Origin): Promise<void> {
    await this.unitOfWork.run({ personId, organisationId: null }, async tx => {
      await this.sessions.endOthers(tx, personId)
      await recordSignIn(tx, { personId, outcome: 'session-ended', origin })
    })
  }
}
