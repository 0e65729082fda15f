import { Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Conflict, Forbidden } from '../../shared/domain/errors.js'
import { type Page, pageOf, readCursor } from '../../shared/keyset.js'
import { type RepeatKey, runOnce } from '../../shared/once.js'
import { recordAudit, type Subject } from '../audit/record-audit.js'
import { type RefusalRecord, Refusals } from '../audit/refusals.js'
import { EVENT_KINDS, type EventKind } from './domain/officer-event.js'
import { mayAcknowledge, mayWatch } from './domain/officer-event-policy.js'
import { countWaiting, type EventFilter, getOfficerEvent, listOfficerEvents, type OfficerEvent } from './officer-event-queries.js'

export interface WaitingOfKind {
  kind: EventKind
  waiting: number
}

@Injectable()
export class OfficerEventsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly refusals: Refusals,
  ) {}

  /** What officers must see, the latest first; nothing of competitions in which the reader has an interest. */
  list(actor: Actor, filter: EventFilter, limit: number, cursor: string | undefined): Promise<Page<OfficerEvent>> {
    refuseUnlessWatching(actor)
    const after = readCursor(cursor, ['instant', 'uuid']) ?? []
    return this.unitOfWork.read(actor, async view => {
      const found = await listOfficerEvents(view, actor.personId, filter, after, limit + 1)
      return pageOf(found, limit, ({ occurredAt, id }) => [occurredAt, id])
    })
  }

  /** How many of each kind wait for somebody to acknowledge them. */
  async count(actor: Actor): Promise<WaitingOfKind[]> {
    refuseUnlessWatching(actor)
    const counts = await this.unitOfWork.read(actor, view => countWaiting(view, actor.personId))
    return EVENT_KINDS.map(kind => ({ kind, waiting: counts.get(kind) ?? 0 }))
  }

  async get(actor: Actor, id: string): Promise<OfficerEvent> {
    refuseUnlessWatching(actor)
    return this.unitOfWork.read(actor, view => getOfficerEvent(view, actor.personId, id))
  }

  /** One officer says, once and for all, that it was seen and what was done. Of two at once the second waits for the first, and is refused. */
  async acknowledge(actor: Actor, id: string, note: string, repeat: RepeatKey | null): Promise<void> {
    const refusal: RefusalRecord = { action: 'officer-event.acknowledgement-refused' }
    await this.refusals.recorded(actor, refusal, () =>
      runOnce(this.unitOfWork, actor, repeat, async tx => {
        if (!mayAcknowledge(actor)) throw new EventsNotYours()
        const { kind } = await getOfficerEvent(tx, actor.personId, id)
        refusal.subject = eventSubject(id)
        const won = await rows(
          tx,
          `UPDATE officer_event SET acknowledged_at = market_now(), acknowledged_by = $2, note = $3
           WHERE id = $1 AND acknowledged_at IS NULL RETURNING id`,
          [id, actor.personId, note],
        )
        if (won.length === 0) throw new AcknowledgedAlready()
        await recordAudit(tx, actor, 'officer-event.acknowledged', eventSubject(id), { kind, note })
        return { id }
      }),
    )
  }
}

/** In the chain of the marketplace: that of a requirement must not tell what was tried on it before the opening. */
const eventSubject = (id: string): Subject => ({ type: 'officer-event', id, stream: 'market' })

export function refuseUnlessWatching(actor: Actor): void {
  if (!mayWatch(actor)) throw new EventsNotYours()
}

class EventsNotYours extends Forbidden {
  constructor() {
    super('officer-events-not-yours', 'Alerts are for officers and auditors who work for no supplier, and officers acknowledge them.')
  }
}

class AcknowledgedAlready extends Conflict {
  constructor() {
    super('officer-event-acknowledged', 'Somebody has acknowledged this already. It is done once, and what was said then stands.')
  }
}
