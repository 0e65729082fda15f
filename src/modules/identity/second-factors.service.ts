import { Inject, Injectable } from '@nestjs/common'

import { firstRow, oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Refused } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { publish } from '../outbox/publish.js'
import { accountOf } from './own-organisation.js'
import { APP_CODE, newSecret, shownSecret } from './one-time-codes.js'
import { SecondFactorCodes } from './second-factor-codes.js'
import { Slowdown } from './slowdown.js'

export interface SecondFactor {
  /** Null while there is none, or one that was never confirmed. */
  confirmedAt: Instant | null
  recoveryCodesLeft: number
  /** Whether a role of the person waits for it. */
  needed: boolean
}

export interface Enrolment {
  /** For the app: as an address, which a QR code can hold, and as text. */
  uri: string
  secret: string
}

const WRONG_CODE = 'The code is not that of the moment. Look at the clock of your phone, and type the code that the app shows now.'

@Injectable()
export class SecondFactorsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly codes: SecondFactorCodes,
    private readonly slowdown: Slowdown,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  show(actor: Actor): Promise<SecondFactor> {
    return this.unitOfWork.read(actor, async view => {
      const shown = await oneRow<Omit<SecondFactor, 'needed'>>(
        view,
        `SELECT (SELECT confirmed_at FROM second_factor WHERE person_id = $1) AS "confirmedAt",
                (SELECT count(*)::int FROM recovery_code WHERE person_id = $1 AND used_at IS NULL) AS "recoveryCodesLeft"`,
        [actor.personId],
      )
      return { ...shown, needed: actor.lacksSecondFactorFor(this.config.secondFactorRoles) }
    })
  }

  /** Begins to set one up: nothing asks for it before a code has shown that the app has it. Begun again, there is a new secret. */
  enrol(actor: Actor): Promise<Enrolment> {
    const secret = newSecret()
    return this.unitOfWork.run(actor, async tx => {
      this.refuseOld(actor, 'setting up a second factor')
      const begun = await firstRow<{ email: string }>(
        tx,
        `INSERT INTO second_factor AS f (person_id, secret, enrolled_at) VALUES ($1, $2, market_now())
         ON CONFLICT (person_id) DO UPDATE SET secret = $2, enrolled_at = excluded.enrolled_at, last_step = 0 WHERE f.confirmed_at IS NULL
         RETURNING (SELECT email FROM person WHERE id = $1) AS email`,
        [actor.personId, this.codes.sealed(actor.personId, secret)],
      )
      if (begun === null) throw new Conflict('second-factor-exists', 'You have a second factor. Remove it first to set up another.')
      return shown(secret, begun.email)
    })
  }

  /** The one that was begun and waits for its code, for as long as the sign-in that began it counts as fresh; null where there is none. */
  waiting(actor: Actor): Promise<Enrolment | null> {
    return this.unitOfWork.read(actor, async view => {
      this.refuseOld(actor, 'setting up a second factor')
      const begun = await firstRow<{ secret: Buffer; email: string }>(
        view,
        `SELECT f.secret, p.email FROM second_factor f JOIN person p ON p.id = f.person_id
         WHERE f.person_id = $1 AND f.confirmed_at IS NULL AND f.enrolled_at > market_now() - make_interval(secs => $2)`,
        [actor.personId, this.config.sessions.freshSeconds],
      )
      const secret = begun === null ? null : this.codes.opened(actor.personId, begun.secret)
      return begun === null || secret === null ? null : shown(secret, begun.email)
    })
  }

  /** From now on each sign-in asks for a code; answers the recovery codes, shown this once. The session that did it counts as one with a code. */
  async confirm(actor: Actor, code: string): Promise<string[]> {
    const counted = this.slowdown.ofSession(String(actor.sessionId))
    await this.slowdown.count(counted)
    return this.unitOfWork.run(actor, async tx => {
      this.refuseOld(actor, 'setting up a second factor')
      await lockUnconfirmed(tx, actor.personId)
      if (!APP_CODE.test(code) || !(await this.codes.take(tx, actor.personId, code))) throw new Refused('one-time-code-wrong', WRONG_CODE)
      await this.slowdown.forgive(tx, counted)
      await tx.query('UPDATE second_factor SET confirmed_at = market_now() WHERE person_id = $1', [actor.personId])
      await tx.query('UPDATE session SET second_factor = true WHERE id = $1', [actor.sessionId])
      const codes = await this.codes.renewRecoveryCodes(tx, actor.personId)
      await tell(tx, actor, 'second-factor.set-up')
      return codes
    })
  }

  /** New recovery codes; those given before are worth nothing. */
  renewRecoveryCodes(actor: Actor): Promise<string[]> {
    return this.unitOfWork.run(actor, async tx => {
      this.refuseOld(actor, 'making recovery codes')
      await lockConfirmed(tx, actor.personId)
      const codes = await this.codes.renewRecoveryCodes(tx, actor.personId)
      await tell(tx, actor, 'second-factor.recovery-codes-made')
      return codes
    })
  }

  /** Sign-ins ask for no code any more; roles that need one are withheld at once, in every session. */
  async remove(actor: Actor): Promise<void> {
    await this.unitOfWork.run(actor, async tx => {
      this.refuseOld(actor, 'removing a second factor')
      await lockConfirmed(tx, actor.personId)
      await tx.query('DELETE FROM recovery_code WHERE person_id = $1', [actor.personId])
      await tx.query('DELETE FROM second_factor WHERE person_id = $1', [actor.personId])
      await tx.query('UPDATE session SET second_factor = false WHERE person_id = $1', [actor.personId])
      await tell(tx, actor, 'second-factor.removed')
    })
  }

  private refuseOld(actor: Actor, act: string): void {
    refuseOldSignIn(actor, this.config.sessions.freshSeconds, act)
  }
}

function shown(secret: Buffer, email: string): Enrolment {
  const { uri, text } = shownSecret(secret, email)
  return { uri, secret: text }
}

async function lockUnconfirmed(tx: Tx, personId: string): Promise<void> {
  const factor = await firstRow<{ confirmedAt: Instant | null }>(
    tx,
    'SELECT confirmed_at AS "confirmedAt" FROM second_factor WHERE person_id = $1 FOR UPDATE',
    [personId],
  )
  if (factor === null) throw new Conflict('second-factor-missing', 'There is no second factor to confirm. Set one up first.')
  if (factor.confirmedAt !== null) throw new Conflict('second-factor-exists', 'Your second factor is confirmed already.')
}

async function lockConfirmed(tx: Tx, personId: string): Promise<void> {
  const sql = 'SELECT 1 FROM second_factor WHERE person_id = $1 AND confirmed_at IS NOT NULL FOR UPDATE'
  if ((await firstRow(tx, sql, [personId])) === null)
    throw new Conflict('second-factor-missing', 'You have no second factor. Set one up first.')
}

/** The person is told by mail as well, in case it was not them. */
async function tell(tx: Tx, actor: Actor, happened: string): Promise<void> {
  await publish(tx, { type: happened, payload: { personId: actor.personId } })
  await recordAudit(tx, actor, happened, accountOf(actor.personId))
}
