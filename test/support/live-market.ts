import { findFreePort } from '../../src/shared/database/embedded/free-port.js'
import { HttpClient } from './http-client.js'
import { Operator, READY, type Running } from './product.js'
import { TestApp } from './test-app.js'

export interface ProcessOptions {
  /** Connections to the database. */
  pool: number
  logLevel?: string
  /** Whether it does the background work too. */
  working?: boolean
}

export interface Process {
  running: Running
  port: number
  metricsPort: number
}

/** Processes of the product as operators start them, on a database whose world is built through an application in this process. */
export class LiveMarket {
  readonly processes: Process[] = []
  private readonly operator = new Operator()
  private readonly clients: HttpClient[] = []

  private constructor(readonly test: TestApp) {}

  static async open(...processes: ProcessOptions[]): Promise<LiveMarket> {
    return LiveMarket.on(await TestApp.start(), ...processes)
  }

  /** The same on the database of an application. */
  static async on(test: TestApp, ...processes: ProcessOptions[]): Promise<LiveMarket> {
    const market = new LiveMarket(test)
    for (const options of processes) await market.start(options)
    return market
  }

  /** One more process on the same database. */
  async start({ pool, logLevel = 'warn', working = false }: ProcessOptions): Promise<Process> {
    const [port, metricsPort] = [await findFreePort(), await findFreePort()]
    const running = this.operator.run('main', {
      ...this.test.environment,
      DATABASE_POOL: String(pool),
      PORT: String(port),
      METRICS_PORT: String(metricsPort),
      RUN_WORKER: String(working),
      LOG_LEVEL: logLevel,
      RATE_ANONYMOUS: '1000000',
      RATE_PERSON: '1000000',
      RATE_SIGN_IN: '1000000',
      RATE_SIGN_IN_ACCOUNT: '1000000',
    })
    await running.says(READY)
    const process = { running, port, metricsPort }
    this.processes.push(process)
    return process
  }

  /** One for each process, that shares the connections between them. */
  clientsOf(connections: number): HttpClient[] {
    const clients = this.processes.map(({ port }) => new HttpClient(port, Math.ceil(connections / this.processes.length)))
    this.clients.push(...clients)
    return clients
  }

  /** What the processes said went wrong, and how often the database had to break a deadlock: known for certain once they have ended. */
  async end(): Promise<{ errors: string[]; deadlocks: number }> {
    const errors = this.processes.flatMap(({ running }) => [
      ...running
        .logLines()
        .filter(isError)
        .map(each => JSON.stringify(each)),
      ...said(running),
    ])
    for (const client of this.clients) client.close()
    await Promise.all(this.processes.map(({ running }) => running.kill('SIGTERM')))
    const [row] = await this.test.rows<{ deadlocks: number }>(
      'SELECT deadlocks::int AS deadlocks FROM pg_stat_database WHERE datname = current_database()',
    )
    return { errors, deadlocks: row?.deadlocks ?? NaN }
  }

  /** Ends whatever still runs and drops the database. */
  async putAway(): Promise<void> {
    for (const client of this.clients) client.close()
    await this.operator.putAway()
    await this.test.stop()
  }
}

const isError = ({ level }: Record<string, unknown>): boolean => level === 'error' || level === 'fatal'

const said = ({ errors }: Running): string[] => (errors === '' ? [] : [errors])
