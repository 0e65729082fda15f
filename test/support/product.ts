import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { endLeftovers } from '../../src/shared/database/embedded/leftovers.js'
import { postgresProcessesIn } from '../../src/shared/database/embedded/process-table.js'

/** What the product says once it serves. */
export const READY = 'AI Marketplace is ready at'

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
}

/** One process of the product, as an operator starts it, with all it says. */
export class Running {
  out = ''
  errors = ''
  readonly ended: Promise<Ended>

  constructor(readonly child: ChildProcess) {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.out += text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.errors += text))
    // "close" comes when all output has been read.
    this.ended = new Promise(resolve => {
      child.once('close', (code, signal) => {
        resolve({ code, signal })
      })
    })
  }

  /** Resolves once the text was said; rejects with everything said when the process ends without it. */
  async says(text: string): Promise<void> {
    const heard = new Promise<'heard'>(resolve => {
      const listen = (): void => {
        if (!this.out.includes(text)) return
        // Whoever went on listening would read a whole run's log again with each line.
        this.child.stdout?.off('data', listen)
        resolve('heard')
      }
      this.child.stdout?.on('data', listen)
      listen()
    })
    const first = await Promise.race([heard, this.ended])
    if (first !== 'heard')
      throw new Error(`It ended (${String(first.code ?? first.signal)}) without "${text}":\n${this.out}\n${this.errors}`)
  }

  /** Sends a signal and waits for the end. */
  kill(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal)
    return this.ended
  }

  /** The log lines, parsed. */
  logLines(): Record<string, unknown>[] {
    return this.out
      .split('\n')
      .filter(line => line.startsWith('{'))
      .map(line => JSON.parse(line) as Record<string, unknown>)
  }
}

/** Starts the compiled entry points on data folders of its own, and puts everything away in the end. */
export class Operator {
  private readonly processes: Running[] = []
  private readonly folders: string[] = []

  /** A new data folder, which the account of the embedded Postgres may enter. */
  async aFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-process-'))
    await chmod(folder, 0o755)
    this.folders.push(folder)
    return folder
  }

  /** Nothing of this process's environment: a DATABASE_URL of the test run must not reach the embedded scenarios. */
  run(entry: 'main' | 'worker' | 'cli', environment: Record<string, string>, ...parameters: string[]): Running {
    return this.runScript(new URL(`../../src/${entry}.js`, import.meta.url), environment, ...parameters)
  }

  /** The same for another script. */
  runScript(script: URL, environment: Record<string, string>, ...parameters: string[]): Running {
    const env = { PATH: '/usr/local/bin:/usr/bin:/bin', METRICS_PORT: '0', ...environment }
    const child = spawn(process.execPath, [fileURLToPath(script), ...parameters], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const running = new Running(child)
    this.processes.push(running)
    return running
  }

  async putAway(): Promise<void> {
    await Promise.all(this.processes.map(running => running.kill('SIGKILL')))
    await Promise.all(this.folders.map(folder => endLeftovers(join(folder, 'postgres'), () => undefined)))
    await Promise.all(this.folders.map(folder => rm(folder, { recursive: true, force: true })))
  }
}

/** The owner's address of the database that runs in a data folder. */
export async function ownerUrlIn(folder: string): Promise<string> {
  const { owner } = JSON.parse(await readFile(join(folder, 'credentials.json'), 'utf8')) as { owner: string }
  const [, , , port] = (await readFile(join(folder, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')
  return `postgres://market_owner:${owner}@127.0.0.1:${String(port)}/marketplace`
}

/** Whether a Postgres is at work in a data folder. */
export const servesIn = async (folder: string): Promise<boolean> => (await postgresProcessesIn(join(folder, 'postgres'))).length > 0
