import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readdir, readFile, readlink } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { codeOf } from './embedded-postgres-failed.js'

/** One life of a process. The start time tells it from a later process that was given the same number. */
export interface ProcessLife {
  pid: number
  /** Clock ticks since boot; null where the system has no /proc. */
  startTicks: string | null
}

const hasProc = existsSync('/proc/self/stat')
const OUR_PROGRAMS = ['postgres', 'initdb']

export async function thisProcess(): Promise<ProcessLife> {
  return { pid: process.pid, startTicks: (await statOf(process.pid))?.startTicks ?? null }
}

export async function isAlive(life: ProcessLife): Promise<boolean> {
  if (!(await isRunning(life.pid))) return false
  const now = await statOf(life.pid)
  return life.startTicks === null || now === null || now.startTicks === life.startTicks
}

/** False for a zombie too: it only waits for its parent and holds nothing. */
export async function isRunning(pid: number): Promise<boolean> {
  return hasNumber(pid) && (await statOf(pid))?.state !== 'Z'
}

/** Whether the system still knows the number, zombies included; Postgres looks no closer at its pid file. */
export function hasNumber(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}

export async function waitUntilGone(pids: readonly number[], timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    const running = await Promise.all(pids.map(isRunning))
    if (!running.includes(true)) return true
    if (performance.now() > deadline) return false
    await delay(20)
  }
}

/** Sends a signal; a process that has just gone is no error. */
export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (codeOf(error) !== 'ESRCH') throw error
  }
}

/** Numbers of the Postgres programs at work in a data folder, whoever started them. Postgres and our initdb make it their working directory. */
export function postgresProcessesIn(folder: string): Promise<number[]> {
  return hasProc ? fromProc(folder) : fromPs(folder)
}

async function fromProc(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(pids.map(pid => isPostgresIn(pid, folder)))
  return pids.filter((_, index) => found[index])
}

async function isPostgresIn(pid: number, folder: string): Promise<boolean> {
  try {
    if ((await readlink(`/proc/${pid}/cwd`)) !== folder) return false
    // After a reinstall a program that still runs is listed as "/path/postgres (deleted)".
    const program = basename((await readlink(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, ''))
    return OUR_PROGRAMS.includes(program)
  } catch {
    return false // Gone meanwhile, or another user's.
  }
}

async function fromPs(folder: string): Promise<number[]> {
  if (process.platform === 'win32') return []
  const { stdout } = await promisify(execFile)('ps', ['-axo', 'pid=,command='])
  const lines = stdout.split('\n').filter(line => line.includes(`-D ${folder} `))
  return lines.map(line => Number.parseInt(line, 10))
}

async function statOf(pid: number): Promise<{ state: string; startTicks: string } | null> {
  if (!hasProc) return null
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)
  if (text === null) return null
  // The second field, the program's name in brackets, may itself hold spaces and brackets.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0] ?? '', startTicks: fields[19] ?? '' }
}
