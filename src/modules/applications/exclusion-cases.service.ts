import { Inject, Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { newId } from '../../shared/ids.js'
import type { RepeatKey } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { getNamedSet } from '../library/question-sets.js'
import { publish } from '../outbox/publish.js'
import { applicationSubject } from './application-queries.js'
import { lockClaimed, refuseAt } from './decide-guards.js'
import { OfficerActs } from './officer-acts.js'
import { type ExclusionFindings, type ExclusionOutcome, groundsOf, mayBeDecided, outcomesFor } from './domain/exclusion-grounds.js'
import { replyDays } from './domain/reply-days.js'
import { listExclusionCases } from './officer-application-queries.js'
import { touch } from './set-state.js'

/** A ground that an officer puts to the supplier. */
export interface RaisedGround {
  /** The question that asks about it, such as L202. */
  ground: string
  evidence: string
  replyBy: string
}

/** What comes of it. */
export interface ExclusionDecision extends ExclusionFindings {
  outcome: ExclusionOutcome
  reason: string
}

/** Grounds of exclusion: put to the supplier with the evidence, and decided by two findings after its reply (PCR 2015 reg. 57, PA 2023 ss. 57 to 58). */
@Injectable()
export class ExclusionCasesService {
  constructor(
    private readonly acts: OfficerActs,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** One case for a ground, whether the supplier says yes to it or the officer learned of it elsewhere. Its kind is that of the agreement's law. */
  raise(actor: Actor, id: string, seen: number, { ground, evidence, replyBy }: RaisedGround, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.exclusion-raising-refused', async tx => {
      const application = await lockClaimed(tx, actor, id, seen)
      const known = groundsOf(getNamedSet(application.questionSet), application.regime).find(each => each.id === ground)
      if (known === undefined) refuseAt('/ground', 'ground-unknown', 'Choose a ground that the law of this agreement knows.')
      const at = await marketNow(tx)
      const { earliest, latest } = replyDays(londonDay(at), application.dueOn, application.dueBy)
      if (replyBy < earliest || replyBy > latest)
        refuseAt('/replyBy', 'reply-day-unfit', `The day to reply by has to lie between ${earliest} and ${latest}.`)
      const caseId = newId()
      const raised = await rows(
        tx,
        `INSERT INTO exclusion_case (id, application_id, supplier_id, ground, kind, evidence, reply_by, raised_by, raised_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT ON CONSTRAINT one_case_for_a_ground DO NOTHING RETURNING id`,
        [caseId, id, application.supplierId, ground, known.kind, evidence, replyBy, actor.personId, at],
      )
      if (raised.length === 0) throw new GroundRaised(ground)
      await touch(tx, id)
      await publish(tx, { type: 'application.exclusion-raised', payload: { applicationId: id } })
      const details = { caseId, ground, kind: known.kind, evidence, replyBy }
      await recordAudit(tx, actor, 'application.exclusion-raised', applicationSubject(application), details)
    })
  }

  /** By both findings and what they leave; against the supplier only once it has replied or the day for that is over. Nothing of it changes again. */
  decide(actor: Actor, id: string, seen: number, caseId: string, decision: ExclusionDecision, repeat: RepeatKey | null): Promise<void> {
    return this.acts.act(actor, id, repeat, 'application.exclusion-decision-refused', async tx => {
      const application = await lockClaimed(tx, actor, id, seen)
      refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'deciding on an exclusion')
      const raised = (await listExclusionCases(tx, id)).find(each => each.id === caseId)
      if (raised === undefined) throw new NotFound('exclusion case')
      if (raised.outcome !== null) throw new CaseDecided()
      const { applies, likelyToRecur, outcome, reason } = decision
      const left = outcomesFor(raised.kind, decision)
      if (!left.includes(outcome))
        refuseAt('/outcome', 'outcome-unfit', `What you found of this ground leaves ${left.map(each => OUTCOME_WORDS[each]).join(' or ')}.`)
      const at = await marketNow(tx)
      if (!mayBeDecided(outcome, raised.repliedAt !== null, raised.replyBy, londonDay(at))) throw new ReplyFirst(raised.replyBy)
      await tx.query(
        `UPDATE exclusion_case SET applies = $2, likely_to_recur = $3, outcome = $4, reason = $5, decided_by = $6, decided_at = $7 WHERE id = $1`,
        [caseId, applies, likelyToRecur, outcome, reason, actor.personId, at],
      )
      await touch(tx, id)
      await publish(tx, { type: 'application.exclusion-decided', payload: { applicationId: id } })
      const details = { caseId, ground: raised.ground, kind: raised.kind, ...decision, replied: raised.repliedAt !== null }
      await recordAudit(tx, actor, 'application.exclusion-decided', applicationSubject(application), details)
    })
  }
}

const OUTCOME_WORDS: Readonly<Record<ExclusionOutcome, string>> = {
  excluded: '“excluded”',
  'excludable-kept-out': '“excludable, kept out”',
  'excludable-let-in': '“excludable, let in”',
  'no-exclusion': '“no exclusion”',
}

class GroundRaised extends Conflict {
  constructor(ground: string) {
    super('ground-raised', `The ground ${ground} was put to the supplier already. Its case shows how it stands.`)
  }
}

class CaseDecided extends Conflict {
  constructor() {
    super('exclusion-decided', 'This was decided already, and nothing of it changes any more.')
  }
}

class ReplyFirst extends Conflict {
  constructor(replyBy: string) {
    super('reply-awaited', `The supplier has not replied and may until the end of ${replyBy}. Nothing is decided against it before.`, {
      replyBy,
    })
  }
}
