import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { newId } from '../../shared/ids.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { Sealing } from '../bids/sealing.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { publish } from '../outbox/publish.js'
import { getRequirement } from '../requirements/requirement-queries.js'
import { askSupplier } from './ask-supplier.js'
import { lockForOfficer } from './audit-access.js'
import { getAuditedBid, shownAnswersOf } from './audited-bid.js'
import { reopened } from './domain/ethics-audit-lifecycle.js'
import { type Audited, refuseUnfounded, type VerdictInput } from './domain/verdict.js'
import { auditSubject, type EthicsAudit, getAudit, saveAudit } from './ethics-audit-queries.js'

@Injectable()
export class GiveVerdictService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
    private readonly guidelines: GuidelinesService,
    private readonly sealing: Sealing,
  ) {}

  /**
   * Gives the verdict on one answer of the audit as the officer saw it. Until sign-off a later verdict replaces it, and both stay on record; a
   * first sign-off lapses with it. To query an answer asks the supplier. Answers the verdict's id.
   */
  async give(actor: Actor, auditId: string, seen: number, verdict: VerdictInput, repeat: RepeatKey | null): Promise<string> {
    const subject = auditSubject(await this.unitOfWork.read(actor, view => getAudit(view, auditId)))
    const { id } = await this.refusals.recorded(actor, { action: 'ethics-audit.verdict-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        const audit = await lockForOfficer(tx, actor, auditId, seen)
        refuseUnfounded(verdict, await this.audited(tx, audit))
        const revision = await saveAudit(tx, audit, reopened(audit.state))
        const verdictId = await insertVerdict(tx, actor, auditId, revision, verdict)
        const { questionId, finding, reason } = verdict
        if (finding === 'queried') await askSupplier(tx, this.sealing, actor, audit, { questionId, text: reason, revision })
        await publish(tx, { type: 'ethics-audit.verdict-given', payload: { auditId, verdictId } })
        await recordAudit(tx, actor, 'ethics-audit.verdict-given', subject, { verdictId, ...verdict })
        return { id: verdictId }
      }),
    )
    return id
  }

  private async audited(tx: Tx, { bidId, requirementId }: EthicsAudit): Promise<Audited> {
    const { report, quality } = await getAuditedBid(tx, bidId)
    const shown = shownAnswersOf(this.guidelines, await getRequirement(tx, requirementId), quality.ethicsAnswers)
    return { questionIds: shown.map(({ question }) => question), clauseIds: report.clauses.map(clause => clause.id) }
  }
}

async function insertVerdict(
  tx: Tx,
  actor: Actor,
  auditId: string,
  revision: number,
  { questionId, finding, reason, clause, checked }: VerdictInput,
): Promise<string> {
  const id = newId()
  await tx.query(
    `INSERT INTO verdict (id, audit_id, revision, question_id, finding, reason, clause, checked, officer_id, given_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, auditId, revision, questionId, finding, reason, clause, checked, actor.personId, await marketNow(tx)],
  )
  return id
}
