import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Instant } from '../../shared/domain/instant.js'
import { noteOfficerEvents } from '../officer-events/note-officer-events.js'
import { Alarms, type Due } from '../outbox/alarms.js'
import { publishAll } from '../outbox/publish.js'
import { Sweeper } from '../outbox/sweeper.js'
import { IS_UNANSWERED_QUERY } from './ethics-audit-queries.js'

const BATCH = 100

const NOT_NOTED = 'NOT EXISTS (SELECT FROM overdue_query o WHERE o.message_id = m.id)'

const UNANSWERED = `ethics_audit_message m JOIN ethics_audit a ON a.id = m.audit_id WHERE ${IS_UNANSWERED_QUERY} AND ${NOT_NOTED}`

/** Tells both sides once when the time for an explanation is over. It decides nothing: the supplier may still explain, the officer may wait. */
@Injectable()
export class NoteOverdueQueries implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
    private readonly alarms: Alarms,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'note-overdue-queries', run: () => this.noteAll() })
    this.alarms.register({ name: 'note-overdue-query', soon: withinMs => this.dueSoon(withinMs), ring: () => this.noteAll() })
  }

  async noteAll(): Promise<void> {
    let noted = BATCH
    while (noted === BATCH) noted = await this.unitOfWork.run(SYSTEM, noteSome)
  }

  private dueSoon(withinMs: number): Promise<Due[]> {
    return this.unitOfWork.read(SYSTEM, view =>
      rows<Due>(
        view,
        `SELECT m.id, m.due_at AS at, ceil(extract(epoch FROM m.due_at - clock.now) * 1000)::int AS "inMs"
         FROM (SELECT market_now() AS now OFFSET 0) clock, ${UNANSWERED}
           AND m.due_at > clock.now AND m.due_at <= clock.now + make_interval(secs => $1 / 1000.0)
         ORDER BY m.due_at LIMIT 500`,
        [withinMs],
      ),
    )
  }
}

interface Overdue {
  messageId: string
  bidId: string
  requirementId: string
  auditId: string
  questionId: string
  deadline: Instant
}

async function noteSome(tx: Tx): Promise<number> {
  const overdue = await rows<Overdue>(
    tx,
    `WITH due AS (
       SELECT m.id AS "messageId", a.bid_id AS "bidId", a.requirement_id AS "requirementId", a.id AS "auditId", m.question_id AS "questionId", m.due_at AS deadline
       FROM ${UNANSWERED} AND m.due_at <= (SELECT market_now()) ORDER BY m.due_at LIMIT ${BATCH}),
     noted AS (
       INSERT INTO overdue_query (message_id, noted_at) SELECT "messageId", market_now() FROM due ON CONFLICT DO NOTHING RETURNING message_id)
     SELECT due.* FROM due JOIN noted ON noted.message_id = due."messageId"`,
  )
  await publishAll(
    tx,
    overdue.flatMap(({ bidId, requirementId, auditId, questionId, deadline }) => [
      { type: 'ethics-audit.answer-overdue', payload: { bidId, questionId, deadline } },
      { type: 'ethics-audit.query-overdue', payload: { auditId, requirementId, questionId } },
    ]),
  )
  await noteOfficerEvents(
    tx,
    overdue.map(({ messageId, auditId, requirementId, questionId, deadline }) => ({
      kind: 'overdue-explanation',
      about: messageId,
      occurredAt: deadline,
      requirementId,
      subjectId: auditId,
      reason: questionId,
    })),
  )
  return overdue.length
}
