import { Inject, Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { noteMarketNotice } from '../agreements/note-market-notice.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { moveMembership } from './domain/membership-lifecycle.js'
import { mayConfirmRemoval, mayTakeBackNotice } from './domain/membership-policy.js'
import { noteChange } from './membership-history.js'
import { membershipSubject } from './membership-queries.js'
import { removalUnderWay } from './membership-removals.js'
import {
  ExcludedMustGo,
  type RemovalFindings,
  RemovalUnderWay,
  RepliedAlready,
  ReplyDayUnfit,
  ReplyStillDue,
  refuseWithoutFindings,
  reportDue,
  SecondPersonNeeded,
} from './removal-guards.js'
import { setState, touch } from './set-state.js'
import { StandingActs } from './standing-acts.js'
import { getGround } from './standing-grounds.js'
import { lockOwnMembership } from './standing-guards.js'

/** What a notice of removal says. */
export interface RemovalNotice {
  ground: string
  evidence: string
  /** The last day for the supplier's reply, in London. */
  replyBy: string
}

/** Removal in steps, by two people, with the supplier's word between them (PA 2023 s. 37). */
@Injectable()
export class RemovalService {
  constructor(
    private readonly acts: StandingActs,
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Tells the supplier that it may be removed, why, and by when to reply. The membership goes on meanwhile. */
  giveNotice(actor: Actor, id: string, revision: number, notice: RemovalNotice, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'membership.removal-notice-refused', async (tx, membership) => {
      this.refuseOldSignIn(actor, 'giving notice of a removal')
      moveMembership(membership.state, 'removed')
      refuseStale(membership.revision, revision)
      const today = londonDay(await marketNow(tx))
      if (notice.replyBy <= today) throw new ReplyDayUnfit()
      const ground = await getGround(tx, 'remove', membership.regime, notice.ground, today)
      const given = await rows(
        tx,
        `INSERT INTO membership_removal (id, membership_id, supplier_id, ground, must, is_exclusion, is_reported, evidence, reply_by, noticed_by, noticed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, market_now()) ON CONFLICT (membership_id) WHERE outcome IS NULL DO NOTHING RETURNING id`,
        [
          newId(),
          id,
          membership.supplierId,
          ground.key,
          ground.must,
          ground.isExclusion,
          ground.isReported,
          notice.evidence,
          notice.replyBy,
          actor.personId,
        ],
      )
      if (given.length === 0) throw new RemovalUnderWay()
      await touch(tx, id)
      await publish(tx, { type: 'membership.removal-noticed', payload: { membershipId: id } })
      const { key, must, source } = ground
      await recordAudit(tx, actor, 'membership.removal-noticed', membershipSubject(membership), {
        ground: key,
        must,
        source,
        evidence: notice.evidence,
        replyBy: notice.replyBy,
      })
    })
  }

  /** The supplier's word on it, once, until it is decided. */
  async reply(actor: Actor, id: string, reply: string, repeat: RepeatKey | null): Promise<void> {
    const refusal: RefusalRecord = { action: 'membership.removal-reply-refused' }
    await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const membership = await lockOwnMembership(tx, actor, id, refusal)
        const removal = await removalUnderWay(tx, id)
        if (removal.reply !== null) throw new RepliedAlready()
        await tx.query('UPDATE membership_removal SET reply = $2, replied_by = $3, replied_at = market_now() WHERE id = $1', [
          removal.id,
          reply,
          actor.personId,
        ])
        await touch(tx, id)
        await publish(tx, { type: 'membership.removal-replied', payload: { membershipId: id } })
        await recordAudit(tx, actor, 'membership.removal-replied', membershipSubject(membership), { reply })
        return { id }
      }),
    )
  }

  /**
   * Ends it without a removal. Whoever is excluded goes: then a senior officer who did not give the notice has to find that the supplier is not, and say why
   * (PA 2023 s. 37).
   */
  takeBack(actor: Actor, id: string, revision: number, reason: string, isNotExcluded: boolean, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'membership.removal-taking-back-refused', async (tx, membership) => {
      this.refuseOldSignIn(actor, 'taking back a notice of removal')
      const removal = await removalUnderWay(tx, id)
      refuseStale(membership.revision, revision)
      if (!mayTakeBackNotice(actor, removal))
        throw new SecondPersonNeeded('take this notice back, for an excluded supplier has to be removed')
      if (removal.must && !isNotExcluded) throw new ExcludedMustGo()
      await tx.query(
        `UPDATE membership_removal SET outcome = 'taken-back', reason = $2, found_not_excluded = $3, decided_by = $4, decided_at = market_now() WHERE id = $1`,
        [removal.id, reason, removal.must ? true : null, actor.personId],
      )
      await touch(tx, id)
      await publish(tx, { type: 'membership.removal-taken-back', payload: { membershipId: id } })
      await recordAudit(tx, actor, 'membership.removal-taken-back', membershipSubject(membership), {
        ground: removal.ground,
        reason,
        ...(removal.must ? { isNotExcluded, noticedBy: removal.noticedBy } : {}),
      })
    })
  }

  /** Removes, as a second person, after the reply or the day by which none came. */
  confirm(actor: Actor, id: string, revision: number, findings: RemovalFindings, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'membership.removal-refused', async (tx, membership) => {
      const state = moveMembership(membership.state, 'removed')
      const removal = await removalUnderWay(tx, id)
      if (!mayConfirmRemoval(actor, removal.noticedBy)) throw new SecondPersonNeeded('confirm the removal')
      this.refuseOldSignIn(actor, 'removing a member')
      refuseStale(membership.revision, revision)
      const today = londonDay(await marketNow(tx))
      if (removal.reply === null && today <= removal.replyBy) throw new ReplyStillDue(removal.replyBy)
      refuseWithoutFindings(removal, findings)
      const reportDueOn = await reportDue(tx, membership, removal, today)
      const { reason } = findings
      await tx.query(
        `UPDATE membership_removal SET outcome = 'removed', applies = $2, likely_to_recur = $3, reason = $4, report_due_on = $5, decided_by = $6,
                decided_at = market_now() WHERE id = $1`,
        [removal.id, ...(removal.isExclusion ? [true, true] : [null, null]), reason, reportDueOn, actor.personId],
      )
      await setState(tx, id, state)
      await noteChange(tx, membership, { kind: 'removed', ground: removal.ground, reason }, actor.personId)
      await noteMarketNotice(tx, membership.agreementId, 'member-removed', id)
      await publish(tx, { type: 'membership.removed', payload: { membershipId: id } })
      const found = removal.isExclusion ? { applies: true, likelyToRecur: true } : {}
      await recordAudit(tx, actor, 'membership.removed', membershipSubject(membership), {
        ground: removal.ground,
        reason,
        ...found,
        ...(reportDueOn === null ? {} : { reportDueOn }),
      })
    })
  }

  private refuseOldSignIn(actor: Actor, act: string): void {
    refuseOldSignIn(actor, this.config.sessions.freshSeconds, act)
  }
}
