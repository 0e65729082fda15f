import { Injectable } from '@nestjs/common'

import { firstRow, oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { DomainError } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { SignInMethod } from './sign-in-events.js'
import { hashOfToken, newToken } from './token-hash.js'

/** Own figures: time to find the phone, and tries for a mistyped code or two. */
const LASTS_MINUTES = 5
const TRIES = 5

class PendingSignInEnded extends DomainError {
  constructor() {
    super(
      'unauthenticated',
      'pending-sign-in-ended',
      'This sign-in waits for no code any more. Begin again with your e-mail address and password.',
    )
  }
}

/** Sign-ins whose first step was good and that wait for the second. They open nothing but that step. */
@Injectable()
export class PendingSignIns {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  async start(tx: Tx, personId: string, method: SignInMethod): Promise<{ token: string; expiresAt: Instant }> {
    const token = newToken()
    const { expiresAt } = await oneRow<{ expiresAt: Instant }>(
      tx,
      `INSERT INTO pending_sign_in (token_hash, person_id, method, expires_at)
       VALUES ($1, $2, $3, market_now() + interval '${LASTS_MINUTES} minutes') RETURNING expires_at AS "expiresAt"`,
      [hashOfToken(token), personId, method],
    )
    return { token, expiresAt }
  }

  /** Whose it is; or PendingSignInEnded, after too long or too many tries. The try counts whatever comes of it. */
  async countTry(token: string): Promise<{ personId: string; method: SignInMethod }> {
    const waiting = await this.unitOfWork.run(SYSTEM, tx =>
      firstRow<{ personId: string; method: SignInMethod }>(
        tx,
        `UPDATE pending_sign_in SET tries = tries + 1 WHERE token_hash = $1 AND expires_at > market_now() AND tries < ${TRIES}
         RETURNING person_id AS "personId", method`,
        [hashOfToken(token)],
      ),
    )
    if (waiting === null) throw new PendingSignInEnded()
    return waiting
  }

  /** False when another request, or the end of all sessions, was first. */
  async finish(tx: Tx, token: string): Promise<boolean> {
    return (await firstRow(tx, 'DELETE FROM pending_sign_in WHERE token_hash = $1 RETURNING token_hash', [hashOfToken(token)])) !== null
  }
}
