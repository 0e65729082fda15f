import { randomBytes } from 'node:crypto'

import { Injectable, type OnModuleInit } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { newId } from '../../shared/ids.js'
import { recordAudit } from '../audit/record-audit.js'
import type { Envelopes } from '../bids/domain/bid-content.js'
import { readOpened } from '../bids/opened-bytes.js'
import type { CheckReport } from '../guidelines/domain/report.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { EventHandlers } from '../outbox/event-handlers.js'
import { Sweeper } from '../outbox/sweeper.js'
import { requirementSubject } from '../requirements/requirement-audit.js'
import { getRequirement } from '../requirements/requirement-queries.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { shownAnswersOf } from './audited-bid.js'
import { answersToJudge, type AnswerToJudge, isContradiction, isReferral } from './domain/answers-to-judge.js'
import { CURRENT_METHOD } from './domain/audit-method.js'
import { dueAfter } from './due.js'

/** Opened bids go into the officers' queue: one audit for each bid, with what must be judged drawn by a seed that nobody could know before. */
@Injectable()
export class StartAudits implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    private readonly sweeper: Sweeper,
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  onModuleInit(): void {
    this.handlers.register({
      name: 'start-ethics-audits',
      on: 'bids.opened',
      handle: (tx, { payload }) => this.start(tx, String(payload['requirementId'])),
    })
    this.sweeper.register({ name: 'draw-open-audits', run: () => this.drawLeftOver() })
  }

  private async start(tx: Tx, requirementId: string): Promise<void> {
    const bids = await rows<{ id: string; supplierId: string }>(
      tx,
      `SELECT id, supplier_id AS "supplierId" FROM bid WHERE requirement_id = $1 AND state = 'opened' ORDER BY id`,
      [requirementId],
    )
    await tx.query(
      `INSERT INTO ethics_audit (id, bid_id, requirement_id, supplier_id, state)
       SELECT audit, bid, $1, supplier, 'open' FROM unnest($2::uuid[], $3::uuid[], $4::uuid[]) AS opened (audit, bid, supplier)
       ON CONFLICT (bid_id) DO NOTHING`,
      [requirementId, bids.map(() => newId()), bids.map(({ id }) => id), bids.map(({ supplierId }) => supplierId)],
    )
    await this.draw(tx, requirementId)
  }

  /** Audits from before anything was drawn. */
  private async drawLeftOver(): Promise<void> {
    const left = await this.unitOfWork.read(SYSTEM, view =>
      rows<{ requirementId: string }>(
        view,
        'SELECT DISTINCT requirement_id AS "requirementId" FROM ethics_audit WHERE drawn_at IS NULL LIMIT 100',
      ),
    )
    for (const { requirementId } of left) await this.unitOfWork.run(SYSTEM, tx => this.draw(tx, requirementId))
  }

  /** Draws what must be judged of every audit of the competition that has nothing drawn yet, by one seed, and records it. */
  private async draw(tx: Tx, requirementId: string): Promise<void> {
    const undrawn = await lockUndrawn(tx, requirementId)
    if (undrawn.length === 0) return
    const requirement = await getRequirement(tx, requirementId)
    const seed = randomBytes(32).toString('hex')
    const drawnAt = await marketNow(tx)
    const drawn = undrawn.map(audit => this.drawOne(requirement, audit, seed))
    await saveDrawn(tx, drawn, seed, drawnAt)
    await recordAudit(tx, SYSTEM, 'ethics-audits.drawn', requirementSubject(requirementId), {
      method: CURRENT_METHOD.version,
      seed,
      drawnAt,
      audits: drawn.map(({ auditId, bidId, toJudge }) => ({ auditId, bidId, toJudge: toJudge.map(({ question }) => question) })),
    })
  }

  private drawOne(requirement: Requirement, { auditId, bidId, quality, report }: Undrawn, seed: string): Drawn {
    const { tier, findings } = JSON.parse(report.toString('utf8')) as CheckReport
    const { ethicsAnswers } = readOpened(quality) as Envelopes['quality']
    const answers = shownAnswersOf(this.guidelines, requirement, ethicsAnswers)
    return {
      auditId,
      bidId,
      tier,
      referrals: findings.filter(isReferral).length,
      contradictions: findings.filter(finding => isContradiction(finding, CURRENT_METHOD)).length,
      toJudge: answersToJudge({ bidId, tier, answers, findings, seed }, CURRENT_METHOD),
    }
  }
}

interface Undrawn {
  auditId: string
  bidId: string
  quality: Buffer
  report: Buffer
}

interface Drawn extends Pick<CheckReport, 'tier'> {
  auditId: string
  bidId: string
  referrals: number
  contradictions: number
  toJudge: AnswerToJudge[]
}

/** Two may come to draw at once; the second finds nothing left. */
async function lockUndrawn(tx: Tx, requirementId: string): Promise<Undrawn[]> {
  const locked = await rows<{ id: string }>(
    tx,
    'SELECT id FROM ethics_audit WHERE requirement_id = $1 AND drawn_at IS NULL ORDER BY id FOR UPDATE',
    [requirementId],
  )
  return rows<Undrawn>(
    tx,
    `SELECT a.id AS "auditId", a.bid_id AS "bidId", c.quality, c.report
     FROM ethics_audit a JOIN opened_bid c ON c.bid_id = a.bid_id WHERE a.id = ANY ($1) ORDER BY a.id`,
    [locked.map(({ id }) => id)],
  )
}

async function saveDrawn(tx: Tx, drawn: readonly Drawn[], seed: string, drawnAt: Instant): Promise<void> {
  const due = new Map<string, Instant>()
  for (const [tier, { dueWorkingDays }] of Object.entries(CURRENT_METHOD.tiers))
    if (drawn.some(each => each.tier === tier)) due.set(tier, await dueAfter(tx, drawnAt, dueWorkingDays, CURRENT_METHOD.calendar))
  await tx.query(
    `UPDATE ethics_audit a SET tier = d.tier, method = $2, seed = decode($3, 'hex'), drawn_at = $4, due_at = d.due, referrals = d.referrals,
            contradictions = d.contradictions
     FROM unnest($1::uuid[], $5::text[], $6::timestamptz[], $7::int[], $8::int[]) AS d (id, tier, due, referrals, contradictions) WHERE a.id = d.id`,
    [
      drawn.map(({ auditId }) => auditId),
      CURRENT_METHOD.version,
      seed,
      drawnAt,
      drawn.map(({ tier }) => tier),
      drawn.map(({ tier }) => due.get(tier)),
      drawn.map(({ referrals }) => referrals),
      drawn.map(({ contradictions }) => contradictions),
    ],
  )
  const answers = drawn.flatMap(({ auditId, toJudge }) => toJudge.map(({ question, reasons }) => ({ auditId, question, reasons })))
  await tx.query(
    `INSERT INTO ethics_audit_answer (audit_id, question_id, reasons)
     SELECT audit, question, string_to_array(reasons, ' ') FROM unnest($1::uuid[], $2::text[], $3::text[]) AS drawn (audit, question, reasons)`,
    [answers.map(({ auditId }) => auditId), answers.map(({ question }) => question), answers.map(({ reasons }) => reasons.join(' '))],
  )
}
