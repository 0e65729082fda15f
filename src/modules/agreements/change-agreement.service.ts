import { Inject, Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { firstRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound, Refused } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import type { Instant } from '../../shared/domain/instant.js'
import { dayAfter, dayInWords, londonDay, londonMoment } from '../../shared/domain/london-time.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { listContributors } from './agreement-draft-queries.js'
import { agreementSubject, AgreementsNotYours, EndingNotYours, findBreaches, refuseBreaches } from './agreement-guards.js'
import { STATE_NOW } from './agreements.service.js'
import { LAST_DAY, type Regime } from './domain/agreement-content.js'
import { type AgreementEnd, moveAgreement, type OpenedState } from './domain/agreement-lifecycle.js'
import { mayChangeAgreement } from './domain/agreement-policy.js'
import { noteMarketNotice } from './note-market-notice.js'

interface Held {
  id: string
  state: OpenedState
  revision: number
  regime: Regime
  validFrom: Instant
  validUntil: Instant
  levyBasisPoints: number | null
}

const HELD = `
  SELECT a.id, ${STATE_NOW} AS state, a.revision, a.regime, a.valid_from AS "validFrom", a.valid_until AS "validUntil",
         a.levy_basis_points AS "levyBasisPoints"
  FROM agreement a WHERE a.id = $1`

/** What still changes of an agreement that is open. */
@Injectable()
export class ChangeAgreementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Moves its last day, earlier or later, for a reason that everybody reads; never beyond what the law allows. */
  changeValidity(actor: Actor, id: string, revision: number, lastDay: string, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, revision, 'agreement.validity-change-refused', repeat, async (tx, held) => {
      if (held.state !== 'open') moveAgreement(held.state, 'open')
      const today = londonDay(await marketNow(tx))
      await refuseUnfitLastDay(tx, held, lastDay, today)
      const after = londonMoment(dayAfter(lastDay), '00:00:00')
      await tx.query('UPDATE agreement SET valid_until = $2, revision = revision + 1 WHERE id = $1', [id, after])
      const changeId = newId()
      await tx.query(
        `INSERT INTO agreement_change (id, agreement_id, revision, kind, old_valid_until, new_valid_until, reason, changed_by, changed_at)
         VALUES ($1, $2, $3, 'validity', $4, $5, $6, $7, market_now())`,
        [changeId, id, revision + 1, held.validUntil, after, reason, actor.personId],
      )
      await noteMarketNotice(tx, id, 'validity-changed', changeId)
      await publish(tx, { type: 'agreement.validity-changed', payload: { agreementId: id } })
      await recordAudit(tx, actor, 'agreement.validity-changed', agreementSubject(id), {
        validUntil: after,
        before: held.validUntil,
        reason,
      })
    })
  }

  /** Sets the levy that was left empty when it opened: once. It is a term of contracts, and never a fee for joining or bidding. */
  setLevy(actor: Actor, id: string, revision: number, basisPoints: number, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, revision, 'agreement.levy-refused', repeat, async (tx, held) => {
      if (held.state !== 'open') moveAgreement(held.state, 'open')
      if (held.levyBasisPoints !== null) throw new LevySet()
      await tx.query('UPDATE agreement SET levy_basis_points = $2, revision = revision + 1 WHERE id = $1', [id, basisPoints])
      await noteChange(tx, actor, id, revision + 1, 'levy', reason)
      await recordAudit(tx, actor, 'agreement.levy-set', agreementSubject(id), { basisPoints, reason })
    })
  }

  /**
   * Ends it before its validity does, for a reason that everybody reads; never by somebody who wrote a part of it. What was published under it goes on.
   */
  end(actor: Actor, id: string, revision: number, as: AgreementEnd, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.verb(actor, id, revision, 'agreement.end-refused', repeat, async (tx, held) => {
      const writers = await listContributors(tx, id)
      if (writers.some(({ personId }) => personId === actor.personId)) throw new EndingNotYours()
      refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'ending an agreement')
      const state = moveAgreement(held.state, as)
      await tx.query('UPDATE agreement SET state = $2, revision = revision + 1 WHERE id = $1', [id, state])
      await noteChange(tx, actor, id, revision + 1, state, reason)
      await noteMarketNotice(tx, id, 'agreement-ended', id)
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

/** What everybody reads of it beside the agreement. */
const noteChange = (
  tx: Tx,
  { personId }: Actor,
  id: string,
  revision: number,
  kind: 'levy' | AgreementEnd,
  reason: string,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO agreement_change (id, agreement_id, revision, kind, reason, changed_by, changed_at) VALUES ($1, $2, $3, $4, $5, $6, market_now())`,
    [newId(), id, revision, kind, reason, personId],
  )

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

class LevySet extends Conflict {
  constructor() {
    super('levy-set', 'The levy is set already, and what suppliers were promised stays. Another levy means another agreement.')
  }
}
