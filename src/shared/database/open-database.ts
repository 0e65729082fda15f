import { userInfo } from 'node:os'

import { closedOnFailure } from '../closed-on-failure.js'
import type { Config } from '../config.js'
import type { Log } from '../log.js'
import { startEmbeddedPostgres } from './embedded/embedded-postgres.js'
import { migrate } from './migrate.js'
import { refuseUnfitDatabase } from './schema-check.js'

export interface OpenDatabase {
  config: Config & { databaseUrl: string }
  /** Owner's URL where this process may migrate. */
  ownerUrl: string | null
  /** True for the embedded Postgres of the demonstration. */
  embedded: boolean
  close(): Promise<void>
}

const EMBEDDED_DATABASE = 'marketplace'

/** Starts the embedded Postgres or takes the given one, migrates where it may, and refuses a database this version cannot run on. */
export async function openDatabase(config: Config, log: Log): Promise<OpenDatabase> {
  const opened = config.databaseUrl === null ? await openEmbedded(config, log) : openGiven(config, config.databaseUrl)
  return closedOnFailure(opened, async () => {
    if (opened.ownerUrl !== null) {
      const ran = await migrate(opened.ownerUrl, roleOf(opened.config.databaseUrl))
      if (ran.length > 0) log.info({ migrations: ran.length }, 'the schema was brought up to date')
    }
    await refuseUnfitDatabase(opened.config.databaseUrl)
    return opened
  })
}

async function openEmbedded(config: Config, log: Log): Promise<OpenDatabase> {
  const postgres = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    database: EMBEDDED_DATABASE,
    log: line => {
      log.info(line)
    },
    onFailed: error => {
      log.fatal(error.message)
      process.exitCode = 1
      process.kill(process.pid, 'SIGTERM')
    },
  })
  return { config: { ...config, databaseUrl: postgres.url }, ownerUrl: postgres.ownerUrl, embedded: true, close: () => postgres.stop() }
}

const openGiven = (config: Config, databaseUrl: string): OpenDatabase => ({
  config: { ...config, databaseUrl },
  ownerUrl: config.databaseOwnerUrl,
  embedded: false,
  close: () => Promise.resolve(),
})

/** The role a Postgres URL signs in as; without one, as libpq does, the account's own name. */
export const roleOf = (url: string): string => decodeURIComponent(new URL(url).username) || userInfo().username
