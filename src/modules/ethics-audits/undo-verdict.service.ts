import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { lockForOfficer } from './audit-access.js'
import { reopened } from './domain/ethics-audit-lifecycle.js'
import { auditSubject, getAudit, listVerdicts, saveAudit, standingVerdicts, type Verdict } from './ethics-audit-queries.js'

/** A verdict by its id, and by the question it was given on where the address names one. */
export interface NamedVerdict {
  verdictId: string
  questionId?: string
}

@Injectable()
export class UndoVerdictService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /**
   * Undoes the verdict that counts on an answer of the audit as the officer saw it: the one before it counts again, or none. It stays on record
   * with who undid it, and a first sign-off lapses as with a new verdict.
   */
  async undo(actor: Actor, auditId: string, named: NamedVerdict, seen: number, repeat: RepeatKey | null): Promise<void> {
    const subject = auditSubject(await this.unitOfWork.read(actor, view => getAudit(view, auditId)))
    await this.refusals.recorded(actor, { action: 'ethics-audit.undo-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const audit = await lockForOfficer(tx, actor, auditId, seen)
        const { id: verdictId, questionId, finding } = await getStanding(tx, auditId, named)
        const revision = await saveAudit(tx, audit, reopened(audit.state))
        await tx.query('INSERT INTO undone_verdict (verdict_id, audit_id, revision, officer_id, undone_at) VALUES ($1, $2, $3, $4, $5)', [
          verdictId,
          auditId,
          revision,
          actor.personId,
          await marketNow(tx),
        ])
        await publish(tx, { type: 'ethics-audit.verdict-undone', payload: { auditId, verdictId } })
        await recordAudit(tx, actor, 'ethics-audit.verdict-undone', subject, { verdictId, questionId, finding })
        return { id: verdictId }
      }),
    )
  }
}

/** The verdict, if it counts; only what counts can be undone. */
async function getStanding(view: Readable, auditId: string, { verdictId, questionId }: NamedVerdict): Promise<Verdict> {
  const verdicts = await listVerdicts(view, auditId)
  const verdict = verdicts.find(({ id }) => id === verdictId)
  if (verdict === undefined || (questionId !== undefined && verdict.questionId !== questionId)) throw new NotFound('verdict')
  if (standingVerdicts(verdicts).get(verdict.questionId) !== verdict)
    throw new Conflict('verdict-counts-no-more', 'This verdict was replaced or undone already. Look at the answer again.')
  return verdict
}
