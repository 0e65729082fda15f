import { Injectable } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { firstRow } from '../../shared/database/rows.js'
import { type Readable, type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden } from '../../shared/domain/errors.js'
import { newId } from '../../shared/ids.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit } from '../audit/record-audit.js'
import { Refusals } from '../audit/refusals.js'
import { publish } from '../outbox/publish.js'
import { refuseWithoutDeclaration } from '../requirements/interest-declarations.service.js'
import { mayAudit, mayReadAudits } from './domain/ethics-audit-policy.js'
import { refuseUnfounded, type VerdictInput } from './domain/verdict.js'
import {
  type AuditedBid,
  type AuditSummary,
  getAudit,
  getAuditedBid,
  listAudits,
  listVerdicts,
  lockAudit,
  type Verdict,
} from './ethics-audit-queries.js'

export interface EthicsAudit extends AuditSummary, AuditedBid {
  given: Verdict[]
}

@Injectable()
export class EthicsAuditsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** The open audits, oldest first; nothing of any bid's content. */
  list(actor: Actor, limit: number, cursor: string | undefined): Promise<Page<AuditSummary>> {
    refuseUnless(mayReadAudits(actor))
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view =>
      pageOf(
        await listAudits(view, after, limit + 1),
        limit,
        ({ id }) => [id],
        audit => audit,
      ),
    )
  }

  /** One audit with the answers, the check report and the verdicts so far; only after declaring interests. */
  get(actor: Actor, id: string): Promise<EthicsAudit> {
    refuseUnless(mayReadAudits(actor))
    return this.unitOfWork.read(actor, view => readAudit(view, actor, id))
  }

  /** Gives the verdict on one answer; there is one for each answer. Answers its id. */
  async giveVerdict(actor: Actor, auditId: string, verdict: VerdictInput, repeat: RepeatKey | null): Promise<string> {
    const audit = await this.unitOfWork.read(actor, view => getAudit(view, auditId))
    const subject = { type: 'ethics-audit', id: auditId, stream: `requirement:${audit.requirementId}` } as const
    const { id } = await this.refusals.recorded(actor, { action: 'ethics-audit.verdict-refused', subject }, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        refuseUnless(mayAudit(actor))
        await lockAudit(tx, auditId)
        const { report, ethicsAnswers } = await readAudit(tx, actor, auditId)
        refuseUnfounded(verdict, { questionIds: Object.keys(ethicsAnswers), clauseIds: report.clauses.map(clause => clause.id) })
        const verdictId = await insertVerdict(tx, actor, auditId, verdict)
        await publish(tx, { type: 'ethics-audit.verdict-given', payload: { auditId, verdictId } })
        await recordAudit(tx, actor, 'ethics-audit.verdict-given', subject, { verdictId, ...verdict })
        return { id: verdictId }
      }),
    )
    return id
  }
}

function refuseUnless(allowed: boolean): void {
  if (!allowed) throw new Forbidden('audit-not-yours', 'Ethics answers are audited by procurement officers without a role at any supplier.')
}

async function readAudit(view: Readable, actor: Actor, id: string): Promise<EthicsAudit> {
  const audit = await getAudit(view, id)
  await refuseWithoutDeclaration(view, actor, audit.requirementId)
  return { ...audit, ...(await getAuditedBid(view, audit.bidId)), given: await listVerdicts(view, id) }
}

async function insertVerdict(
  tx: Tx,
  actor: Actor,
  auditId: string,
  { questionId, finding, reason, clause }: VerdictInput,
): Promise<string> {
  const id = newId()
  const inserted = await firstRow(
    tx,
    `INSERT INTO verdict (id, audit_id, question_id, finding, reason, clause, officer_id, given_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (audit_id, question_id) DO NOTHING RETURNING id`,
    [id, auditId, questionId, finding, reason, clause, actor.personId, await marketNow(tx)],
  )
  if (inserted === null) throw new Conflict('verdict-given', 'This answer has its verdict already.')
  return id
}
