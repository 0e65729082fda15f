import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import type { Envelopes } from '../bids/domain/bid-content.js'
import { OPENED_STATES } from '../bids/domain/bid-lifecycle.js'
import { readOpened } from '../bids/opened-bytes.js'
import type { Answer } from '../guidelines/domain/answers.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { getRequirement } from '../requirements/requirement-queries.js'
import type { Requirement } from '../requirements/requirement.entity.js'
import { getReadableAudit } from './audit-access.js'
import { shownAnswersOf } from './audited-bid.js'
import type { VerdictFinding } from './domain/verdict.js'
import { NOT_UNDONE } from './ethics-audit-queries.js'

/** What another bid of the same competition answers to the same question. */
export interface OtherAnswer {
  bidId: string
  /** Null where no audit of it has begun yet. */
  auditId: string | null
  supplierName: string
  /** Null where it was not asked, or answers nothing. */
  answer: Answer | null
  /** The names of its files by their ids. */
  fileNames: Readonly<Record<string, string>>
  /** The verdict that counts on it. */
  finding: VerdictFinding | null
}

type Row = Omit<OtherAnswer, 'answer' | 'fileNames'> & { quality: Buffer }

@Injectable()
export class OtherAnswersService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly guidelines: GuidelinesService,
  ) {}

  /** Of opened bids only, and for whoever may read the audit: the same people may read those bids. */
  list(actor: Actor, auditId: string, questionId: string, limit: number, cursor: string | undefined): Promise<Page<OtherAnswer>> {
    const [after = null] = readCursor(cursor, ['uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const { requirementId, bidId } = await getReadableAudit(view, actor, auditId)
      const found = await rows<Row>(
        view,
        `SELECT b.id AS "bidId", a.id AS "auditId", o.name AS "supplierName", c.quality, w.finding
         FROM bid b JOIN organisation o ON o.id = b.supplier_id LEFT JOIN ethics_audit a ON a.bid_id = b.id AND a.drawn_at IS NOT NULL
         JOIN opened_bid c ON c.bid_id = b.id
         LEFT JOIN LATERAL (SELECT v.finding FROM verdict v WHERE v.audit_id = a.id AND v.question_id = $4 AND ${NOT_UNDONE}
                            ORDER BY v.revision DESC LIMIT 1) w ON true
         WHERE b.requirement_id = $1 AND b.state = ANY ($2) AND b.id <> $3 AND ($5::uuid IS NULL OR b.id > $5) ORDER BY b.id LIMIT $6`,
        [requirementId, OPENED_STATES, bidId, questionId, after, limit + 1],
      )
      const requirement = await getRequirement(view, requirementId)
      return pageOf(
        found,
        limit,
        ({ bidId: id }) => [id],
        row => this.answerOf(row, requirement, questionId),
      )
    })
  }

  /** An answer to a question that was not shown is none. */
  private answerOf({ quality, ...row }: Row, requirement: Requirement, questionId: string): OtherAnswer {
    const { ethicsAnswers, files = [] } = readOpened(quality) as Envelopes['quality']
    const isShown = shownAnswersOf(this.guidelines, requirement, ethicsAnswers).some(({ question }) => question === questionId)
    const answer = isShown ? (ethicsAnswers[questionId] as Answer) : null
    const named = [...(answer?.files ?? []), ...Object.values(answer?.itemFiles ?? {}).flat()]
    const held = files.filter(({ id }) => named.includes(id))
    return { ...row, answer, fileNames: Object.fromEntries(held.map(({ id, name }) => [id, name])) }
  }
}
