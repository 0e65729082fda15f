import { setTimeout as pause } from 'node:timers/promises'

import { postgresProcessesIn } from '../../src/shared/database/embedded/process-table.js'
import { asOwner, type TestCluster } from '../support/cluster.js'
import { nowMs } from './client.js'

const BACK_WITHIN_MS = 60_000

/** Kills the server and every process it has, all at once, as a crash of the machine's memory would. Answers how many there were. */
export async function crashPostgres(data: string): Promise<number> {
  const pids = await postgresProcessesIn(data)
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // One that ended a moment ago is as dead as it should be.
    }
  }
  return pids.length
}

/** Waits until the server answers again; answers when. */
export async function whenBack({ ownerUrl }: TestCluster): Promise<number> {
  const givenUpAt = nowMs() + BACK_WITHIN_MS
  for (;;) {
    try {
      await asOwner(ownerUrl, client => client.query('SELECT 1'))
      return nowMs()
    } catch (error) {
      if (nowMs() > givenUpAt) throw error
      await pause(20)
    }
  }
}

const DURABLE_SETTINGS = ['fsync', 'full_page_writes', 'synchronous_commit']

/** The settings on which durability rests, as the server itself states them, and which of them are not on. */
export async function durability({ ownerUrl }: TestCluster): Promise<{ shown: string; faults: string[] }> {
  const { rows } = await asOwner(ownerUrl, client =>
    client.query<{ name: string; setting: string }>('SELECT name, setting FROM pg_settings WHERE name = ANY ($1) ORDER BY name', [
      DURABLE_SETTINGS,
    ]),
  )
  return {
    shown: rows.map(({ name, setting }) => `${name} ${setting}`).join(', '),
    faults: DURABLE_SETTINGS.filter(name => !rows.some(row => row.name === name && row.setting === 'on')).map(name => `${name} is not on`),
  }
}
