import { Injectable, type OnModuleInit } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { newId } from '../../shared/ids.js'
import { Sealing } from '../../shared/sealing.js'
import { listAnswersById } from '../library/library-queries.js'
import { carryAnswers } from '../memberships/admit-member.js'
import { IS_STANDING_NOW } from '../memberships/membership-queries.js'
import { EventHandlers } from '../outbox/event-handlers.js'
import { publish } from '../outbox/publish.js'
import { reviewKindOf } from './domain/review-kind.js'
import { listPinned, pinAnswers, type PinnedAnswer, readPinnedHash } from './pinned-answers.js'
import { reviewDue } from './review-due.js'

/** A membership that counts, with the application it came of. */
interface Standing {
  membershipId: string
  applicationId: string
  supplierId: string
}

/**
 * An answer that a member was admitted by and that it changes is given to the officers anew, and a review is opened; the membership goes on
 * meanwhile. What was changed while the application was being decided is given on admission.
 */
@Injectable()
export class ReviewChangedAnswers implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    private readonly sealing: Sealing,
  ) {}

  onModuleInit(): void {
    this.handlers.register(
      {
        name: 'review-changed-answer',
        on: 'library.answer-saved',
        handle: (tx, { payload }) => this.reviewAnswer(tx, String(payload['answerId'])),
      },
      {
        name: 'review-answers-changed-meanwhile',
        on: 'membership.admitted',
        handle: (tx, { payload }) => this.reviewAll(tx, String(payload['membershipId'])),
      },
    )
  }

  private async reviewAnswer(tx: Tx, answerId: string): Promise<void> {
    const standings = await listStanding(
      tx,
      'EXISTS (SELECT FROM application_answer w WHERE w.application_id = m.application_id AND w.answer_id = $1)',
      answerId,
    )
    for (const standing of standings) await this.review(tx, standing, answerId)
  }

  private async reviewAll(tx: Tx, membershipId: string): Promise<void> {
    for (const standing of await listStanding(tx, 'm.id = $1', membershipId)) await this.review(tx, standing, null)
  }

  /** Of one answer, or of all. What has not changed since it was given, or says nothing of the criteria, needs no look. */
  private async review(tx: Tx, standing: Standing, answerId: string | null): Promise<void> {
    const before = (await listPinned(tx, this.sealing, standing.applicationId)).filter(
      pin => answerId === null || pin.answerId === answerId,
    )
    const immaterial = await listImmaterial(tx)
    const current = await listAnswersById(
      tx,
      this.sealing,
      before.map(pin => pin.answerId),
    )
    const changed = current.filter(
      now => !immaterial.has(now.question) && before.some(pin => pin.answerId === now.id && pin.version < now.version),
    )
    if (changed.length === 0) return
    await pinAnswers(tx, this.sealing, { id: standing.applicationId, supplierId: standing.supplierId }, changed, 'changed')
    await carryAnswers(tx, standing.membershipId, await readPinnedHash(tx, standing.applicationId))
    const after = await listPinned(tx, this.sealing, standing.applicationId)
    for (const { id } of changed) await openReview(tx, standing, pinOf(before, id), pinOf(after, id))
  }
}

const pinOf = (pins: readonly PinnedAnswer[], answerId: string): PinnedAnswer => {
  const pin = pins.find(each => each.answerId === answerId)
  if (pin === undefined) throw new Error(`The answer ${answerId} is not pinned.`)
  return pin
}

/** Held, so that two changes at once are looked at one after the other. */
const listStanding = (tx: Tx, which: string, id: string): Promise<Standing[]> =>
  rows<Standing>(
    tx,
    `SELECT m.id AS "membershipId", m.application_id AS "applicationId", m.supplier_id AS "supplierId"
     FROM membership m JOIN agreement a ON a.id = m.agreement_id
     WHERE m.application_id IS NOT NULL AND ${IS_STANDING_NOW} AND ${which} ORDER BY m.id FOR UPDATE OF m`,
    [id],
  )

async function listImmaterial(tx: Tx): Promise<ReadonlySet<string>> {
  const found = await rows<{ question: string }>(
    tx,
    `SELECT question_id AS question FROM immaterial_answer, (SELECT (market_now() AT TIME ZONE 'Europe/London')::date AS today OFFSET 0) clock
     WHERE first_day <= today AND (day_after_last IS NULL OR day_after_last > today)`,
  )
  return new Set(found.map(({ question }) => question))
}

/** Opens the review of the answer, or renews the one that is open: what was accepted stays what the newest version is compared with. */
async function openReview(
  tx: Tx,
  { membershipId, applicationId, supplierId }: Standing,
  before: PinnedAnswer,
  now: PinnedAnswer,
): Promise<void> {
  const [open] = await rows<{ id: string; acceptedPin: string }>(
    tx,
    `SELECT id, accepted_pin AS "acceptedPin" FROM membership_review WHERE application_id = $1 AND answer_id = $2 AND outcome IS NULL`,
    [applicationId, now.answerId],
  )
  const kind = reviewKindOf(before.content.answer, now.content.answer)
  if (open !== undefined) {
    await tx.query(
      `UPDATE membership_review SET new_pin = $2, renewed_at = market_now(), kind = CASE kind WHEN 'new-model-version' THEN kind ELSE $3 END WHERE id = $1`,
      [open.id, now.id, kind],
    )
    return
  }
  const reviewId = newId()
  await tx.query(
    `INSERT INTO membership_review (id, membership_id, supplier_id, kind, application_id, answer_id, accepted_pin, new_pin, opened_at, renewed_at, due_on)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8, clock.now, clock.now, $9 FROM (SELECT market_now() AS now OFFSET 0) clock`,
    [
      reviewId,
      membershipId,
      supplierId,
      kind,
      applicationId,
      now.answerId,
      before.id,
      now.id,
      await reviewDue(tx, londonDay(await marketNow(tx))),
    ],
  )
  await publish(tx, { type: 'membership.review-opened', payload: { reviewId, membershipId } })
}
