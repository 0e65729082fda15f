import { SYSTEM } from '../../src/shared/domain/actor.js'
import { oneRow } from '../../src/shared/database/rows.js'
import { UnitOfWork } from '../../src/shared/database/unit-of-work.js'
import { type PublishedEvent, publish } from '../../src/modules/outbox/publish.js'
import { EventHandlers, type HandledEvent } from '../../src/modules/outbox/event-handlers.js'
import type { TestApp } from './test-app.js'

export interface MailRow {
  id: string
  email: string
  kind: string
  attempts: number
  mailed: boolean
  givenUp: boolean
  trouble: string | null
  answer: string | null
}

/** How the mails of a kind stand, in the order in which they were made. */
export const mailsOf = (test: TestApp, kind: string): Promise<MailRow[]> =>
  test.rows<MailRow & Record<string, unknown>>(
    `SELECT n.id, p.email, n.kind, n.mail_attempts AS attempts, n.mailed_at IS NOT NULL AS mailed, n.mail_given_up_at IS NOT NULL AS "givenUp",
            n.mail_trouble AS trouble, n.mail_answer AS answer
     FROM notification n JOIN person p ON p.id = n.person_id WHERE n.kind = $1 ORDER BY n.id`,
    [kind],
  )

/** Publishes an event as a verb would, without the verb; answers it as the queue delivers it, whatever else is published meanwhile. */
export async function happened(test: TestApp, event: PublishedEvent): Promise<HandledEvent> {
  return test.app.get(UnitOfWork).run(SYSTEM, async tx => {
    await publish(tx, event)
    return oneRow<HandledEvent>(tx, 'SELECT id, type, payload FROM outbox_event WHERE xmin = pg_current_xact_id()::xid')
  })
}

/** The same, and handled at once: for tests without background work. */
export async function handled(test: TestApp, event: PublishedEvent): Promise<void> {
  await test.app.get(EventHandlers).handle(await happened(test, event))
}
