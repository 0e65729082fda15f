import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { Alarms, type Due } from '../outbox/alarms.js'
import { publishAll } from '../outbox/publish.js'
import { Sweeper } from '../outbox/sweeper.js'

const BATCH = 100

/** Questions to suppliers, each the last word of its thread, on answers that are still queried in an audit that is not signed off. */
const UNANSWERED = `
  ethics_audit_message m JOIN ethics_audit a ON a.id = m.audit_id AND a.state <> 'signed-off'
  WHERE m.due_at IS NOT NULL
    AND NOT EXISTS (SELECT FROM overdue_query o WHERE o.message_id = m.id)
    AND NOT EXISTS (SELECT FROM ethics_audit_message n WHERE n.audit_id = m.audit_id AND n.question_id = m.question_id AND n.revision > m.revision)
    AND 'queried' = (SELECT v.finding FROM verdict v WHERE v.audit_id = m.audit_id AND v.question_id = m.question_id ORDER BY v.revision DESC LIMIT 1)`

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
    return this.unitOfWork.readPublic(view =>
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
  deadline: string
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
  return overdue.length
}
