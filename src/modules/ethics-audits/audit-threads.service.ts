import { Injectable } from '@nestjs/common'

import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, NotFound } from '../../shared/domain/errors.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { Sealing } from '../bids/sealing.js'
import { reopened } from './domain/ethics-audit-lifecycle.js'
import { askSupplier } from './ask-supplier.js'
import { getReadableAudit, lockForOfficer } from './audit-access.js'
import { listMessages, listTurns } from './audit-messages.js'
import { type AuditThread, stateOfThread, threadsOf } from './audit-thread.js'
import { mayBeAnswered, MOST_MESSAGES } from './domain/audit-thread.js'
import { auditSubject, type EthicsAudit, getAudit, listVerdicts, saveAudit, standingVerdicts } from './ethics-audit-queries.js'

/** Every thread of an audit as it stands, in the order in which they were begun. */
export const listThreads = async (view: Readable, sealing: Sealing, audit: EthicsAudit): Promise<AuditThread[]> =>
  threadsOf(audit, await listVerdicts(view, audit.id), await listMessages(view, sealing, audit))

/** Throws the reason why the thread takes no more messages. What was said in it stays sealed. */
export async function refuseUnlessThreadOpen(view: Readable, audit: EthicsAudit, questionId: string): Promise<void> {
  const turns = (await listTurns(view, audit.id)).filter(turn => turn.questionId === questionId)
  if (turns.length === 0) throw new NotFound('thread')
  const verdict = standingVerdicts(await listVerdicts(view, audit.id)).get(questionId)
  if (!mayBeAnswered(stateOfThread(audit, verdict, turns)))
    throw new Conflict('thread-closed', 'This answer is not queried any more, so nothing is asked or explained about it.')
  if (turns.length >= MOST_MESSAGES)
    throw new Conflict(
      'thread-full',
      `There are ${MOST_MESSAGES} messages on this answer already. The officer has to accept or reject it now.`,
    )
}

/** The operator's side of the threads. */
@Injectable()
export class AuditThreadsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly sealing: Sealing,
  ) {}

  list(actor: Actor, auditId: string): Promise<AuditThread[]> {
    return this.unitOfWork.read(actor, async view => listThreads(view, this.sealing, await getReadableAudit(view, actor, auditId)))
  }

  /** Asks further about an answer that is queried, with time of its own. */
  async ask(actor: Actor, auditId: string, questionId: string, seen: number, text: string, repeat: RepeatKey | null): Promise<void> {
    const subject = auditSubject(await this.unitOfWork.read(actor, view => getAudit(view, auditId)))
    await this.refusals.recorded(actor, { action: 'ethics-audit.query-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const audit = await lockForOfficer(tx, actor, auditId, seen)
        await refuseUnlessThreadOpen(tx, audit, questionId)
        const revision = await saveAudit(tx, audit, reopened(audit.state))
        const written = await askSupplier(tx, this.sealing, actor, audit, { questionId, text, revision })
        await recordAudit(tx, actor, 'ethics-audit.query-asked', subject, { ...written, questionId })
        return { id: written.messageId }
      }),
    )
  }
}
