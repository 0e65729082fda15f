import { setTimeout as pause } from 'node:timers/promises'

import { findFreePort } from '../../src/shared/database/embedded/free-port.js'
import { type Operator, READY, type Running } from '../support/product.js'

const NEXT_START_MS = 100

type Entry = 'main' | 'worker'

const SAYS = { main: READY, worker: 'the worker is ready' }

/** A process of the product that is started again whenever it ends, as any supervisor does. */
export class KeptProcess {
  isServing = false
  starts = 0
  private keeping = false
  private running: Running | undefined
  private kept: Promise<void> = Promise.resolve()

  private constructor(
    private readonly operator: Operator,
    private readonly entry: Entry,
    private readonly environment: Record<string, string>,
    readonly address: string,
  ) {}

  /** Resolves once it serves, on a free port that it keeps. */
  static async start(operator: Operator, entry: Entry, environment: Record<string, string>): Promise<KeptProcess> {
    const port = String(await findFreePort())
    const settings = { PORT: port, PUBLIC_URL: `http://127.0.0.1:${port}`, LOG_LEVEL: 'info', ...environment }
    const kept = new KeptProcess(operator, entry, settings, `http://127.0.0.1:${port}`)
    await kept.resume()
    return kept
  }

  /** Everything its present run has logged. */
  get logLines(): Record<string, unknown>[] {
    return this.running?.logLines() ?? []
  }

  /** Everything its present run has said, as it said it. */
  get said(): string {
    return (this.running?.out ?? '') + (this.running?.errors ?? '')
  }

  /** As `kill -9` does it; the supervisor starts it again. */
  async kill(): Promise<void> {
    this.isServing = false
    await this.running?.kill('SIGKILL')
  }

  /** Ends it for good, or until it is resumed. */
  async stop(): Promise<void> {
    this.keeping = false
    await this.kill()
    await this.kept
  }

  /** Starts it again after it was stopped; resolves once it serves. */
  async resume(): Promise<void> {
    this.keeping = true
    const served = this.startOnce()
    this.kept = this.keep()
    await served
  }

  private async keep(): Promise<void> {
    for (;;) {
      await this.running?.ended
      this.isServing = false
      await pause(NEXT_START_MS)
      if (!this.keeping) return
      // One that ends before it serves is started again like any other.
      await this.startOnce().catch(() => undefined)
    }
  }

  private async startOnce(): Promise<void> {
    this.starts += 1
    const running = this.operator.run(this.entry, this.environment)
    this.running = running
    await running.says(SAYS[this.entry])
    this.isServing = this.running === running && running.child.exitCode === null
  }
}
