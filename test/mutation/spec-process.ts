import { fork, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'

import type { Order, Outcome } from './run-specs.js'

/** Far more than the specs take; a mutant that runs on for ever is found by this. */
const TIMEOUT_MS = 120_000

/** Every mutant leaves its modules behind, so a process is replaced after so many. */
const MUTANTS_A_PROCESS = 60

/** Runs specs in a process of its own, which is replaced when it hangs. */
export class SpecProcess {
  private child: ChildProcess | null = null
  private runs = 0

  constructor(
    private readonly dist: string,
    private readonly mutants: string,
  ) {}

  async run(order: Order): Promise<Outcome['failed'] | 'timed out'> {
    if (this.runs >= MUTANTS_A_PROCESS) this.end()
    this.runs += 1
    this.child ??= fork(join(import.meta.dirname, 'run-specs.js'), [this.dist, this.mutants], { stdio: 'ignore' })
    const failed = await answerOf(this.child, order)
    if (failed === 'timed out') this.end()
    return failed
  }

  end(): void {
    this.child?.kill('SIGKILL')
    this.child = null
    this.runs = 0
  }
}

/** A process that ends without an answer was brought down by the mutant, and so has found it. */
function answerOf(child: ChildProcess, order: Order): Promise<Outcome['failed'] | 'timed out'> {
  return new Promise(settle => {
    const timer = setTimeout(() => {
      done('timed out')
    }, TIMEOUT_MS)
    const answered = (message: unknown): void => {
      done((message as Outcome).failed)
    }
    const gone = (): void => {
      done('timed out')
    }
    const done = (failed: Outcome['failed'] | 'timed out'): void => {
      clearTimeout(timer)
      child.off('message', answered)
      child.off('exit', gone)
      settle(failed)
    }
    child.once('message', answered)
    child.once('exit', gone)
    child.send(order)
  })
}
