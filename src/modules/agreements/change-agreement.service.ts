import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound, Refused } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { dayAfter, dayInWords, londonDay, londonMoment } from '../../shared/domain/london-time.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { agreementSubject, AgreementsNotYours, findBreaches, refuseBreaches } from './agreement-guards.js'
import { STATE_NOW } from './agreements.service.js'
import { LAST_DAY, type Regime } from './domain/agreement-content.js'
import { type AgreementEnd, moveAgreement, type OpenedState } from './domain/agreement-lifecycle.js'
import { mayChangeAgreement } from './domain/agreement-policy.js'

interface Held {
  id: string
  state: OpenedState
  revision: number
  regime: Regime
  validFrom: Instant
  validUntil: Instant
}

const HELD = `
  SELECT a.id, ${STATE_NOW} AS state, a.revision, a.regime, a.valid_from AS "validFrom", a.valid_until AS "validUntil"
  FROM agreement a WHERE a.id = $1`

/** What still changes of an agreement that is open. */
@Injectable()
export class ChangeAgreementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** Moves its last day, earlier or later, for a reason that everybody reads; never beyond what the law allows. */
  changeValidity(actor: Actor, id: string, revision: number, lastDay: string, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, revision, 'agreement.validity-change-refused', repeat, async (tx, held) => {
      if (held.state !== 'open') moveAgreement(held.state, 'open')
      const today = londonDay(await marketNow(tx))
      await refuseUnfitLastDay(tx, held, lastDay, today)
      const after = londonMoment(dayAfter(lastDay), '00:00:00')
      await tx.query('UPDATE agreement SET valid_until = $2, revision = revision + 1 WHERE id = $1', [id, after])
      await tx.query(
        `INSERT INTO agreement_change (id, agreement_id, revision, kind, old_valid_until, new_valid_until, reason, changed_by, changed_at)
         VALUES ($1, $2, $3, 'validity', $4, $5, $6, $7, market_now())`,
        [newId(), id, revision + 1, held.validUntil, after, reason, actor.personId],
      )
      await publish(tx, { type: 'agreement.validity-changed', payload: { agreementId: id } })
      await recordAudit(tx, actor, 'agreement.validity-changed', agreementSubject(id), {
        validUntil: after,
        before: held.validUntil,
        reason,
      })
    })
  }

  /** Ends it before its validity does, for a reason that everybody reads. What was published under it goes on. */
  end(actor: Actor, id: string, revision: number, as: AgreementEnd, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, revision, 'agreement.end-refused', repeat, async (tx, held) => {
      const state = moveAgreement(held.state, as)
      await tx.query('UPDATE agreement SET state = $2, revision = revision + 1 WHERE id = $1', [id, state])
      await tx.query(
        `INSERT INTO agreement_change (id, agreement_id, revision, kind, reason, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, market_now())`,
        [newId(), id, revision + 1, state, reason, actor.personId],
      )
      await publish(tx, { type: 'agreement.ended', payload: { agreementId: id } })
      await recordAudit(tx, actor, `agreement.${state}`, agreementSubject(id), { reason })
    })
  }

  private async verb(
    actor: Actor,
    id: string,
    revision: number,
    refusedAs: string,
    repeat: RepeatKey | null,
    work: (tx: Tx, held: Held) => Promise<void>,
  ): Promise<void> {
    await this.refusals.recorded(actor, { action: refusedAs, subject: agreementSubject(id) }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        if (!mayChangeAgreement(actor)) throw new AgreementsNotYours()
        const held = await lockAgreement(tx, id)
        refuseStale(held.revision, revision)
        await work(tx, held)
        return { id }
      }),
    )
  }
}

/** The clock is read in a statement after the lock is held, so that one that expired meanwhile is seen to have. */
async function lockAgreement(tx: Tx, id: string): Promise<Held> {
  await tx.query('SELECT 1 FROM agreement WHERE id = $1 FOR UPDATE', [id])
  const held = await firstRow<Held>(tx, HELD, [id])
  if (held === null) throw new NotFound('agreement')
  return held
}

async function refuseUnfitLastDay(tx: Tx, { regime, validFrom, validUntil }: Held, lastDay: string, today: string): Promise<void> {
  if (lastDay > LAST_DAY) throw new LastDayUnfit('Choose a last day in the years up to 2100.')
  if (lastDay < today || lastDay < londonDay(validFrom))
    throw new LastDayUnfit('Choose a last day that is not past, and not before the agreement begins.')
  if (londonMoment(dayAfter(lastDay), '00:00:00') === validUntil) throw new LastDayUnfit(`${dayInWords(lastDay)} is its last day already.`)
  refuseBreaches(await findBreaches(tx, { regime, validUntil: lastDay }, today))
}

class LastDayUnfit extends Refused {
  constructor(detail: string) {
    super('last-day-unfit', detail, [{ pointer: '/validUntil', code: 'last-day-unfit', detail }])
  }
}
