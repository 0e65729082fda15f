import { Inject, Injectable } from '@nestjs/common'

import { rows } from '../../shared/database/rows.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import { LOG } from '../../shared/tokens.js'
import { answeredInTime } from './answered-in-time.js'
import { EventHandlers, type HandledEvent } from './event-handlers.js'
import { Queues } from './queues.js'

const QUEUE = 'events'
const BATCH = 100
const POLL_MS = 250

/** Moves outbox rows into the queue at least once, and works off the queue. Only worker processes start it. */
@Injectable()
export class EventRelay {
  private timer: NodeJS.Timeout | null = null
  private running: Promise<void> = Promise.resolve()
  private waiting = false

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queues: Queues,
    private readonly handlers: EventHandlers,
    @Inject(LOG) private readonly log: Log,
  ) {}

  start(): void {
    const queue = this.queues.queue(QUEUE)
    this.queues.worker(QUEUE, job => this.handlers.handle(job.data as HandledEvent), 4)
    const add = (events: HandledEvent[]): Promise<unknown> =>
      Promise.all(events.map(event => queue.add(event.type, event, { jobId: event.id, removeOnFail: true })))
    const tick = (): void => {
      this.running = this.relayAll(add)
        .then(
          () => {
            this.waiting = false
          },
          (error: unknown) => {
            this.noteWaiting(error)
          },
        )
        .then(() => {
          if (this.timer !== null) this.timer = setTimeout(tick, POLL_MS)
        })
    }
    this.timer = setTimeout(tick, 0)
  }

  /** Stops taking new rows and waits for the batch under way. */
  async stop(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = null
    await this.running
  }

  /** One line when an outage begins, not one for each attempt. */
  private noteWaiting(error: unknown): void {
    if (!this.waiting) this.log.warn({ reason: String(error) }, 'events wait for the queue')
    this.waiting = true
  }

  /** Hands over every waiting row, batch by batch; a row whose handing over failed waits for the next time. */
  private async relayAll(add: (events: HandledEvent[]) => Promise<unknown>): Promise<void> {
    let moved = BATCH
    while (moved === BATCH && this.timer !== null) moved = await this.relayBatch(add)
  }

  /** No transaction is open while the queue is spoken to: two relays may hand over the same row, and the queue knows it by its id. */
  private async relayBatch(add: (events: HandledEvent[]) => Promise<unknown>): Promise<number> {
    const events = await this.unitOfWork.readPublic(view =>
      rows<HandledEvent>(view, 'SELECT id, type, payload FROM outbox_event WHERE relayed_at IS NULL ORDER BY id LIMIT $1', [BATCH]),
    )
    if (events.length === 0) return 0
    await answeredInTime(add(events))
    await this.unitOfWork.run(SYSTEM, tx =>
      tx.query('UPDATE outbox_event SET relayed_at = market_now(), attempts = attempts + 1 WHERE id = ANY($1) AND relayed_at IS NULL', [
        events.map(({ id }) => id),
      ]),
    )
    return events.length
  }
}
