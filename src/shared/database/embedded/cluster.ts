import type { Account } from './postgres-account.js'
import type { PostgresBinaries } from './postgres-binaries.js'

/** One Postgres data folder and what it takes to run it. */
export interface Cluster {
  /** Real path of the data folder (PGDATA). */
  data: string
  account: Account | undefined
  binaries: PostgresBinaries
  /** False only for throw-away test data: a power cut may then lose it. */
  durable: boolean
  log: (line: string) => void
}

/** Nothing of ours: the application's environment holds secrets, and PG… or LC_… variables would change what Postgres does. */
export const PROGRAM_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/local/bin:/usr/bin:/bin' }
