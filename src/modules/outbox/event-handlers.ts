import { Inject, Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { OutOfReach } from '../../shared/domain/errors.js'
import type { Log } from '../../shared/log.js'
import { LOG } from '../../shared/tokens.js'
import { countFailure } from './parked-events.js'
import type { PublishedEvent } from './publish.js'

export type HandledEvent = PublishedEvent & { id: string }

/** One thing to do when an event of a type has happened. `name` is unique and stays, for it is how a repeat is recognised. */
export interface EventHandler {
  name: string
  on: string
  handle(tx: Tx, event: HandledEvent): Promise<void>
  /** Called once that is committed. A nudge and no more: it may be lost with the process, and may come twice. */
  afterwards?(): void
}

/** Every feature's handlers; each runs exactly once per event, however often the queue delivers it. */
@Injectable()
export class EventHandlers {
  private readonly handlers: EventHandler[] = []

  constructor(
    private readonly unitOfWork: UnitOfWork,
    @Inject(LOG) private readonly log: Log,
  ) {}

  get registered(): readonly EventHandler[] {
    return this.handlers
  }

  register(...handlers: EventHandler[]): void {
    this.handlers.push(...handlers)
  }

  /** Does what is to be done for this event, or counts that it failed; what waits for something out of reach is tried for as long as that takes. */
  async handle(event: HandledEvent): Promise<void> {
    try {
      await this.runAll(event)
    } catch (error) {
      if (!(error instanceof OutOfReach)) await this.noteFailure(event.id)
      throw error
    }
  }

  /** Runs what has not yet run for this event, each handler in its own transaction, and then marks the event handled. */
  private async runAll(event: HandledEvent): Promise<void> {
    for (const handler of this.handlers.filter(({ on }) => on === event.type)) {
      await this.runOnce(handler, event)
      handler.afterwards?.()
    }
    await this.unitOfWork.run(SYSTEM, tx =>
      tx.query('UPDATE outbox_event SET handled_at = market_now() WHERE id = $1 AND handled_at IS NULL', [event.id]),
    )
  }

  /** While the database is away nothing is counted, and so nothing is parked for that. */
  private async noteFailure(eventId: string): Promise<void> {
    const parked = await this.unitOfWork.run(SYSTEM, tx => countFailure(tx, eventId)).catch(() => false)
    if (parked) this.log.error({ event: eventId }, 'an event was parked')
  }

  private runOnce(handler: EventHandler, event: HandledEvent): Promise<void> {
    return this.unitOfWork.run(SYSTEM, async tx => {
      const first = await rows(
        tx,
        'INSERT INTO event_handled (handler, event_id) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING handler',
        [handler.name, event.id],
      )
      if (first.length > 0) await handler.handle(tx, event)
    })
  }
}
