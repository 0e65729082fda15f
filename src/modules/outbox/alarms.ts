import { Injectable } from '@nestjs/common'

import type { Instant } from '../../shared/domain/instant.js'
import { answeredInTime } from './answered-in-time.js'
import { Queues } from './queues.js'
import { Sweeper } from './sweeper.js'

const QUEUE = 'alarms'

/** A dozen sweeps ahead, so that several that fail miss nothing. */
const AHEAD_MS = 120_000

/** What falls due, at which moment, and how long that is from now, both by the database clock. */
export interface Due {
  id: string
  at: Instant
  inMs: number
}

/** Work that falls due at moments of its own. `ring` is called about then, or twice, too early after the moment was moved, or never: it asks Postgres what is due. */
export interface Alarm {
  name: string
  soon(withinMs: number): Promise<Due[]>
  ring(id: string): Promise<unknown>
}

/** Delayed jobs for what falls due before long, set anew from Postgres with each sweep: a lost job is late by a sweep, a moved moment gets a job of its own. */
@Injectable()
export class Alarms {
  private readonly alarms: Alarm[] = []

  constructor(
    private readonly queues: Queues,
    private readonly sweeper: Sweeper,
  ) {}

  register(alarm: Alarm): void {
    this.alarms.push(alarm)
  }

  start(): void {
    const queue = this.queues.queue(QUEUE)
    const set = async (alarm: Alarm): Promise<void> => {
      const jobs = (await alarm.soon(AHEAD_MS)).map(({ id, at, inMs }) =>
        queue.add(alarm.name, { id }, { jobId: `${alarm.name}-${id}-${at.replaceAll(/\D/g, '')}`, delay: inMs, removeOnFail: true }),
      )
      await answeredInTime(Promise.all(jobs))
    }
    this.queues.worker(QUEUE, async job => this.alarms.find(({ name }) => name === job.name)?.ring((job.data as { id: string }).id), 4)
    for (const alarm of this.alarms) this.sweeper.register({ name: `set-alarms-${alarm.name}`, run: () => set(alarm) })
  }
}
