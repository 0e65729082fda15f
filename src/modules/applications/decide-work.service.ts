import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Refused } from '../../shared/domain/errors.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { refuseStale } from '../../shared/domain/revision.js'
import { newId } from '../../shared/ids.js'
import type { RepeatKey } from '../../shared/once.js'
import { Sealing } from '../../shared/sealing.js'
import { recordAudit } from '../audit/record-audit.js'
import { findQuestion } from '../library/domain/question-set.js'
import { getNamedSet } from '../library/question-sets.js'
import { publish } from '../outbox/publish.js'
import { applicationSubject } from './application-queries.js'
import { ApplicationClaimed, lockAtWork, lockClaimed, lockForOfficer, refuseAt } from './decide-guards.js'
import { listMessages } from './officer-application-queries.js'
import { moveApplication } from './domain/application-lifecycle.js'
import { replyDays } from './domain/reply-days.js'
import { dueFor } from './due-for.js'
import { saidOf } from './sealed-applications.js'
import { OfficerActs } from './officer-acts.js'
import { setState } from './set-state.js'

/** What an officer asks a supplier. */
export interface Asked {
  text: string
  /** The question of the set that it is about, where it is about one. */
  question: string | null
  replyBy: string
}

/** Who works on an application, what is asked meanwhile, and how long there is. */
@Injectable()
export class DecideWorkService {
  constructor(
    private readonly acts: OfficerActs,
    private readonly sealing: Sealing,
  ) {}

  /** Takes one that nobody works on: of two officers the first (T6 claim). Whoever has it already has it still. */
  claim(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.claim-refused', async tx => {
      const application = await lockForOfficer(tx, actor, id)
      const state = application.state === 'under-review' ? application.state : moveApplication(application.state, 'under-review')
      if (application.officerId !== null && application.officerId !== actor.personId) throw new ApplicationClaimed(application.officerName)
      if (application.state !== 'submitted') return
      await tx.query(
        'UPDATE application SET state = $2, officer_id = $3, claimed_at = market_now(), revision = revision + 1 WHERE id = $1',
        [id, state, actor.personId],
      )
      await publish(tx, { type: 'application.claimed', payload: { applicationId: id } })
      await recordAudit(tx, actor, 'application.claimed', applicationSubject(application))
    })
  }

  /** Goes on with what another officer claimed, with the reason why they do not. What they found stays. */
  takeOver(actor: Actor, id: string, seen: number, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.take-over-refused', async tx => {
      const application = await lockAtWork(tx, actor, id)
      if (application.officerId === actor.personId) throw new AlreadyYours()
      refuseStale(application.revision, seen)
      const from = application.officerId
      await tx.query('UPDATE application SET officer_id = $2, claimed_at = market_now(), revision = revision + 1 WHERE id = $1', [
        id,
        actor.personId,
      ])
      await recordAudit(tx, actor, 'application.taken-over', applicationSubject(application), { from, reason })
    })
  }

  /** Asks the supplier, who replies by the day that is named. The time for the decision runs on (T6 ask). */
  ask(actor: Actor, id: string, seen: number, { text, question, replyBy }: Asked, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.asking-refused', async tx => {
      const application = await lockClaimed(tx, actor, id, seen)
      const state = moveApplication(application.state, 'clarification')
      if (question !== null && findQuestion(getNamedSet(application.questionSet), question) === null)
        refuseAt('/question', 'question-unknown', 'Choose one of the questions that the supplier answered, or none.')
      const at = await marketNow(tx)
      const { earliest, latest } = replyDays(londonDay(at), application.dueOn, application.dueBy)
      if (replyBy < earliest || replyBy > latest)
        refuseAt('/replyBy', 'reply-day-unfit', `The day to reply by has to lie between ${earliest} and ${latest}.`)
      const messageId = newId()
      await tx.query(
        `INSERT INTO application_message (id, application_id, supplier_id, side, question_id, said, reply_by, person_id, said_at)
         VALUES ($1, $2, $3, 'officer', $4, $5, $6, $7, $8)`,
        [
          messageId,
          id,
          application.supplierId,
          question,
          this.sealing.seal(text, saidOf(application.supplierId, messageId)),
          replyBy,
          actor.personId,
          at,
        ],
      )
      await setState(tx, id, state)
      await publish(tx, { type: 'application.asked', payload: { applicationId: id } })
      await recordAudit(tx, actor, 'application.asked', applicationSubject(application), { messageId, question, replyBy })
    })
  }

  /** Goes on without a reply once the day to reply by is over: nobody holds a decision up by saying nothing. */
  resume(actor: Actor, id: string, seen: number, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.resuming-refused', async tx => {
      const application = await lockClaimed(tx, actor, id, seen)
      const state = moveApplication(application.state, 'under-review')
      const asked = (await listMessages(tx, this.sealing, id)).findLast(({ side }) => side === 'officer')
      const replyBy = asked?.replyBy ?? ''
      if (replyBy >= londonDay(await marketNow(tx))) throw new ReplyAwaited(replyBy)
      await setState(tx, id, state)
      await recordAudit(tx, actor, 'application.resumed', applicationSubject(application), { replyBy })
    })
  }

  /** Once, under the old law, with the reason, before the last day is over: the time counts from receipt as before (T6 extend). */
  extend(actor: Actor, id: string, seen: number, reason: string, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.extension-refused', async tx => {
      const application = await lockClaimed(tx, actor, id, seen)
      if (application.regime !== 'pcr2015-dps') throw new NoExtension()
      if (application.extendedAt !== null) throw new ExtendedAlready(application.dueOn)
      const at = await marketNow(tx)
      if (application.dueOn < londonDay(at)) throw new ExtensionTooLate(application.dueOn)
      const { dueOn, dueBy } = await dueFor(tx, application, londonDay(application.receivedAt), 'join-decision-extended')
      await tx.query(
        'UPDATE application SET due_on = $2, due_by = $3, extended_by = $4, extended_at = $5, extension_reason = $6, revision = revision + 1 WHERE id = $1',
        [id, dueOn, JSON.stringify(dueBy), actor.personId, at, reason],
      )
      await publish(tx, { type: 'application.extended', payload: { applicationId: id } })
      await recordAudit(tx, actor, 'application.extended', applicationSubject(application), {
        from: application.dueOn,
        dueOn,
        dueBy,
        reason,
      })
    })
  }
}

class AlreadyYours extends Conflict {
  constructor() {
    super('application-claimed', 'You have claimed the application yourself. Go on with it.')
  }
}

class ReplyAwaited extends Conflict {
  constructor(replyBy: string) {
    super('reply-awaited', `The supplier may reply until the end of ${replyBy}. Go on without a reply after that.`, { replyBy })
  }
}

class NoExtension extends Refused {
  constructor() {
    super(
      'no-extension',
      'The Procurement Act 2023 knows no extension: it asks for a decision in a reasonable period, for which the last day is the marketplace’s own target. Decide as soon as you can; nothing is decided by the day itself.',
    )
  }
}

class ExtendedAlready extends Conflict {
  constructor(dueOn: string) {
    super('application-extended', `The time was extended already, to ${dueOn}. It is extended once.`, { dueOn })
  }
}

class ExtensionTooLate extends Conflict {
  constructor(dueOn: string) {
    super('extension-too-late', `The last day to decide was ${dueOn}. Time that is over is not extended: decide as soon as you can.`, {
      dueOn,
    })
  }
}
