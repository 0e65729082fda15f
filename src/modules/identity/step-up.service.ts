import { Inject, Injectable } from '@nestjs/common'

import { firstRow, oneRow } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotSignedIn, Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import type { Origin } from './origin.js'
import { Passwords } from './passwords.js'
import { SecondFactorCodes } from './second-factor-codes.js'
import { recordSignIn } from './sign-in-events.js'
import { Slowdown } from './slowdown.js'

class StepUpRefused extends Refused {
  constructor() {
    super('step-up-refused', 'The password or the code is not right. You are still signed in; nothing was done.')
  }
}

export interface Proof {
  password: string
  /** Of the app, or a recovery code; needed where the account has a second factor. */
  oneTimeCode?: string | undefined
}

export interface SteppedUp {
  provedAt: Instant
  /** Until when what asks for a fresh sign-in may be done. */
  freshUntil: Instant
}

@Injectable()
export class StepUpService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly passwords: Passwords,
    private readonly codes: SecondFactorCodes,
    private readonly slowdown: Slowdown,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Proves anew who acts, in the session as it runs: the same as a fresh sign-in, with no new token. Somebody at a deadline goes before those who sign in. */
  async stepUp(actor: Actor, { password, oneTimeCode }: Proof, origin: Origin): Promise<SteppedUp> {
    const { sessionId, personId } = actor
    if (sessionId === null) throw new NotSignedIn()
    const counted = this.slowdown.ofSession(sessionId)
    await this.slowdown.count(counted)
    const account = await this.unitOfWork.readPublic(view =>
      firstRow<{ hash: string }>(view, 'SELECT password_hash AS hash FROM person WHERE id = $1', [personId]),
    )
    const fits = await this.passwords.fits(password, account?.hash ?? null, 'first')
    const steppedUp = await this.unitOfWork.run(actor, async tx => {
      const isSetUp = await this.codes.isSetUp(tx, personId)
      const good = fits && (!isSetUp || (oneTimeCode !== undefined && (await this.codes.take(tx, personId, oneTimeCode))))
      await recordSignIn(tx, {
        personId,
        outcome: good ? 'stepped-up' : 'step-up-refused',
        method: 'password',
        secondFactor: good && isSetUp,
        origin,
      })
      if (!good) return null
      await this.slowdown.forgive(tx, counted)
      return oneRow<SteppedUp>(
        tx,
        `UPDATE session SET proved_at = market_now(), second_factor = second_factor OR $2 WHERE id = $1
         RETURNING proved_at AS "provedAt", proved_at + make_interval(secs => $3) AS "freshUntil"`,
        [sessionId, isSetUp, this.config.sessions.freshSeconds],
      )
    })
    if (steppedUp === null) throw new StepUpRefused()
    return steppedUp
  }
}
