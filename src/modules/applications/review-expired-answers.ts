import { Injectable, type OnModuleInit } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { newId } from '../../shared/ids.js'
import { IS_STANDING_NOW } from '../memberships/membership-queries.js'
import { publishAll } from '../outbox/publish.js'
import { Sweeper } from '../outbox/sweeper.js'
import { reviewDue } from './review-due.js'

const BATCH = 200

/** Has officers look at members whose certificate or claim has run out: once for each version of it. It decides nothing. */
@Injectable()
export class ReviewExpiredAnswers implements OnModuleInit {
  /** The day in London up to which all were looked at. Nothing runs out within a day, and what has run out by now only grows. */
  private lookedOn: string | null = null

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'review-expired-answers', run: () => this.openOnceADay() })
  }

  private async openOnceADay(): Promise<void> {
    const day = londonDay(await this.unitOfWork.readPublic(marketNow))
    if (day === this.lookedOn) return
    await this.openAll()
    this.lookedOn = day
  }

  async openAll(): Promise<void> {
    let opened = BATCH
    while (opened === BATCH) opened = await this.unitOfWork.run(SYSTEM, openSome)
  }
}

/** An answer is good on its last day itself. One that is looked at already, because it changed, is not opened beside that. */
async function openSome(tx: Tx): Promise<number> {
  const due = await rows<{ pinId: string; applicationId: string; answerId: string; membershipId: string; supplierId: string }>(
    tx,
    `SELECT w.id AS "pinId", w.application_id AS "applicationId", w.answer_id AS "answerId", m.id AS "membershipId", m.supplier_id AS "supplierId"
     FROM application_answer w JOIN membership m ON m.application_id = w.application_id JOIN agreement a ON a.id = m.agreement_id
     WHERE w.expires_on < (SELECT (market_now() AT TIME ZONE 'Europe/London')::date) AND ${IS_STANDING_NOW}
       AND NOT EXISTS (SELECT FROM application_answer later WHERE later.application_id = w.application_id AND later.answer_id = w.answer_id AND later.version > w.version)
       AND NOT EXISTS (SELECT FROM membership_review v WHERE v.application_id = w.application_id AND v.answer_id = w.answer_id AND v.outcome IS NULL)
       AND NOT EXISTS (SELECT FROM membership_review v WHERE v.new_pin = w.id AND v.application_id = w.application_id AND v.kind = 'expired')
     ORDER BY w.expires_on, w.id LIMIT ${BATCH}`,
  )
  if (due.length === 0) return 0
  const opened = await rows<{ reviewId: string; membershipId: string }>(
    tx,
    `INSERT INTO membership_review (id, membership_id, supplier_id, kind, application_id, answer_id, accepted_pin, new_pin, opened_at, renewed_at, due_on)
     SELECT review, membership, supplier, 'expired', application, answer, pin, pin, clock.now, clock.now, $7
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::uuid[]) AS due (review, membership, supplier, application, answer, pin),
          (SELECT market_now() AS now OFFSET 0) clock
     ON CONFLICT (application_id, answer_id) WHERE outcome IS NULL AND answer_id IS NOT NULL DO NOTHING
     RETURNING id AS "reviewId", membership_id AS "membershipId"`,
    [
      due.map(() => newId()),
      due.map(({ membershipId }) => membershipId),
      due.map(({ supplierId }) => supplierId),
      due.map(({ applicationId }) => applicationId),
      due.map(({ answerId }) => answerId),
      due.map(({ pinId }) => pinId),
      await reviewDue(tx, londonDay(await marketNow(tx))),
    ],
  )
  // Those that another sweep or a changed answer opened meanwhile have been told of.
  await publishAll(
    tx,
    opened.map(({ reviewId, membershipId }) => ({ type: 'membership.review-opened', payload: { reviewId, membershipId } })),
  )
  return due.length
}
