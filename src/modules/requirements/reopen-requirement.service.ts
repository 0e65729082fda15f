import { Inject, Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { withEveryRow } from '../../shared/database/with-every-row.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden, NotFound, Refused } from '../../shared/domain/errors.js'
import { refuseOldSignIn } from '../../shared/domain/fresh-sign-in.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { forgetPassed } from '../key-holders/forget-passed.js'
import { publish } from '../outbox/publish.js'
import { closeRequirement } from './close-requirement.js'
import { agree, listOtherProposals } from './consents.js'
import type { ConsentSide } from './domain/consent.js'
import { differenceOf } from './domain/difference.js'
import { moveInvitation } from './domain/invitation-lifecycle.js'
import { moveRequirement, stateAt } from './domain/requirement-lifecycle.js'
import { maySeeRequirement, reopeningSideOf } from './domain/requirement-policy.js'
import type { Extension } from './extend-requirement.service.js'
import { hasDeclaredInterest, refuseDeclaredInterest } from './interest-declarations.service.js'
import { datesOf, movedTo } from './move-dates.js'
import { recordChange } from './record-change.js'
import { requirementSubject } from './requirement-audit.js'
import { Requirement } from './requirement.entity.js'
import { lockRequirement } from './requirement-queries.js'

/** Whether the requirement is now open again; if not, the other side must agree to the same, and what others have proposed instead. */
export interface Reopening {
  reopened: boolean
  othersProposed?: object[]
}

@Injectable()
export class ReopenRequirementService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Gives all bidders more time after an outage (PCR 2015 reg. 47): an approver of the buyer and an officer agree on it, before any opening. Submitted versions stay. */
  async reopen(actor: Actor, id: string, extension: Extension, repeat: RepeatKey | null): Promise<Reopening> {
    const { reopened } = await this.agreeToReopen(actor, id, extension, repeat)
    if (reopened) return { reopened }
    const othersProposed = await this.unitOfWork.read(actor, view => listOtherProposals(view, actor, id, 'reopen'))
    return { reopened, ...(othersProposed.length > 0 && { othersProposed }) }
  }

  private agreeToReopen(
    actor: Actor,
    id: string,
    { reason, ...asked }: Extension,
    repeat: RepeatKey | null,
  ): Promise<{ reopened: boolean }> {
    return this.refusals.recorded(actor, { action: 'requirement.reopening-refused', subject: requirementSubject(id) }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const locked = await lockRequirement(tx, id)
        const side = await this.refuseUnlessMayReopen(tx, actor, locked)
        const at = await marketNow(tx)
        refuseUnlessClosed(locked, at)
        const dates = datesOf(asked)
        const moved = movedTo(locked.content, dates, at)
        if (dates.submissionDeadline === undefined || dates.submissionDeadline <= at) throw new DeadlineInThePast()

        const { state, revision } = locked.state === 'open' ? await closeRequirement(tx, locked) : locked
        const content = { ...dates, reason }
        const sideOf = (person: Actor) => reopeningSideOf(person, locked)
        const isBarred = (personId: string) => hasDeclaredInterest(tx, personId, id)
        const proposal = { requirementId: id, revision, verb: 'reopen', side, content, sideOf, isBarred } as const
        const proposedBy = await agree(tx, actor, proposal, at)
        if (proposedBy === null) {
          await publish(tx, { type: 'requirement.reopening-proposed', payload: { requirementId: id } })
          await recordAudit(tx, actor, 'requirement.reopening-proposed', requirementSubject(id), { side, ...content })
          return { reopened: false }
        }
        await tx.update(Requirement, id, { ...moved, state: moveRequirement(state, 'open'), revision: revision + 1 })
        await awaitAnswersAgain(tx, id)
        await forgetPassed(tx, id)
        await recordChange(tx, actor, id, { kind: 'reopened', reason, proposedBy, ...differenceOf(locked.content, moved.content), at })
        return { reopened: true }
      }),
    )
  }

  private async refuseUnlessMayReopen(tx: Tx, actor: Actor, requirement: Requirement): Promise<ConsentSide> {
    if (!maySeeRequirement(actor, requirement)) throw new NotFound('requirement')
    const side = reopeningSideOf(actor, requirement)
    if (side === null)
      throw new Forbidden(
        'reopening-not-yours',
        'More time after an outage is given by an approver of the buyer and a procurement officer.',
      )
    refuseOldSignIn(actor, this.config.sessions.freshSeconds, 'reopening')
    await refuseDeclaredInterest(tx, actor, requirement.id)
    return side
  }
}

function refuseUnlessClosed({ state, submissionDeadline, bidsOpenedAt }: Requirement, at: Instant): void {
  if (bidsOpenedAt !== null) throw new Conflict('bids-already-opened', 'The bids are already open, so nobody can be given more time.')
  const now = stateAt(state, submissionDeadline, at)
  if (now === 'closed') return
  const wayOut = now === 'open' ? ' While it is open, extend it.' : ''
  throw new Conflict('requirement-not-closed', `Only a closed requirement can be reopened; this one is ${now}.${wayOut}`, { state: now })
}

class DeadlineInThePast extends Refused {
  constructor() {
    super('dates-out-of-order', 'The dates do not stand in order. See errors.', [
      { pointer: '/submissionDeadline', code: 'deadline-in-the-past', detail: 'Give bidders time that has not yet passed.' },
    ])
  }
}

/** Whoever had not answered by the old deadline may still. */
const awaitAnswersAgain = (tx: Tx, requirementId: string): Promise<unknown> =>
  withEveryRow(tx, 'await-answers-again', () =>
    tx.query(`UPDATE invitation SET state = $2 WHERE requirement_id = $1 AND state = 'no-response'`, [
      requirementId,
      moveInvitation('no-response', 'invited'),
    ]),
  )
