import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { hasNumber, postgresProcessesIn, signal, waitUntilGone } from './process-table.js'

/** Stops whatever a dead owner left at work in the data folder. Call it only while holding the owner's lock. */
export async function endLeftovers(data: string, log: (line: string) => void): Promise<void> {
  const left = await postgresProcessesIn(data)
  if (left.length > 0) {
    const server = (await readServerPid(data)) ?? 0
    if (left.includes(server)) {
      log(`A Postgres server (${server}) outlived the process that started it: stopping it.`)
      await endServer(server)
    }
    await endRest(left)
  }
  await removeMisleadingPidFile(data)
}

/** Fast shutdown (open transactions are rolled back), then immediate (recovery at the next start), then by force. */
export async function endServer(pid: number): Promise<void> {
  signal(pid, 'SIGINT')
  if (await waitUntilGone([pid], 10_000)) return
  signal(pid, 'SIGQUIT')
  if (await waitUntilGone([pid], 5_000)) return
  signal(pid, 'SIGKILL')
  await waitUntilGone([pid], 5_000)
}

/** Kills the processes of an interrupted initialisation at once: what they write is thrown away. */
export async function endInitialisation(folder: string): Promise<void> {
  const left = await postgresProcessesIn(folder)
  for (const pid of left) signal(pid, 'SIGKILL')
  await waitUntilGone(left, 5_000)
}

/** Backends leave by themselves within moments of losing their server. */
async function endRest(pids: readonly number[]): Promise<void> {
  if (await waitUntilGone(pids, 3_000)) return
  for (const pid of pids) signal(pid, 'SIGKILL')
  await waitUntilGone(pids, 5_000)
}

/**
 * Postgres takes any living process (or zombie) with the number in its pid file for a rival, also a stranger that was given
 * the number after a crash. Only /proc can prove that nothing works in the folder any more, so elsewhere the file stays.
 */
async function removeMisleadingPidFile(data: string): Promise<void> {
  if (process.platform !== 'linux') return
  const pid = await readServerPid(data)
  if (pid === null || !hasNumber(pid) || (await postgresProcessesIn(data)).length > 0) return
  await rm(join(data, 'postmaster.pid'), { force: true })
}

async function readServerPid(data: string): Promise<number | null> {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  return pid > 0 ? pid : null
}
