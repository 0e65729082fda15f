import { spawn, type ChildProcess } from 'node:child_process'
import { readFile, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { PROGRAM_ENVIRONMENT, type Cluster } from './cluster.js'
import { endServer } from './leftovers.js'
import type { ServerLog } from './server-log.js'

const ALWAYS = [
  ...['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'password_encryption=scram-sha-256', 'max_connections=200'],
  ...['timezone=UTC', 'log_timezone=UTC', 'logging_collector=off', 'log_destination=stderr', 'log_checkpoints=off'],
]
/** Still loses nothing when the server is killed: what is committed has been handed to the system. */
const THROW_AWAY = ['fsync=off', 'full_page_writes=off']
const LITTLE_SPACE = 32 * 1024 * 1024

/** The server ended, or never began to serve. */
export class ServerEnded extends Error {
  constructor(
    readonly how: string,
    readonly lines: readonly string[],
  ) {
    super(`Postgres ${how}`)
  }
}

/** One run of the server program. */
export class PostgresServer {
  /** How it ended, in words that complete "Postgres …". */
  readonly ended: Promise<string>
  private hasEnded = false
  private readonly child: ChildProcess

  constructor(
    private readonly cluster: Cluster,
    private readonly serverLog: ServerLog,
    port: number,
  ) {
    this.child = launch(cluster, serverLog, port)
    this.ended = endOf(this.child).then(how => {
      this.hasEnded = true
      return how
    })
  }

  /** Waits as long as the server lives: recovery after a crash takes the time it takes. */
  async whenReady(): Promise<void> {
    const startedMs = performance.now()
    let nextNoticeMs = 10_000
    while (!(await this.isReady())) {
      if (this.hasEnded) throw new ServerEnded(await this.ended, await this.lastLines())
      if (performance.now() - startedMs > nextNoticeMs) {
        this.cluster.log(`Postgres is still starting after ${nextNoticeMs / 1000} s.`)
        nextNoticeMs *= 2
      }
      await delay(15)
    }
  }

  async stop(): Promise<void> {
    if (this.child.pid !== undefined && !this.hasEnded) await endServer(this.child.pid)
    await this.ended
  }

  /** The pid file's eighth line is what pg_ctl goes by; unlike log messages it is the same in every language. */
  private async isReady(): Promise<boolean> {
    const text = await readFile(join(this.cluster.data, 'postmaster.pid'), 'utf8').catch(() => '')
    const lines = text.split('\n')
    return !this.hasEnded && Number(lines[0]) === this.child.pid && lines[7]?.trim() === 'ready'
  }

  /** On a full disk the server cannot write its complaint either. */
  private async lastLines(): Promise<string[]> {
    const lines = await this.serverLog.lastLines()
    const { bavail, bsize } = await statfs(this.cluster.data)
    return bavail * bsize < LITTLE_SPACE ? [...lines, 'FATAL:  No space left on device'] : lines
  }
}

/** In a process group of its own: Ctrl-C in a terminal reaches the whole group of Node, but only our stop() may end the server. */
function launch({ binaries, account, data, durable }: Cluster, { fd }: ServerLog, port: number): ChildProcess {
  const settings = [...ALWAYS, ...(durable ? [] : THROW_AWAY), `port=${port}`]
  const args = ['-D', data, ...settings.flatMap(setting => ['-c', setting])]
  return spawn(binaries.postgres, args, {
    ...{ cwd: data, env: PROGRAM_ENVIRONMENT, detached: true, windowsHide: true },
    ...{ stdio: ['ignore', fd, fd], ...account },
  })
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    child.once('error', error => {
      resolve(`could not be run: ${error.message}`)
    })
    child.once('exit', (code, signal) => {
      resolve(signal === null ? `ended with code ${String(code)}` : `was ended by ${signal}`)
    })
  })
}
