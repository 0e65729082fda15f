import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { isNotNoted, noteOfficerEvents } from '../officer-events/note-officer-events.js'
import { Sweeper } from '../outbox/sweeper.js'
import { WAITING } from './application-queries.js'

const BATCH = 100

/** Has the officers see, once for each, that an application is not decided when it is over. It decides nothing (T6). */
@Injectable()
export class NoteOverdueApplications implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'note-overdue-applications', run: () => this.noteAll() })
  }

  async noteAll(): Promise<void> {
    let noted = BATCH
    while (noted === BATCH) noted = await this.unitOfWork.run(SYSTEM, noteSome)
  }
}

async function noteSome(tx: Tx): Promise<number> {
  const overdue = await rows<{ id: string; supplierId: string; endedAt: Instant }>(
    tx,
    `SELECT p.id, p.supplier_id AS "supplierId", (p.due_on + 1)::timestamp AT TIME ZONE 'Europe/London' AS "endedAt"
     FROM application p
     WHERE ${WAITING} AND p.due_on < ((SELECT market_now()) AT TIME ZONE 'Europe/London')::date
       AND ${isNotNoted('overdue-application', 'p.id::text')} ORDER BY p.due_on, p.id LIMIT ${BATCH}`,
  )
  await noteOfficerEvents(
    tx,
    overdue.map(({ id, supplierId, endedAt }) => ({
      ...{ kind: 'overdue-application' as const, about: id, occurredAt: endedAt },
      organisationId: supplierId,
      subjectId: id,
    })),
  )
  return overdue.length
}
