import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { publishAll } from '../outbox/publish.js'
import { Sweeper } from '../outbox/sweeper.js'
import { REMINDERS } from './domain/reminders.js'

/** Few, for a bid cannot be submitted while its reminder is written down. */
const BATCH = 50

/** A reminder is taken so much early, so that what one sweep just misses is not late in the next. */
const EARLY_SECONDS = 10

/** Tells suppliers with a draft that the deadline is near: each reminder once for each deadline, so that a later one is reminded of again. */
@Injectable()
export class RemindOfDeadlines implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'remind-of-deadlines', run: () => this.remindAll() })
  }

  async remindAll(): Promise<void> {
    let reminded = BATCH
    while (reminded === BATCH) reminded = await this.unitOfWork.run(SYSTEM, remindSome)
  }
}

interface Due {
  bidId: string
  hours: number
  deadline: Instant
}

/** A draft that was started after a reminder was due has missed it, and gets the next one. */
async function remindSome(tx: Tx): Promise<number> {
  const due = await rows<Due>(
    tx,
    `INSERT INTO deadline_reminder (bid_id, hours_before, submission_deadline)
     SELECT b.id, m.hours, r.submission_deadline
     FROM (SELECT market_now() AS now) clock
     CROSS JOIN unnest($1::integer[], $2::integer[]) AS m (hours, late_until)
     JOIN requirement r ON r.state = 'open' AND r.submission_deadline > clock.now + make_interval(hours => m.late_until)
       AND r.submission_deadline <= clock.now + make_interval(hours => m.hours, secs => ${EARLY_SECONDS})
     JOIN bid b ON b.requirement_id = r.id AND b.state = 'draft' AND b.created_at < r.submission_deadline - make_interval(hours => m.hours)
     WHERE NOT EXISTS (SELECT FROM deadline_reminder d WHERE (d.bid_id, d.hours_before, d.submission_deadline) = (b.id, m.hours, r.submission_deadline))
     ORDER BY r.submission_deadline, b.id LIMIT ${BATCH}
     ON CONFLICT DO NOTHING RETURNING bid_id AS "bidId", hours_before AS hours, submission_deadline AS deadline`,
    [REMINDERS.map(({ hoursBefore }) => hoursBefore), REMINDERS.map(({ lateUntilHours }) => lateUntilHours)],
  )
  await publishAll(
    tx,
    due.map(({ bidId, hours, deadline }) => ({ type: 'bid.deadline-near', payload: { bidId, hours, deadline } })),
  )
  return due.length
}
