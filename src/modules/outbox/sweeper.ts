import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import { LOG } from '../../shared/tokens.js'
import { MOST_FAILURES } from './parked-events.js'
import { Queues } from './queues.js'

const QUEUE = 'sweeps'
const EVERY_MS = 10_000
const SAY_AGAIN_MS = 10_000

/**
 * Work that is due by what Postgres says. It runs every ten seconds in one worker, and may run twice: it must not mind. It compares with
 * (SELECT market_now()): without the SELECT the clock is asked for every row of a history that only grows, and no index is used.
 */
export interface Sweep {
  name: string
  run(): Promise<unknown>
}

/** Re-creates due work from Postgres again and again, so that losing the queue loses nothing and delays work by less than a minute. */
@Injectable()
export class Sweeper implements OnApplicationShutdown {
  private readonly sweeps: Sweep[] = []
  private timer: NodeJS.Timeout | undefined
  private sweptAtMs = 0

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queues: Queues,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.register({ name: 'relay-lost-events', run: () => this.unitOfWork.run(SYSTEM, relayLostEvents) })
    this.register({ name: 'forget-old-keys', run: () => this.unitOfWork.run(SYSTEM, forgetOldKeys) })
    this.register({ name: 'forget-handled-events', run: () => this.unitOfWork.run(SYSTEM, forgetHandledEvents) })
  }

  register(sweep: Sweep): void {
    this.sweeps.push(sweep)
  }

  start(): void {
    this.sweptAtMs = performance.now()
    this.queues.worker(QUEUE, () => this.sweepAll(), 1)
    this.schedule()
  }

  /** Since the start where it has not swept yet. */
  get secondsSinceSweep(): number {
    return (performance.now() - this.sweptAtMs) / 1_000
  }

  /** Runs every sweep once; one that fails does not stop the others. */
  async sweepAll(): Promise<void> {
    for (const sweep of this.sweeps) {
      await sweep.run().catch((error: unknown) => {
        this.log.error({ sweep: sweep.name, reason: String(error) }, 'a sweep failed')
      })
    }
    this.sweptAtMs = performance.now()
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer)
  }

  /** Says the schedule again and again: a flushed queue forgets it. */
  private schedule(): void {
    const queue = this.queues.queue(QUEUE)
    const say = (): void => {
      queue.upsertJobScheduler('sweep', { every: EVERY_MS }, { name: 'sweep' }).catch((error: unknown) => {
        this.log.warn({ reason: String(error) }, 'the sweeper waits for the queue')
      })
    }
    say()
    this.timer = setInterval(say, SAY_AGAIN_MS)
  }
}

/** Events the queue took and no handler finished within half a minute, however often, but for those that are parked. */
const relayLostEvents = (tx: Tx): Promise<unknown> =>
  tx.query(
    `UPDATE outbox_event SET relayed_at = NULL WHERE handled_at IS NULL AND relayed_at < (SELECT market_now()) - interval '30 seconds' AND failures < $1`,
    [MOST_FAILURES],
  )

const forgetOldKeys = (tx: Tx): Promise<unknown> =>
  tx.query(`DELETE FROM idempotency_key WHERE created_at < (SELECT market_now()) - interval '24 hours'`)

/** Both after the same time: a memory of having handled is of use as long as the event may come again. */
const forgetHandledEvents = async (tx: Tx): Promise<void> => {
  await tx.query(`DELETE FROM outbox_event WHERE handled_at < (SELECT market_now()) - interval '30 days'`)
  await tx.query(`DELETE FROM event_handled WHERE handled_at < (SELECT market_now()) - interval '60 days'`)
}
