import type { TestApp } from '../support/test-app.js'
import type { KeptProcess } from './kept-process.js'
import type { RedisServer } from './redis-server.js'

/** What may be done to the queue of one marketplace. */
export interface Target {
  test: TestApp
  /** Null where Postgres carries the queue. */
  redis: RedisServer | null
  worker: KeptProcess
}

/** A misfortune of the queue: how it begins, what happens while bids come in, and how it ends. */
export interface QueueFault {
  name: string
  on: 'redis' | 'postgres'
  /** How long it lasts at full scale. */
  lastsMs: number
  begin(target: Target): Promise<void>
  end(target: Target): Promise<void>
}

const nothing = (): Promise<void> => Promise.resolve()

const emptyRedis = async ({ redis }: Target): Promise<void> => {
  await redis?.command('FLUSHALL')
}

/** Every table of the queues' schema that holds jobs or what is known of queues, but not its record of its own migrations. */
const emptyTables = async ({ test }: Target): Promise<void> => {
  const tables = await test.rows<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq' AND tablename NOT LIKE '%migration%'`,
  )
  await insisting(() => test.rows(`TRUNCATE ${tables.map(({ name }) => name).join(', ')}`))
}

/** What works in the queue takes its locks in an order of its own: whichever of the two Postgres ends tries again. */
async function insisting(act: () => Promise<unknown>, left = 20): Promise<void> {
  try {
    await act()
  } catch (error) {
    if (left === 0 || !(error instanceof Error) || !('code' in error) || error.code !== '40P01') throw error
    await insisting(act, left - 1)
  }
}

/** The fault that every scale tries on each carrier comes first. */
export const QUEUE_FAULTS: readonly QueueFault[] = [
  { name: 'Redis is emptied twice', on: 'redis', lastsMs: 10_000, begin: emptyRedis, end: emptyRedis },
  { name: 'the queue tables are emptied twice', on: 'postgres', lastsMs: 10_000, begin: emptyTables, end: emptyTables },
  {
    name: 'Redis is killed and comes back empty',
    on: 'redis',
    lastsMs: 15_000,
    begin: async ({ redis }) => redis?.kill(),
    end: async ({ redis }) => redis?.begin(),
  },
  {
    name: 'the worker is killed and comes back',
    on: 'postgres',
    lastsMs: 15_000,
    begin: ({ worker }) => worker.stop(),
    end: ({ worker }) => worker.resume(),
  },
  {
    name: 'Redis stands still',
    on: 'redis',
    lastsMs: 30_000,
    begin: ({ redis }) => {
      redis?.freeze(true)
      return nothing()
    },
    end: ({ redis }) => {
      redis?.freeze(false)
      return nothing()
    },
  },
  {
    name: 'Redis has no memory left',
    on: 'redis',
    lastsMs: 15_000,
    begin: async ({ redis }) => {
      await redis?.command('CONFIG', 'SET', 'maxmemory', '1mb')
    },
    end: async ({ redis }) => {
      await redis?.command('CONFIG', 'SET', 'maxmemory', '0')
    },
  },
]
