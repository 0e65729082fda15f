import { type BeforeApplicationShutdown, Inject, Injectable, type OnModuleInit } from '@nestjs/common'

import { marketNow } from '../../shared/database/market-now.js'
import { UnitOfWork } from '../../shared/database/unit-of-work.js'
import { SYSTEM } from '../../shared/domain/actor.js'
import { DomainError, NotFound } from '../../shared/domain/errors.js'
import type { Log } from '../../shared/log.js'
import { LOG } from '../../shared/tokens.js'
import { recordAudit } from '../audit/record-audit.js'
import { listActorsOf } from '../identity/actors.js'
import { answeredInTime } from '../outbox/answered-in-time.js'
import { EventHandlers } from '../outbox/event-handlers.js'
import { Queues } from '../outbox/queues.js'
import { Sweeper } from '../outbox/sweeper.js'
import { afterFailure } from './domain/export-lifecycle.js'
import { ExportFiles } from './export-files.js'
import { ExportKinds } from './export-kinds.js'
import {
  listUnfinishedExports,
  type MadeExport,
  noteFailure,
  noteProgress,
  noteReady,
  removeOldExports,
  takeExport,
  type TakenExport,
} from './export-queries.js'
import { zipOf } from './zip-of.js'

const QUEUE = 'exports'

/** What the reader is told where the reason is ours. */
const OUR_FAULT = 'Something went wrong on our side. Try again; if it goes wrong again, report a problem.'

/** Another has taken over, or the process ends: what was made so far is thrown away. */
class Interrupted extends Error {}

/** Makes what was ordered, one after the other in each worker. Postgres says what is to be made; the queue only says when to look. */
@Injectable()
export class MakeExports implements OnModuleInit, BeforeApplicationShutdown {
  private running: Promise<void> = Promise.resolve()
  private ending = false
  private hand: (ids: readonly string[]) => Promise<unknown> = () => Promise.resolve()

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly kinds: ExportKinds,
    private readonly files: ExportFiles,
    private readonly queues: Queues,
    private readonly sweeper: Sweeper,
    private readonly handlers: EventHandlers,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const nudge = (): void => {
      this.handOver().catch((error: unknown) => {
        this.log.warn({ reason: String(error) }, 'exports wait for the queue')
      })
    }
    this.handlers.register({ name: 'hand-over-export', on: 'export.ordered', handle: () => Promise.resolve(), afterwards: nudge })
    this.sweeper.register({ name: 'hand-over-exports', run: () => this.handOver() })
    this.sweeper.register({ name: 'remove-old-exports', run: () => this.removeOld() })
  }

  /** Only worker processes start it. */
  start(): void {
    const queue = this.queues.queue(QUEUE)
    this.hand = ids => answeredInTime(Promise.all(ids.map(id => queue.add('make', { id }, { jobId: id, removeOnFail: true }))))
    this.queues.worker(QUEUE, job => (this.running = this.make((job.data as { id: string }).id)), 1)
  }

  /** Hands over to the queue what is waiting, and what a lost maker left: the queue knows each by its id. */
  async handOver(): Promise<void> {
    await this.hand(await this.unitOfWork.read(SYSTEM, listUnfinishedExports))
  }

  /** Makes one, unless somebody else is at it. */
  async make(id: string): Promise<void> {
    if (this.ending) return
    const taken = await this.unitOfWork.run(SYSTEM, tx => takeExport(tx, id))
    if (taken === null) return
    try {
      await this.keep(taken, await this.write(taken))
    } catch (error) {
      await this.giveUp(taken, error)
    }
  }

  /** Rows first: should this end in between, the bytes are orphans and go with those. */
  async removeOld(): Promise<void> {
    const keys = await this.unitOfWork.run(SYSTEM, removeOldExports)
    for (const key of keys) await this.files.remove(key)
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.ending = true
    await this.running
  }

  /** With the rights that whoever ordered it has now. */
  private async write(taken: TakenExport): Promise<MadeExport> {
    const actors = await this.unitOfWork.readPublic(view => listActorsOf(view, taken.personId))
    const actor = actors.find(({ organisationId }) => organisationId === taken.organisationId)
    if (actor === undefined) throw new NotFound('export')
    const { total, entries } = await this.kinds.get(taken.kind).contentOf(actor, taken.requirementId)
    let done = 0
    const at = new Date(await this.unitOfWork.readPublic(marketNow))
    const { bytes, manifestSha256 } = zipOf(entries, at, () => this.noteOne(taken, (done += 1), total))
    return { ...(await this.files.put(taken.id, bytes)), manifestSha256: await manifestSha256 }
  }

  private async noteOne(taken: TakenExport, done: number, total: number): Promise<void> {
    if (this.ending || !(await this.unitOfWork.run(SYSTEM, tx => noteProgress(tx, taken, done, total)))) throw new Interrupted()
  }

  private async keep(taken: TakenExport, made: MadeExport): Promise<void> {
    const { id, kind, requirementId, personId, organisationId } = taken
    const kept = await this.unitOfWork.run(SYSTEM, async tx => {
      if (!(await noteReady(tx, taken, made))) return false
      const hashes = { sha256: made.sha256.toString('hex'), manifestSha256: made.manifestSha256.toString('hex') }
      const acting = { personId, organisationId }
      await recordAudit(tx, acting, 'export.made', this.kinds.get(kind).subject(requirementId), { kind, exportId: id, ...hashes })
      return true
    })
    if (!kept) await this.files.remove(made.storageKey)
  }

  /** What a rule says no to stays so; what else went wrong may go well the next time. */
  private async giveUp(taken: TakenExport, error: unknown): Promise<void> {
    const isRefusal = error instanceof DomainError && error.kind !== 'unavailable'
    const state = isRefusal ? 'failed' : afterFailure(taken.attempts)
    if (!(error instanceof Interrupted)) this.log.error({ export: taken.id, reason: String(error) }, 'an export could not be made')
    await this.unitOfWork.run(SYSTEM, tx => noteFailure(tx, taken, state, isRefusal ? error.message : OUR_FAULT))
  }
}
