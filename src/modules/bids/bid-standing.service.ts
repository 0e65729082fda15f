import { Injectable } from '@nestjs/common'

import { firstRow, rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { AwardQuestion, PriceLine } from '../requirements/domain/requirement-content.js'
import { type RequirementState, stateAt } from '../requirements/domain/requirement-lifecycle.js'
import type { BidDraft } from './domain/bid-content.js'
import { type BidState, bidStateAt, isWritable } from './domain/bid-lifecycle.js'
import { maySubmit, mayUseWorkingCopy, mayWithdraw } from './domain/bid-policy.js'
import { type BidStanding, bidStandingOf } from './domain/bid-standing.js'
import { unseal } from './sealing.js'

/** The last version, with when it was received. */
export interface LastReceived {
  number: number
  receivedAt: Instant
}

/** How a bid stands for its supplier at one moment: all that its pages say of it beside their own subject. */
export interface StandingOfBid {
  id: string
  supplierId: string
  requirementId: string
  title: string
  buyerName: string
  questionnaire: string
  state: BidState
  standing: BidStanding
  /** The moment, by the database clock. */
  now: Instant
  submissionDeadline: Instant
  draft: BidDraft
  awardQuestions: readonly AwardQuestion[]
  priceLines: readonly PriceLine[]
  files: number
  last: LastReceived | null
  /** When the working copy or its ethics answers were last written; null where nobody has since that is written down. */
  savedAt: Instant | null
  mayWrite: boolean
  maySubmit: boolean
  mayWithdraw: boolean
}

/** What the database knows of it. */
interface Row extends Omit<StandingOfBid, 'standing' | 'draft' | 'last' | 'mayWrite' | 'maySubmit' | 'mayWithdraw'> {
  workingCopy: Buffer
  requirementState: RequirementState
  lastNumber: number | null
  lastReceivedAt: Instant | null
}

const STANDING = `
  SELECT b.id, b.supplier_id AS "supplierId", b.requirement_id AS "requirementId", r.title, o.name AS "buyerName", r.questionnaire, b.state,
         r.state AS "requirementState", market_now() AS now, r.submission_deadline AS "submissionDeadline", b.working_copy AS "workingCopy",
         coalesce(r.content->'awardQuestions', '[]') AS "awardQuestions", coalesce(r.content->'priceLines', '[]') AS "priceLines",
         greatest(b.saved_at, sections.saved_at) AS "savedAt",
         (SELECT count(*)::int FROM evidence_file f WHERE f.bid_id = b.id AND f.removed_at IS NULL) AS files,
         last.number AS "lastNumber", last.received_at AS "lastReceivedAt"
  FROM bid b JOIN requirement r ON r.id = b.requirement_id JOIN organisation o ON o.id = r.buyer_id
  CROSS JOIN LATERAL (SELECT max(saved_at) AS saved_at FROM ethics_answer_section s WHERE s.bid_id = b.id) sections
  LEFT JOIN LATERAL (SELECT number, received_at FROM bid_version v WHERE v.bid_id = b.id ORDER BY number DESC LIMIT 1) last ON true`

@Injectable()
export class BidStandingService {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** The bid as it stands, for its supplier only. */
  get(actor: Actor, bidId: string): Promise<StandingOfBid> {
    return this.unitOfWork.read(actor, view => this.getIn(view, actor, bidId))
  }

  /** The same, from the snapshot in which more is read. */
  async getIn(view: Readable, actor: Actor, bidId: string): Promise<StandingOfBid> {
    const row = await firstRow<Row>(view, `${STANDING} WHERE b.id = $1`, [bidId])
    if (row === null || !mayUseWorkingCopy(actor, row)) throw new NotFound('bid')
    return standingOf(actor, row)
  }

  /** The latest bids of the acting supplier, newest first. */
  async listLatest(view: Readable, actor: Actor, limit: number): Promise<StandingOfBid[]> {
    const found = await rows<Row>(view, `${STANDING} WHERE b.supplier_id = $1 ORDER BY b.id DESC LIMIT $2`, [actor.organisationId, limit])
    return found.map(row => standingOf(actor, row))
  }
}

function standingOf(actor: Actor, { workingCopy, requirementState: stored, lastNumber, lastReceivedAt, ...row }: Row): StandingOfBid {
  const { now, submissionDeadline } = row
  const last = lastNumber === null || lastReceivedAt === null ? null : { number: lastNumber, receivedAt: lastReceivedAt }
  const inTime = now < submissionDeadline
  const state = bidStateAt(row.state, inTime)
  const requirementState = stateAt(stored, submissionDeadline, now)
  const isOpen = requirementState === 'open'
  const mayWrite = isOpen && isWritable(state)
  return {
    ...row,
    last,
    state,
    standing: bidStandingOf({ state, requirementState, inTime, hasVersion: last !== null }),
    draft: unseal(workingCopy) as BidDraft,
    mayWrite,
    maySubmit: mayWrite && maySubmit(actor, row),
    mayWithdraw: isOpen && state === 'submitted' && mayWithdraw(actor, row),
  }
}
