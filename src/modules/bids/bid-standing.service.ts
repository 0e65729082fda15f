import { Injectable } from '@nestjs/common'

import { firstRow, rows } from '../../shared/database/rows.js'
import { type Readable, UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { Instant } from '../../shared/domain/instant.js'
import type { AwardQuestion, PriceLine } from '../requirements/domain/requirement-content.js'
import { type RequirementState, stateAt } from '../requirements/domain/requirement-lifecycle.js'
import type { BidOfSupplier } from './bid-queries.js'
import type { Acknowledgement } from './domain/acknowledgements.js'
import type { BidDraft } from './domain/bid-content.js'
import { type BidState, bidStateAt, isWritable } from './domain/bid-lifecycle.js'
import { maySubmit, mayUseWorkingCopy, mayWithdraw } from './domain/bid-policy.js'
import { type BidStanding, bidStandingOf } from './domain/bid-standing.js'
import { acknowledgementsOf, Sealing, workingCopyOf } from './sealing.js'

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
  /** Whether the key of the bids is split: then what was worked on for a submitted bid is emptied at the deadline. */
  isSplit: boolean
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
  /** When any of it was last saved: working copy, ethics answers, reasons for warnings, files; null where nothing is known to be. */
  savedAt: Instant | null
  mayWrite: boolean
  maySubmit: boolean
  mayWithdraw: boolean
}

/** What the database knows of it. */
interface Row extends Omit<StandingOfBid, 'standing' | 'draft' | 'last' | 'mayWrite' | 'maySubmit' | 'mayWithdraw'> {
  workingCopy: Buffer
  acknowledgements: Buffer | null
  requirementState: RequirementState
  lastNumber: number | null
  lastReceivedAt: Instant | null
}

const STANDING = `
  SELECT b.id, b.supplier_id AS "supplierId", b.requirement_id AS "requirementId", r.title, o.name AS "buyerName",
         coalesce((r.content->>'splitKey')::boolean, false) AS "isSplit", r.questionnaire, b.state,
         r.state AS "requirementState", market_now() AS now, r.submission_deadline AS "submissionDeadline", b.working_copy AS "workingCopy",
         coalesce(r.content->'awardQuestions', '[]') AS "awardQuestions", coalesce(r.content->'priceLines', '[]') AS "priceLines",
         greatest(b.saved_at, sections.saved_at, evidence.changed_at) AS "savedAt", given.acknowledgements, evidence.files,
         last.number AS "lastNumber", last.received_at AS "lastReceivedAt"
  FROM bid b JOIN requirement r ON r.id = b.requirement_id JOIN organisation o ON o.id = r.buyer_id
  CROSS JOIN LATERAL (SELECT max(saved_at) AS saved_at FROM ethics_answer_section s WHERE s.bid_id = b.id) sections
  CROSS JOIN LATERAL (SELECT count(*) FILTER (WHERE removed_at IS NULL)::int AS files, max(greatest(uploaded_at, removed_at)) AS changed_at
                      FROM evidence_file f WHERE f.bid_id = b.id) evidence
  LEFT JOIN acknowledgement_set given ON given.bid_id = b.id
  LEFT JOIN LATERAL (SELECT number, received_at FROM bid_version v WHERE v.bid_id = b.id ORDER BY number DESC LIMIT 1) last ON true`

/** A bid of the acting supplier, before it was read whose it is: the row policies show nothing of any other. */
export const ownBid = (actor: Actor, id: string): BidOfSupplier => ({ id, supplierId: actor.organisationId })

/** What was asked at once with how the bid stands; where that is not for this actor to know, nothing else is said. */
export async function withStanding<S, T>(standing: Promise<S>, beside: Promise<T>): Promise<[S, T]> {
  await Promise.allSettled([standing, beside])
  return [await standing, await beside]
}

@Injectable()
export class BidStandingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sealing: Sealing,
  ) {}

  /** The bid as it stands, for its supplier only. */
  get(actor: Actor, bidId: string): Promise<StandingOfBid> {
    return this.unitOfWork.readAtOnce(actor, view => this.getIn(view, actor, bidId))
  }

  /** The same, from the snapshot in which more is read. */
  async getIn(view: Readable, actor: Actor, bidId: string): Promise<StandingOfBid> {
    const row = await firstRow<Row>(view, `${STANDING} WHERE b.id = $1`, [bidId])
    if (row === null || !mayUseWorkingCopy(actor, row)) throw new NotFound('bid')
    return this.standingOf(actor, row)
  }

  /** The latest bids of the acting supplier, newest first. */
  async listLatest(view: Readable, actor: Actor, limit: number): Promise<StandingOfBid[]> {
    const found = await rows<Row>(view, `${STANDING} WHERE b.supplier_id = $1 ORDER BY b.id DESC LIMIT $2`, [actor.organisationId, limit])
    return found.map(row => this.standingOf(actor, row))
  }

  private standingOf(
    actor: Actor,
    { workingCopy, acknowledgements, requirementState: stored, lastNumber, lastReceivedAt, ...row }: Row,
  ): StandingOfBid {
    const { now, submissionDeadline } = row
    const last = lastNumber === null || lastReceivedAt === null ? null : { number: lastNumber, receivedAt: lastReceivedAt }
    const inTime = now < submissionDeadline
    const state = bidStateAt(row.state, inTime)
    const requirementState = stateAt(stored, submissionDeadline, now)
    const isOpen = requirementState === 'open'
    const mayWrite = isOpen && isWritable(state)
    const given = acknowledgements === null ? [] : (this.sealing.unseal(acknowledgements, acknowledgementsOf(row)) as Acknowledgement[])
    return {
      ...row,
      savedAt: latest([row.savedAt, ...given.map(({ acknowledgedAt }) => acknowledgedAt as Instant)]),
      last,
      state,
      standing: bidStandingOf({ state, requirementState, inTime, hasVersion: last !== null }),
      draft: this.sealing.unseal(workingCopy, workingCopyOf(row)) as BidDraft,
      mayWrite,
      maySubmit: mayWrite && maySubmit(actor, row),
      mayWithdraw: isOpen && state === 'submitted' && mayWithdraw(actor, row),
    }
  }
}

const latest = (moments: readonly (Instant | null)[]): Instant | null =>
  moments.reduce<Instant | null>((last, each) => (last === null || (each !== null && each > last) ? each : last), null)
