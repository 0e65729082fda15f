import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { isNotNoted, noteOfficerEvents } from '../officer-events/note-officer-events.js'
import { Sweeper } from '../outbox/sweeper.js'

const BATCH = 100

/** Has the officers see, once for each, that an audit is not signed off when its time is over. It decides nothing. */
@Injectable()
export class NoteOverdueAudits implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'note-overdue-audits', run: () => this.noteAll() })
  }

  async noteAll(): Promise<void> {
    let noted = BATCH
    while (noted === BATCH) noted = await this.unitOfWork.run(SYSTEM, noteSome)
  }
}

async function noteSome(tx: Tx): Promise<number> {
  const overdue = await rows<{ id: string; requirementId: string; dueAt: Instant }>(
    tx,
    `SELECT a.id, a.requirement_id AS "requirementId", a.due_at AS "dueAt" FROM ethics_audit a
     WHERE a.drawn_at IS NOT NULL AND a.state <> 'signed-off' AND a.due_at <= (SELECT market_now()) AND ${isNotNoted('overdue-audit', 'a.id::text')}
     ORDER BY a.due_at, a.id LIMIT ${BATCH}`,
  )
  await noteOfficerEvents(
    tx,
    overdue.map(({ id, requirementId, dueAt }) => ({ kind: 'overdue-audit', about: id, occurredAt: dueAt, requirementId, subjectId: id })),
  )
  return overdue.length
}
