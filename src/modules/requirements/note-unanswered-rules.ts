import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import { LOG } from '../../shared/tokens.js'
import { isNotNoted, noteOfficerEvents } from '../officer-events/note-officer-events.js'
import { Alarms, type Due } from '../outbox/alarms.js'
import { publishAll } from '../outbox/publish.js'
import { Sweeper } from '../outbox/sweeper.js'
import { shareRequirement } from './requirement-queries.js'
import { getRuleClarification } from './rule-clarification-queries.js'

const UNANSWERED = `
  rule_clarification q JOIN requirement r ON r.id = q.requirement_id AND r.state <> 'cancelled'
  WHERE NOT EXISTS (SELECT FROM rule_clarification_answer a WHERE a.rule_clarification_id = q.id) AND ${isNotNoted('unanswered-rule', 'q.id::text')}`

/** Tells officers and bidders, once, that a rule refers because nobody answered in time. The clock alone has made it so; this only says it. */
@Injectable()
export class NoteUnansweredRules implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sweeper: Sweeper,
    private readonly alarms: Alarms,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.sweeper.register({ name: 'note-unanswered-rules', run: () => this.noteDue() })
    this.alarms.register({ name: 'note-unanswered-rule', soon: withinMs => this.dueSoon(withinMs), ring: id => this.note(id) })
  }

  async noteDue(): Promise<void> {
    const due = await this.unitOfWork.read(SYSTEM, view =>
      rows<{ id: string }>(
        view,
        `SELECT q.id FROM ${UNANSWERED} AND q.answer_until <= (SELECT market_now()) ORDER BY q.answer_until LIMIT 100`,
      ),
    )
    for (const { id } of due) {
      await this.note(id).catch((error: unknown) => {
        this.log.error({ ruleClarification: id, reason: String(error) }, 'an unanswered rule clarification could not be noted')
      })
    }
  }

  private note(id: string): Promise<void> {
    return this.unitOfWork.run(SYSTEM, tx => noteUnanswered(tx, id))
  }

  private dueSoon(withinMs: number): Promise<Due[]> {
    return this.unitOfWork.read(SYSTEM, view =>
      rows<Due>(
        view,
        `SELECT q.id, q.answer_until AS at, ceil(extract(epoch FROM q.answer_until - clock.now) * 1000)::int AS "inMs"
         FROM (SELECT market_now() AS now OFFSET 0) clock, ${UNANSWERED}
           AND q.answer_until > clock.now AND q.answer_until <= clock.now + make_interval(secs => $1 / 1000.0)
         ORDER BY q.answer_until LIMIT 500`,
        [withinMs],
      ),
    )
  }
}

/** With the requirement held, so that an answer which was in time is seen, however late it is written down. */
async function noteUnanswered(tx: Tx, id: string): Promise<void> {
  const { requirementId } = await getRuleClarification(tx, id)
  const { state } = await shareRequirement(tx, requirementId)
  const { settled, inTime, answerUntil, rule } = await getRuleClarification(tx, id)
  if (settled !== null || inTime || state === 'cancelled') return
  const noted = await noteOfficerEvents(tx, [{ kind: 'unanswered-rule', about: id, occurredAt: answerUntil, requirementId, reason: rule }])
  const payload = { requirementId, ruleClarificationId: id }
  await publishAll(
    tx,
    noted.flatMap(() => [
      { type: 'rule-clarification.unanswered', payload },
      { type: 'rule-clarification.referred', payload },
    ]),
  )
}
