import { Inject, Injectable } from '@nestjs/common'

import { firstRow, oneRow, rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Forbidden, NotFound, Refused } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit, type Subject } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { newApiToken } from './api-token-sign-ins.js'
import { maySetScope, type Scope, SCOPE_NAMES, SCOPE_WORDS } from './domain/token-scopes.js'
import { hashOfToken } from './token-hash.js'

/** Own figure, for one person in one organisation: one for each program, and a dozen to spare. */
const MOST_TOKENS = 20

export interface ApiToken {
  id: string
  name: string
  scopes: Scope[]
  createdAt: Instant
  expiresAt: Instant
  lastUsedAt: Instant | null
  revokedAt: Instant | null
}

/** The same with whether it works at the moment of asking. */
export interface ListedApiToken extends ApiToken {
  works: boolean
}

export interface NewApiToken {
  name: string
  scopes: readonly Scope[]
  expiresInDays: number
}

const COLUMNS = `id, name, scopes, created_at AS "createdAt", expires_at AS "expiresAt", last_used_at AS "lastUsedAt", revoked_at AS "revokedAt"`

@Injectable()
export class ApiTokensService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** The person's own tokens for the acting organisation, the newest first, ended ones as well. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<ListedApiToken>> {
    const [before = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await rows<ListedApiToken>(
        view,
        `SELECT ${COLUMNS}, revoked_at IS NULL AND expires_at > market_now() AS works FROM api_token
         WHERE person_id = $1 AND organisation_id = $2 AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
        [actor.personId, actor.organisationId, before, limit + 1],
      )
      return pageOf(found, limit, ({ id }) => [id])
    })
  }

  /**
   * A token that acts for the person in the acting organisation, with no more than the scopes say; its text is shown this once. Asked again with
   * the same key there is no second token: the one that was made gets another text, and what is shown last works.
   */
  async issue(actor: Actor, wanted: NewApiToken, repeat: RepeatKey | null): Promise<ApiToken & { token: string }> {
    refuseWithoutOrganisation(actor)
    refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'making an API token')
    const { id } = await this.make(actor, wanted, repeat)
    const token = newApiToken()
    return this.unitOfWork.run(actor, async tx => {
      const made = await firstRow<ApiToken>(
        tx,
        `UPDATE api_token SET token_hash = $2 WHERE id = $1 AND person_id = $3 AND organisation_id = $4 AND revoked_at IS NULL RETURNING ${COLUMNS}`,
        [id, hashOfToken(token), actor.personId, actor.organisationId],
      )
      if (made === null) throw new NotFound('API token')
      return { ...made, token }
    })
  }

  /** The token with a text that nobody knows. */
  private make(actor: Actor, { name, scopes, expiresInDays }: NewApiToken, repeat: RepeatKey | null): Promise<{ id: string }> {
    return runOnce(this.unitOfWork, actor, repeat, async tx => {
      refuseForeignScopes(actor, scopes)
      await refuseTooMany(tx, actor)
      const id = newId()
      const made = await oneRow<ApiToken>(
        tx,
        `INSERT INTO api_token (id, token_hash, person_id, organisation_id, name, scopes, created_at, expires_at)
         SELECT $1, $2, $3, $4, $5, $6, at, at + make_interval(days => $7) FROM (SELECT market_now() AS at OFFSET 0) clock RETURNING ${COLUMNS}`,
        [
          id,
          hashOfToken(newApiToken()),
          actor.personId,
          actor.organisationId,
          name,
          SCOPE_NAMES.filter(scope => scopes.includes(scope)),
          expiresInDays,
        ],
      )
      await publish(tx, {
        type: 'api-token.made',
        payload: { personId: actor.personId, organisationId: actor.organisationId, tokenId: id },
      })
      await recordAudit(tx, actor, 'api-token.made', subjectOf(actor, id), { name, scopes: [...made.scopes], expiresAt: made.expiresAt })
      return { id }
    })
  }

  /** Whoever holds it is out from now on. Revoked again it stays as it is. */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.unitOfWork.run(actor, async tx => {
      const mine = [id, actor.personId, actor.organisationId]
      const found = await firstRow<{ revoked: boolean }>(
        tx,
        'SELECT revoked_at IS NOT NULL AS revoked FROM api_token WHERE id = $1 AND person_id = $2 AND organisation_id = $3 FOR UPDATE',
        mine,
      )
      if (found === null) throw new NotFound('API token')
      if (found.revoked) return
      await tx.query('UPDATE api_token SET revoked_at = market_now() WHERE id = $1', [id])
      await recordAudit(tx, actor, 'api-token.revoked', subjectOf(actor, id))
    })
  }
}

/** Every token of the person, in whatever organisation it acts. */
export const revokeTokensOf = (tx: Tx, personId: string): Promise<unknown> =>
  tx.query('UPDATE api_token SET revoked_at = market_now() WHERE person_id = $1 AND revoked_at IS NULL', [personId])

const subjectOf = (actor: Actor, id: string): Subject => ({ type: 'api-token', id, stream: `organisation:${actor.organisationId}` })

function refuseWithoutOrganisation({ organisationKind }: Actor): void {
  if (organisationKind === null)
    throw new Forbidden('organisation-not-yours', 'An API token acts in an organisation, and you hold no role in any yet.')
}

function refuseForeignScopes(actor: Actor, scopes: readonly Scope[]): void {
  const beyond = scopes.filter(scope => !maySetScope(scope, actor))
  if (beyond.length > 0)
    throw new Refused(
      'scope-not-yours',
      `A token can do no more than you, and you hold no role here to ${namesOf(beyond)}. Leave that out, or act for the organisation where you hold the role.`,
    )
}

/** In words, each with its name in the API: "write bids (bid) or write requirements (buy)". */
const namesOf = (scopes: readonly Scope[]): string => scopes.map(scope => `${SCOPE_WORDS[scope]} (${scope})`).join(' or ')

/** Whoever makes two at once takes turns by the row of the person. */
async function refuseTooMany(tx: Tx, { personId, organisationId }: Actor): Promise<void> {
  await tx.query('SELECT 1 FROM person WHERE id = $1 FOR NO KEY UPDATE', [personId])
  const { live } = await oneRow<{ live: number }>(
    tx,
    'SELECT count(*)::int AS live FROM api_token WHERE person_id = $1 AND organisation_id = $2 AND revoked_at IS NULL AND expires_at > market_now()',
    [personId, organisationId],
  )
  if (live >= MOST_TOKENS)
    throw new Refused(
      'too-many-api-tokens',
      `You have ${MOST_TOKENS} API tokens that work, and there may be no more. Revoke one that you do not use, then make this one.`,
    )
}
