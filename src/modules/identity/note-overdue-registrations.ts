import { Injectable, type OnModuleInit } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { londonDay } from '../../shared/domain/london-time.js'
import { workingDaysAfter } from '../../shared/domain/working-days.js'
import { isNotNoted, noteOfficerEvents } from '../officer-events/note-officer-events.js'
import { Sweeper } from '../outbox/sweeper.js'
import { REGISTRATION_WORKING_DAYS } from './domain/registration-due.js'

const BATCH = 100

/** Has the officers see, once for each, that a registration waits too long. It decides nothing. */
@Injectable()
export class NoteOverdueRegistrations implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'note-overdue-registrations', run: () => this.unitOfWork.run(SYSTEM, noteOverdue) })
  }
}

/** The oldest that are not noted: where the oldest is not overdue, none is. */
async function noteOverdue(tx: Tx): Promise<void> {
  const today = londonDay(await marketNow(tx))
  const waiting = await rows<{ id: string; registeredAt: Instant }>(
    tx,
    `SELECT r.id, r.registered_at AS "registeredAt" FROM registration r
     WHERE r.state = 'waiting' AND ${isNotNoted('overdue-registration', 'r.id::text')} ORDER BY r.registered_at, r.id LIMIT ${BATCH}`,
  )
  const overdue = waiting
    .map(({ id, registeredAt }) => ({
      id,
      lastDay: workingDaysAfter(londonDay(registeredAt), REGISTRATION_WORKING_DAYS, 'england-and-wales'),
    }))
    .filter(({ lastDay }) => lastDay < today)
  await noteOfficerEvents(
    tx,
    (await withEnds(tx, overdue)).map(({ id, at }) => ({ kind: 'overdue-registration', about: id, occurredAt: at, subjectId: id })),
  )
}

/** Each with the moment, in London, at which its last day is over. */
const withEnds = (tx: Tx, overdue: readonly { id: string; lastDay: string }[]): Promise<{ id: string; at: Instant }[]> =>
  rows(tx, `SELECT id, (day + 1)::timestamp AT TIME ZONE 'Europe/London' AS at FROM unnest($1::uuid[], $2::date[]) AS due (id, day)`, [
    overdue.map(({ id }) => id),
    overdue.map(({ lastDay }) => lastDay),
  ])
