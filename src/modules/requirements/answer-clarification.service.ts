import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { oneRow } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { refuseTooLateToMatter } from './answering.js'
import { type Clarification, getClarification } from './clarification-queries.js'
import { moveClarification } from './domain/clarification-lifecycle.js'
import { mayAnswerClarifications } from './domain/clarification-policy.js'
import { requirementSubject } from './requirement-audit.js'
import { openUntil } from './requirement-guards.js'
import { lockRequirement } from './requirement-queries.js'

export interface ClarificationAnswer {
  /** The question in the words in which everybody is to read it: reworded where the asker's own would show who asked. */
  question: string
  answer: string
  /** Whether bidders need it to write their bids. */
  material: boolean
}

/** What the buyer does with the questions it was asked. Nobody learns from it who asked. */
@Injectable()
export class AnswerClarificationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** Answers a question to all, under the requirement's next number. */
  answer(actor: Actor, id: string, given: ClarificationAnswer, repeat: RepeatKey | null): Promise<{ number: number }> {
    return this.settle(actor, id, 'clarification.answer-refused', repeat, async (tx, { requirementId, state }, at) => {
      moveClarification(state, 'answered')
      if (given.material) await refuseTooLateToMatter(tx, requirementId)
      const { question, answer, material } = given
      const { number } = await oneRow<{ number: number }>(
        tx,
        `INSERT INTO clarification_outcome (clarification_id, requirement_id, state, number, question, answer, material, settled_by, settled_at)
         SELECT $1, $2, 'answered', coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7 FROM clarification_outcome WHERE requirement_id = $2
         RETURNING number`,
        [id, requirementId, question, answer, material, actor.personId, at],
      )
      await publish(tx, { type: 'clarification.answered', payload: { requirementId, number } })
      await recordAudit(tx, actor, 'clarification.answered', requirementSubject(requirementId), { number, question, answer, material })
      return { number }
    })
  }

  /** Says why a question gets no answer; only its asker is told. */
  async refuse(actor: Actor, id: string, reason: string, repeat: RepeatKey | null): Promise<void> {
    await this.settle(actor, id, 'clarification.refusing-refused', repeat, async (tx, { requirementId, state }, at) => {
      await tx.query(
        `INSERT INTO clarification_outcome (clarification_id, requirement_id, state, reason, settled_by, settled_at) VALUES ($1, $2, $3, $4, $5, $6)`,
        [id, requirementId, moveClarification(state, 'refused'), reason, actor.personId, at],
      )
      await publish(tx, { type: 'clarification.refused', payload: { requirementId, clarificationId: id } })
      await recordAudit(tx, actor, 'clarification.refused', requirementSubject(requirementId), { reason })
      return { id }
    })
  }

  private settle<T extends Readonly<Record<string, string | number>>>(
    actor: Actor,
    id: string,
    action: string,
    repeat: RepeatKey | null,
    work: (tx: Tx, clarification: Clarification, at: Instant) => Promise<T>,
  ): Promise<T> {
    const refusal: RefusalRecord = { action }
    return this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const { requirementId } = await getClarification(tx, id)
        const requirement = await lockRequirement(tx, requirementId)
        if (!mayAnswerClarifications(actor, requirement)) throw new NotFound('clarification')
        refusal.subject = requirementSubject(requirementId)
        const at = await marketNow(tx)
        refusal.decidedAt = at
        openUntil(requirement, at, 'A question is answered while the requirement is open')
        return work(tx, await getClarification(tx, id), at)
      }),
    )
  }
}
