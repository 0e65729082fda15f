import { isDeepStrictEqual } from 'node:util'

import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'

import { firstRow, rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import { LOG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { EventHandlers } from '../outbox/event-handlers.js'
import { publishAll } from '../outbox/publish.js'
import { Sweeper } from '../outbox/sweeper.js'
import { bidSubject } from './bid-audit.js'
import { lockPastDeadline } from './bid-guards.js'
import { lockBid, type BidOfSupplier } from './bid-queries.js'
import { acknowledgementsOf, answersOf, Sealing, workingCopyOf } from './sealing.js'

/** SQL: whether a copy `c` of a bid `b` has no use after the deadline. What a draft holds that is no version lives again with it. */
const NO_USE = `(b.state NOT IN ('draft', 'not-submitted') OR c.about LIKE 'version %')`

const BATCH = 200

/** Bids of a split key with copies left, past their deadline, after one of them. */
const LEFT = `
  SELECT DISTINCT b.id, b.requirement_id AS "requirementId"
  FROM supplier_copy c JOIN bid b ON b.id = c.bid_id JOIN requirement r ON r.id = b.requirement_id
  WHERE ${NO_USE} AND r.submission_deadline <= (SELECT market_now()) AND ($1::uuid IS NULL OR b.id > $1) ORDER BY b.id LIMIT ${BATCH}`

/** Bids of a requirement whose key is split, but for drafts that no copy is left of. */
const OF_REQUIREMENT = `
  SELECT b.id FROM bid b JOIN opening_key k ON k.requirement_id = b.requirement_id AND k.envelope = 'quality' AND k.private_key IS NULL
  WHERE b.requirement_id = $1 AND (b.state NOT IN ('draft', 'not-submitted') OR EXISTS (SELECT FROM supplier_copy c WHERE c.bid_id = b.id))
  ORDER BY b.id`

/**
 * Where the opening key is split, nothing that the operator's own keys open is kept of a submitted bid beyond its deadline: the copies that its
 * supplier's checks read go, and what its supplier worked on is emptied. A draft that was never submitted stays, for it lives again where the
 * deadline is moved after an outage. Each bid is a transaction of its own: one that fails is tried again, and keeps no other waiting.
 */
@Injectable()
export class ForgetCopies implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly handlers: EventHandlers,
    private readonly sweeper: Sweeper,
    private readonly sealing: Sealing,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'forget-copies-of-split-bids', run: () => this.forgetLeft() })
    this.handlers.register(
      {
        name: 'forget-copies',
        on: 'requirement.closed',
        handle: (tx, { payload }) => this.tellOfEach(tx, String(payload['requirementId'])),
      },
      {
        name: 'forget-copies-of-a-bid',
        on: 'bid.deadline-passed',
        handle: (tx, { payload }) => this.forgetOne(tx, String(payload['requirementId']), String(payload['bidId'])),
      },
    )
  }

  private async tellOfEach(tx: Tx, requirementId: string): Promise<void> {
    const bids = await rows<{ id: string }>(tx, OF_REQUIREMENT, [requirementId])
    await publishAll(
      tx,
      bids.map(({ id: bidId }) => ({ type: 'bid.deadline-passed', payload: { requirementId, bidId } })),
    )
  }

  /** What was missed, a bounded number at a time. */
  async forgetLeft(): Promise<void> {
    let after: string | null = null
    do after = await this.forgetSome(after)
    while (after !== null)
  }

  /** Answers after which bid there are more. */
  private async forgetSome(after: string | null): Promise<string | null> {
    const left = await this.unitOfWork.read(SYSTEM, view => rows<{ id: string; requirementId: string }>(view, LEFT, [after]))
    for (const { id, requirementId } of left)
      await this.unitOfWork
        .run(SYSTEM, tx => this.forgetOne(tx, requirementId, id))
        .catch((error: unknown) => {
          this.log.error({ bid: id, reason: String(error) }, 'what is kept of a bid was not removed')
        })
    return left.length < BATCH ? null : (left.at(-1)?.id ?? null)
  }

  private async forgetOne(tx: Tx, requirementId: string, bidId: string): Promise<void> {
    if (!(await lockPastDeadline(tx, requirementId))) return
    const forgotten = await this.forget(tx, bidId)
    if (forgotten !== null) await noteForgotten(tx, forgotten)
  }

  /** Null where there was nothing left to forget. What was typed anew after a reopening goes too, also where nothing was submitted again. */
  private async forget(tx: Tx, bidId: string): Promise<Forgotten | null> {
    const bid = await lockBid(tx, bidId)
    const copies = await rows(
      tx,
      `DELETE FROM supplier_copy c USING bid b WHERE b.id = c.bid_id AND b.id = $1 AND ${NO_USE} RETURNING c.about`,
      [bidId],
    )
    const isSubmitted = bid.state !== 'draft' && bid.state !== 'not-submitted'
    const isWritten = isSubmitted && !isDeepStrictEqual(this.sealing.unseal(bid.workingCopy, workingCopyOf(bid)), {})
    if (copies.length === 0 && !isWritten) return null
    if (isSubmitted) await this.emptyWorkingCopy(tx, bid)
    return { bid, copies: copies.length, workingCopy: isSubmitted }
  }

  private async emptyWorkingCopy(tx: Tx, bid: BidOfSupplier): Promise<void> {
    await tx.query('UPDATE bid SET working_copy = $2 WHERE id = $1', [bid.id, this.sealing.seal({}, workingCopyOf(bid))])
    const sections = await rows<{ section: string }>(tx, 'SELECT section FROM ethics_answer_section WHERE bid_id = $1', [bid.id])
    await tx.query(
      `UPDATE ethics_answer_section e SET answers = emptied.answers
       FROM unnest($2::text[], $3::bytea[]) AS emptied (section, answers) WHERE e.bid_id = $1 AND e.section = emptied.section`,
      [bid.id, sections.map(({ section }) => section), sections.map(({ section }) => this.sealing.seal({}, answersOf(bid, section)))],
    )
    if ((await firstRow(tx, 'SELECT FROM acknowledgement_set WHERE bid_id = $1', [bid.id])) === null) return
    await tx.query('UPDATE acknowledgement_set SET acknowledgements = $2 WHERE bid_id = $1', [
      bid.id,
      this.sealing.seal([], acknowledgementsOf(bid)),
    ])
  }
}

interface Forgotten {
  bid: BidOfSupplier
  copies: number
  workingCopy: boolean
}

const noteForgotten = (tx: Tx, { bid, ...details }: Forgotten): Promise<void> =>
  recordAudit(tx, SYSTEM, 'bid.copies-removed', bidSubject(bid.id, bid.supplierId), details)
