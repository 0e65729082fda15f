import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common'

import { type Tx, UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import type { Log } from '../../shared/log.js'
import { Scanner, type Verdict } from '../../shared/scanning/scanner.js'
import { LOG } from '../../shared/tokens.js'
import { answeredInTime } from '../outbox/answered-in-time.js'
import { EventHandlers } from '../outbox/event-handlers.js'
import { Queues } from '../outbox/queues.js'
import { Sweeper } from '../outbox/sweeper.js'
import { isTakenBack } from './domain/scan.js'
import { FileKinds } from './file-kinds.js'
import { listDueScans, noteNoVerdict, noteVerdict, quarantineUnscanned, scanSomeAgain, takeScan, type TakenScan } from './scan-queries.js'

const QUEUE = 'scans'

/** In each worker; clamd scans ten at once. */
const AT_ONCE = 2

/** Has every file looked through that came in. Postgres says which are due; the queue only says when to look. Without a verdict a file stays as it is. */
@Injectable()
export class ScanFiles implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly running = new Set<Promise<void>>()
  private readonly ending = new AbortController()
  private hand: (ids: readonly string[]) => Promise<unknown> = () => Promise.resolve()

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly scanner: Scanner,
    private readonly kinds: FileKinds,
    private readonly queues: Queues,
    private readonly sweeper: Sweeper,
    private readonly handlers: EventHandlers,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.scanner.isThere) return
    const nudge = (): void => {
      this.handOver().catch((error: unknown) => {
        this.log.warn({ reason: String(error) }, 'scans wait for the queue')
      })
    }
    for (const { added } of this.kinds.all()) this.handlers.register({ ...added, handle: () => Promise.resolve(), afterwards: nudge })
    this.sweeper.register({ name: 'quarantine-unscanned-evidence', run: () => this.quarantine() })
    this.sweeper.register({ name: 'scan-again-by-newer-signatures', run: () => this.queueAgain() })
    this.sweeper.register({ name: 'hand-over-scans', run: () => this.handOver() })
  }

  /** Only worker processes start it. */
  start(): void {
    if (!this.scanner.isThere) {
      this.log.warn('there is no scanner (CLAMD_URL): nobody looks through evidence files for malware')
      return
    }
    const queue = this.queues.queue(QUEUE)
    this.hand = ids => answeredInTime(Promise.all(ids.map(id => queue.add('scan', { id }, { jobId: id, removeOnFail: true }))))
    this.queues.worker(QUEUE, job => this.counted(this.scan((job.data as { id: string }).id)), AT_ONCE)
  }

  /** Hands over to the queue what is due, and what a lost worker left: the queue knows each by its id. */
  async handOver(): Promise<void> {
    await this.hand(await this.unitOfWork.read(SYSTEM, view => listDueScans(view, this.kinds.all())))
  }

  /** Scans one file, if it is due. */
  async scan(id: string): Promise<void> {
    if (this.ending.signal.aborted) return
    const taken = await this.unitOfWork.run(SYSTEM, tx => takeScan(tx, this.kinds.all(), id))
    if (taken === null) return
    // Asked no later than the scan begins: by older signatures than it says, nothing is taken for scanned.
    const [signatures, verdict] = await Promise.all([this.scanner.signatures(), this.verdictOn(taken)])
    if (verdict === null) await this.unitOfWork.run(SYSTEM, tx => noteNoVerdict(tx, taken))
    else await this.unitOfWork.run(SYSTEM, tx => settle(tx, taken, verdict, signatures))
  }

  private async quarantine(): Promise<void> {
    await this.unitOfWork.run(SYSTEM, tx => quarantineUnscanned(tx, this.kinds.all()))
  }

  /** Nobody is asked where clamd does not answer, or names no signatures. */
  private async queueAgain(): Promise<void> {
    const signatures = await this.scanner.signatures()
    if (signatures === null) return
    await this.unitOfWork.run(SYSTEM, tx => scanSomeAgain(tx, this.kinds.all(), signatures))
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort()
    await Promise.allSettled(this.running)
  }

  private async counted(scan: Promise<void>): Promise<void> {
    this.running.add(scan)
    await scan.finally(() => this.running.delete(scan))
  }

  /** Null where there is none, which is for the next try. */
  private async verdictOn(taken: TakenScan): Promise<Verdict | null> {
    try {
      return await this.scanner.scan(await taken.kind.open(SYSTEM, taken.id), this.ending.signal)
    } catch (error) {
      this.log.error({ attempt: taken.attempts, reason: (error as Error).message }, 'an evidence file could not be scanned')
      return null
    }
  }
}

/** Once for each file, whoever else came to a verdict. */
async function settle(tx: Tx, taken: TakenScan, said: Verdict, signatures: number | null): Promise<void> {
  const verdict: Verdict = taken.isAgain && !isTakenBack(said.scan) ? { scan: 'clean' } : said
  if (!(await noteVerdict(tx, taken, verdict, signatures))) return
  // Told is what is new: that it is clean, was told already.
  if (taken.isAgain && verdict.scan === 'clean') return
  await taken.kind.tell(tx, { id: taken.id, sha256: taken.sha256, verdict, signatures })
}
