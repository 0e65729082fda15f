import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { publishAll } from '../outbox/publish.js'
import { Sweeper } from '../outbox/sweeper.js'
import { reminderMarks } from './domain/expiry.js'
import { currentSet } from './question-sets.js'

const BATCH = 200

/** Tells a supplier's people that a certificate or a claim runs out: each reminder once for each date, so that of a later one they are told again. */
@Injectable()
export class RemindOfExpiry implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'remind-of-expiry', run: () => this.remindAll() })
  }

  async remindAll(): Promise<void> {
    let reminded = BATCH
    while (reminded === BATCH) reminded = await this.unitOfWork.run(SYSTEM, remindSome)
  }
}

interface Due {
  answerId: string
  supplierId: string
  question: string
  productId: string | null
  daysBefore: number
  expiresOn: string
}

/** A date that became known after a reminder of it was due has missed that one, and gets the next. Days are those of London. */
async function remindSome(tx: Tx): Promise<number> {
  const marks = reminderMarks(currentSet())
  const due = await rows<Due>(
    tx,
    `WITH clock AS (SELECT (market_now() AT TIME ZONE 'Europe/London')::date AS today),
     reminded AS (
       INSERT INTO library_reminder (answer_id, supplier_id, days_before, expires_on)
       SELECT a.id, a.supplier_id, m.days, a.expires_on
       FROM clock CROSS JOIN unnest($1::integer[], $2::integer[]) AS m (days, late_until)
       JOIN library_answer a ON a.expires_on <= clock.today + m.days AND a.expires_on > clock.today + m.late_until
         AND (a.expiry_known_at AT TIME ZONE 'Europe/London')::date < a.expires_on - m.days
       WHERE NOT EXISTS (SELECT FROM library_reminder d WHERE (d.answer_id, d.days_before, d.expires_on) = (a.id, m.days, a.expires_on))
         AND NOT EXISTS (SELECT FROM library_product p WHERE p.id = a.product_id AND p.retired_at IS NOT NULL)
       ORDER BY a.expires_on, a.id LIMIT ${BATCH}
       ON CONFLICT DO NOTHING RETURNING answer_id, days_before)
     SELECT a.id AS "answerId", a.supplier_id AS "supplierId", a.question_id AS question, a.product_id AS "productId",
            r.days_before AS "daysBefore", a.expires_on::text AS "expiresOn"
     FROM reminded r JOIN library_answer a ON a.id = r.answer_id`,
    [marks.map(({ daysBefore }) => daysBefore), marks.map(({ lateUntilDays }) => lateUntilDays)],
  )
  await publishAll(
    tx,
    due.map(({ answerId, supplierId, question, productId, daysBefore, expiresOn }) => ({
      type: 'library.answer-expires',
      payload: { answerId, supplierId, question, daysBefore, expiresOn, ...(productId === null ? {} : { productId }) },
    })),
  )
  return due.length
}
