import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { newId } from '../../shared/ids.js'
import { EventHandlers, type HandledEvent } from '../outbox/event-handlers.js'
import { NOTICES, type Notice } from './notices.js'

/** Writes one notification for each person an event concerns. */
@Injectable()
export class Notify implements OnModuleInit {
  constructor(private readonly handlers: EventHandlers) {}

  onModuleInit(): void {
    this.handlers.register(
      ...NOTICES.map(notice => ({
        name: `notify-${notice.on}`,
        on: notice.on,
        handle: (tx: Tx, event: HandledEvent) => notify(tx, notice, event),
      })),
    )
  }
}

async function notify(tx: Tx, notice: Notice, { id, type, payload }: HandledEvent): Promise<void> {
  const about = payload[notice.about]
  const people = (await rows<{ person_id: string }>(tx, notice.recipients, [about])).map(({ person_id }) => person_id)
  await tx.query(
    `INSERT INTO notification (id, event_id, person_id, kind, subject_type, subject_id)
     SELECT notification, $3, person, $4, $5, $6 FROM unnest($1::uuid[], $2::uuid[]) AS told (notification, person)
     ON CONFLICT (person_id, event_id) DO NOTHING`,
    [people.map(() => newId()), people, id, type, notice.subjectType, about],
  )
}
