import { Injectable, type OnModuleInit } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import type { Tx } from '../../shared/database/unit-of-work.js'
import { newId } from '../../shared/ids.js'
import { EventHandlers, type HandledEvent } from '../outbox/event-handlers.js'
import type { Notice } from './notice.js'
import { NOTICES } from './notices.js'
import { SendMails } from './send-mails.js'

/** Writes one notification for each person an event concerns, and sets its mail going. */
@Injectable()
export class Notify implements OnModuleInit {
  constructor(
    private readonly handlers: EventHandlers,
    private readonly mails: SendMails,
  ) {}

  onModuleInit(): void {
    this.handlers.register(
      ...NOTICES.map(notice => ({
        name: `notify-${notice.on}`,
        on: notice.on,
        handle: (tx: Tx, event: HandledEvent) => notify(tx, notice, event),
        afterwards: () => {
          void this.mails.start()
        },
      })),
    )
  }
}

/** Somebody in an organisation; a person by themself; or whoever reads the mail of an address. */
interface Recipient {
  personId: string | null
  organisationId: string | null
  address?: string | null
}

async function notify(tx: Tx, notice: Notice, { id, type, payload }: HandledEvent): Promise<void> {
  const about = payload[notice.about]
  const found = (notice.recipientsOf ?? [notice.about]).map(name => payload[name])
  const told = await rows<Recipient>(tx, notice.recipients, found)
  await tx.query(
    `INSERT INTO notification (id, event_id, person_id, organisation_id, address, kind, subject_type, subject_id, details, occurred_at)
     SELECT notification, $5, person, organisation, address, $6, $7, $8, $9, coalesce((SELECT created_at FROM outbox_event WHERE id = $5), market_now())
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS told (notification, person, organisation, address)
     ON CONFLICT ON CONSTRAINT one_notification_per_event_and_recipient DO NOTHING`,
    [
      told.map(() => newId()),
      told.map(each => each.personId),
      told.map(each => each.organisationId),
      told.map(each => each.address ?? null),
      id,
      type,
      notice.subjectType,
      about,
      JSON.stringify(payload),
    ],
  )
}
