import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from './cluster.js'
import type { EmbeddedPostgresFailed } from './embedded-postgres-failed.js'
import { explainError, explainServerFailure } from './explain-failure.js'
import { findFreePort } from './free-port.js'
import { endLeftovers } from './leftovers.js'
import { PostgresServer, ServerEnded } from './postgres-server.js'
import type { ServerLog } from './server-log.js'

const MAX_FAILURES = 5
const FIRST_PAUSE_MS = 100
/** A server that served this long did start; one that ends sooner counts as a failed start. */
const STEADY_MS = 1000
const PASSING = /could not bind|could not create any TCP\/IP sockets|postmaster\.pid|pre-existing shared memory/

export type OnFailed = (error: EmbeddedPostgresFailed) => void

/** A server that comes back on the same port, with the same data, when it is killed. */
export class SupervisedServer {
  private stopping = false
  private failures = 0
  private readonly watch: Promise<void>

  private constructor(
    private readonly cluster: Cluster,
    private readonly serverLog: ServerLog,
    private readonly onFailed: OnFailed,
    readonly port: number,
    private server: PostgresServer,
  ) {
    this.watch = this.keepAlive()
  }

  /** Tries again while the obstacle is one that passes: the port just taken, or the last processes of a killed server. */
  static async start(cluster: Cluster, serverLog: ServerLog, onFailed: OnFailed): Promise<SupervisedServer> {
    for (let attempt = 1; ; attempt++) {
      const port = await findFreePort()
      try {
        const server = await prepare(cluster, serverLog, port)
        await server.whenReady()
        return new SupervisedServer(cluster, serverLog, onFailed, port, server)
      } catch (error) {
        const passes = error instanceof ServerEnded && error.lines.some(line => PASSING.test(line))
        if (!passes || attempt === MAX_FAILURES) throw explain(cluster, error)
        await delay(FIRST_PAUSE_MS * attempt)
      }
    }
  }

  async stop(): Promise<void> {
    this.stopping = true
    await this.server.stop()
    await this.watch
    await this.server.stop() // A restart under way may have launched one more.
  }

  /** Never rejects. */
  private async keepAlive(): Promise<void> {
    for (;;) {
      const readyMs = performance.now()
      const how = await this.server.ended
      if (this.stopping) return
      if (performance.now() - readyMs > STEADY_MS) this.failures = 0
      this.cluster.log(`Postgres ${how} unexpectedly. Starting it again on port ${this.port}.`)
      if (!(await this.restart(new ServerEnded(how, await this.serverLog.lastLines())))) return
    }
  }

  private async restart(cause: unknown): Promise<boolean> {
    let problem = cause
    while (++this.failures <= MAX_FAILURES) {
      await delay(FIRST_PAUSE_MS * 2 ** (this.failures - 1))
      if (this.isStopping()) return false
      try {
        await this.launchAgain()
        return true
      } catch (error) {
        if (this.isStopping()) return false
        problem = error
      }
    }
    this.giveUp(explain(this.cluster, problem))
    return false
  }

  private async launchAgain(): Promise<void> {
    const server = await prepare(this.cluster, this.serverLog, this.port)
    this.server = server
    if (this.stopping) await server.stop()
    await server.whenReady()
    this.cluster.log(`Postgres serves again on port ${this.port}.`)
  }

  private giveUp(error: EmbeddedPostgresFailed): void {
    this.cluster.log(`Postgres failed ${MAX_FAILURES} times in a row and is not started again. ${error.message}`)
    this.onFailed(error)
  }

  /** A call, because the compiler believes that a field it has just read stays as it was across an await. */
  private isStopping(): boolean {
    return this.stopping
  }
}

async function prepare(cluster: Cluster, serverLog: ServerLog, port: number): Promise<PostgresServer> {
  await endLeftovers(cluster.data, cluster.log)
  await serverLog.beginServer()
  return new PostgresServer(cluster, serverLog, port)
}

function explain({ data }: Cluster, error: unknown): EmbeddedPostgresFailed {
  return error instanceof ServerEnded ? explainServerFailure(data, error.how, error.lines) : explainError(data, error)
}
