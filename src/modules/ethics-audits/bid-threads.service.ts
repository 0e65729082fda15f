import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { bidSubject } from '../bids/bid-audit.js'
import type { Bid } from '../bids/bid.entity.js'
import { getBid } from '../bids/bid-queries.js'
import { Sealing } from '../bids/sealing.js'
import { publish } from '../outbox/publish.js'
import { AuditSignedOff } from './audit-access.js'
import { insertMessage } from './audit-messages.js'
import type { AuditThread } from './audit-thread.js'
import { listThreads, refuseUnlessThreadOpen } from './audit-threads.service.js'
import { mayAnswerQueries } from './domain/ethics-audit-policy.js'
import { type EthicsAudit, findAuditOfBid, lockAudit, saveAudit } from './ethics-audit-queries.js'

/** The supplier's side of the threads: what the operator asks about its own bid, and nothing else of the audit. */
@Injectable()
export class BidThreadsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly sealing: Sealing,
  ) {}

  /** None until somebody asked, whatever else there is. */
  list(actor: Actor, bidId: string): Promise<AuditThread[]> {
    return this.unitOfWork.read(actor, async view => {
      await getOwnBid(view, actor, bidId)
      const audit = await findAuditOfBid(view, bidId)
      return audit === null ? [] : listThreads(view, this.sealing, audit)
    })
  }

  /** Explains an answer that is queried. The bid stays as it was submitted: an explanation adds nothing to it, and takes nothing away. */
  async explain(actor: Actor, bidId: string, questionId: string, text: string, repeat: RepeatKey | null): Promise<void> {
    const { id, supplierId } = await this.unitOfWork.read(actor, view => getOwnBid(view, actor, bidId))
    const subject = bidSubject(id, supplierId)
    await this.refusals.recorded(actor, { action: 'bid.explanation-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const audit = await lockAuditOf(tx, bidId)
        await refuseUnlessThreadOpen(tx, audit, questionId)
        const revision = await saveAudit(tx, audit, audit.state)
        const message = {
          questionId,
          revision,
          side: 'supplier' as const,
          text,
          personId: actor.personId,
          writtenAt: await marketNow(tx),
          dueAt: null,
        }
        const written = await insertMessage(tx, this.sealing, audit, message)
        const { id: auditId, requirementId } = audit
        await publish(tx, { type: 'ethics-audit.query-answered', payload: { auditId, requirementId, questionId } })
        await recordAudit(tx, actor, 'bid.explained', subject, { ...written, questionId })
        return { id: written.messageId }
      }),
    )
  }
}

async function getOwnBid(view: Readable, actor: Actor, bidId: string): Promise<Bid> {
  const bid = await getBid(view, bidId)
  if (!mayAnswerQueries(actor, bid)) throw new NotFound('bid')
  return bid
}

async function lockAuditOf(tx: Tx, bidId: string): Promise<EthicsAudit> {
  const found = await findAuditOfBid(tx, bidId)
  if (found === null) throw new NotFound('thread')
  const audit = await lockAudit(tx, found.id)
  if (audit.state === 'signed-off') throw new AuditSignedOff()
  return audit
}
