import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newBlindId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { askerSubject, lockForAsking } from './asking.js'
import { getClarification } from './clarification-queries.js'
import { moveClarification } from './domain/clarification-lifecycle.js'
import { isOwnQuestion } from './domain/clarification-policy.js'
import { lockRequirement } from './requirement-queries.js'

/** Proof that a question was asked, and when. A type and not an interface, so that it can be kept as an outcome. */
export type AskedClarification = Readonly<{ id: string; requirementId: string; askedAt: Instant }>

/** What a supplier does with its questions. Every trace of it stands in the supplier's own chain, and tells no question. */
@Injectable()
export class AskClarificationService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** Takes a question before the last moment for questions, by the database clock. */
  ask(actor: Actor, requirementId: string, question: string, repeat: RepeatKey | null): Promise<AskedClarification> {
    const refusal: RefusalRecord = { action: 'clarification.asking-refused' }
    return this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const { at } = await lockForAsking(tx, actor, requirementId, refusal)
        const id = newBlindId()
        await tx.query(
          'INSERT INTO clarification (id, requirement_id, supplier_id, person_id, question, asked_at) VALUES ($1, $2, $3, $4, $5, $6)',
          [id, requirementId, actor.organisationId, actor.personId, question, at],
        )
        await publish(tx, { type: 'clarification.asked', payload: { requirementId } })
        await recordAudit(tx, actor, 'clarification.asked', askerSubject(requirementId, actor.organisationId))
        return { id, requirementId, askedAt: at }
      }),
    )
  }

  /** Takes a question back that is neither answered nor refused. */
  withdraw(actor: Actor, id: string, repeat: RepeatKey | null): Promise<void> {
    const refusal: RefusalRecord = { action: 'clarification.withdrawal-refused' }
    return this.refusals.recorded(actor, refusal, async () => {
      await runOnce(this.unitOfWork, actor, repeat, async tx => {
        const found = await getClarification(tx, id)
        if (!isOwnQuestion(actor, found)) throw new NotFound('clarification')
        const { requirementId } = found
        const subject = askerSubject(requirementId, actor.organisationId)
        refusal.subject = subject
        await lockRequirement(tx, requirementId)
        const state = moveClarification((await getClarification(tx, id)).state, 'withdrawn')
        await tx.query(
          'INSERT INTO clarification_outcome (clarification_id, requirement_id, state, settled_by, settled_at) VALUES ($1, $2, $3, $4, $5)',
          [id, requirementId, state, actor.personId, await marketNow(tx)],
        )
        await recordAudit(tx, actor, 'clarification.withdrawn', subject)
        return { id }
      })
    })
  }
}
