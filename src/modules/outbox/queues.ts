import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common'
import { createPostgresBackend, Queue, Worker, withBackend, type Processor } from 'bullmq'

import { poolSettings } from '../../shared/database/data-source.js'
import { QUEUE_SCHEMA, type QueueName } from '../../shared/database/migrate.js'
import type { Log } from '../../shared/log.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG, LOG } from '../../shared/tokens.js'

const OnPostgres = withBackend(createPostgresBackend)

/** Jobs are copies of what Postgres knows: kept only while they wait or after they failed. */
const JOB_OPTIONS = {
  removeOnComplete: true,
  removeOnFail: { age: 86_400, count: 1_000 },
  attempts: 5,
  backoff: { type: 'exponential', delay: 500 },
}

type AnyQueue = Pick<Queue, 'add' | 'upsertJobScheduler'>

interface Opened {
  on(event: 'error', listener: (error: Error) => void): unknown
  close(): Promise<void>
}

/** Opens queues and workers on Redis where REDIS_URL is set and on Postgres otherwise, and closes them all at shutdown. */
@Injectable()
export class Queues implements OnApplicationShutdown {
  private readonly opened: Opened[] = []

  constructor(
    @Inject(CONFIG) private readonly config: RunningConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  queue(name: QueueName): AnyQueue {
    const queue =
      this.config.redisUrl === null
        ? new OnPostgres.Queue(name, { connection: this.postgres(), defaultJobOptions: JOB_OPTIONS })
        : new Queue(name, {
            connection: { ...this.redis(this.config.redisUrl), enableOfflineQueue: false },
            prefix: this.prefix(),
            defaultJobOptions: JOB_OPTIONS,
          })
    this.remember(queue)
    return queue
  }

  worker(name: QueueName, work: Processor, concurrency: number): void {
    const worker =
      this.config.redisUrl === null
        ? new OnPostgres.Worker(name, work, { connection: this.postgres(), concurrency })
        : new Worker(name, work, {
            connection: { ...this.redis(this.config.redisUrl), maxRetriesPerRequest: null },
            prefix: this.prefix(),
            concurrency,
          })
    // Not the job's name: an event's type would tell that somebody bid.
    worker.on('failed', (job, error) => {
      this.log.error({ queue: name, job: job?.id, attempt: job?.attemptsMade, reason: error.message }, 'a job failed')
    })
    this.remember(worker)
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.opened.map(opened => opened.close()))
  }

  private remember(opened: Opened): void {
    opened.on('error', error => {
      this.log.warn({ reason: error.message }, 'the queue is out of reach')
    })
    this.opened.push(opened)
  }

  private postgres() {
    return { ...poolSettings, connectionString: this.config.databaseUrl, schema: QUEUE_SCHEMA, max: 2 }
  }

  /** One Redis may carry several marketplaces: each keeps to the name of its database. */
  private prefix(): string {
    return `{${new URL(this.config.databaseUrl).pathname.slice(1)}}`
  }

  private redis(address: string) {
    const url = new URL(address)
    return {
      host: url.hostname,
      port: Number(url.port || 6379),
      username: decodeURIComponent(url.username),
      password: decodeURIComponent(url.password),
      db: Number(url.pathname.slice(1) || 0),
      connectTimeout: 5_000,
      ...(url.protocol === 'rediss:' ? { tls: {} } : {}),
    }
  }
}
