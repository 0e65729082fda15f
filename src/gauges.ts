import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Gauge } from 'prom-client'
import { DataSource } from 'typeorm'

import { isAnyScanFailing, oldestUnscannedSeconds } from './modules/files/scan-queries.js'
import { FileKinds } from './modules/files/file-kinds.js'
import { openedSubmissions } from './modules/bids/opened-submissions.js'
import { isAnyParked } from './modules/outbox/parked-events.js'
import { Sweeper } from './modules/outbox/sweeper.js'
import { oldestWaitingSeconds } from './modules/outbox/waiting-events.js'
import { closingLag } from './modules/requirements/closing-lag.js'
import { marketNow } from './shared/database/market-now.js'
import { poolUse } from './shared/database/pool-use.js'
import { type Readable, UnitOfWork } from './shared/database/unit-of-work.js'
import { SYSTEM } from './shared/domain/actor.js'
import { Scanner } from './shared/scanning/scanner.js'
import { Metrics } from './web/metrics.js'

/** A metric that is asked of the database whenever somebody looks: one number, or one for each value of its label. */
interface Question {
  name: string
  help: string
  ask: (view: Readable) => Promise<number | object>
  /** The label, and all its values. */
  by?: readonly [label: string, values: readonly string[]]
}

/** What each may tell before an opening, and why not more, stands in docs/adr/0024. */
const QUESTIONS: readonly Question[] = [
  {
    name: 'events_parked',
    help: '1 while any event is parked because handling it failed again and again, 0 otherwise',
    ask: view => isAnyParked(view).then(Number),
  },
  {
    name: 'events_oldest_waiting_seconds',
    help: 'How long the longest waiting event of a requirement has waited to be handled; 0 below ten seconds',
    ask: oldestWaitingSeconds,
  },
  {
    name: 'closing_lag_seconds',
    help: 'How long a deadline has passed that is not written down yet, and how late the latest of the last hour was written down',
    by: ['state', ['overdue', 'written']],
    ask: closingLag,
  },
  {
    name: 'opened_submissions',
    help: 'Submissions by what became of them, of requirements whose bids were opened in the last thirty days',
    by: ['outcome', ['accepted', 'replaced', 'refused']],
    ask: openedSubmissions,
  },
]

/** They stand here because neither the outbox nor a service knows the web. */
export function showGauges(app: NestFastifyApplication): void {
  const { registry } = app.get(Metrics)
  for (const question of QUESTIONS) show(question, app.get(UnitOfWork), registry)
  const source = app.get(DataSource)
  new Gauge({
    name: 'database_connections',
    help: 'Connections of this process to the database by use, and callers that wait for one',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      for (const [state, count] of Object.entries(poolUse(source))) this.set({ state }, count as number)
    },
  })
}

/** A file is scanned within seconds where all is well, so that these tell of a bid only while something is wrong, and then only to a quarter of an hour. */
const LATE_SCAN_SECONDS = 900

/** Only of a process that scans: others may not reach the scanner. */
export function showScans(app: NestFastifyApplication): void {
  const [unitOfWork, scanner, { registry }] = [app.get(UnitOfWork), app.get(Scanner), app.get(Metrics)]
  const kinds = app.get(FileKinds).all()
  const gauge = (name: string, help: string, ask: () => Promise<number>): unknown =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await ask().catch(() => Number.NaN))
      },
    })
  gauge('evidence_oldest_unscanned_seconds', 'How long the oldest file waits to be scanned, in whole quarters of an hour', async () => {
    const seconds = await unitOfWork.read(SYSTEM, view => oldestUnscannedSeconds(view, kinds))
    return Math.floor(seconds / LATE_SCAN_SECONDS) * LATE_SCAN_SECONDS
  })
  gauge('evidence_scans_failing', '1 while scans of any file fail again and again, 0 otherwise', () =>
    unitOfWork.read(SYSTEM, view => isAnyScanFailing(view, kinds)).then(Number),
  )
  gauge('scanner_answers', '1 while the scanner of files answers, 0 while it does not, NaN where there is none', async () => {
    const { state } = await scanner.status()
    return state === 'none' ? Number.NaN : Number(state === 'answers')
  })
  gauge('scanner_signatures_age_seconds', 'How old the signatures of the scanner are; NaN where it does not say', async () => {
    const status = await scanner.status()
    if (status.state !== 'answers' || status.signaturesFrom === null) return Number.NaN
    return (Date.parse(await unitOfWork.readPublic(marketNow)) - Date.parse(status.signaturesFrom)) / 1_000
  })
}

/** Only of a process that does the background work. */
export function showSweeps(app: NestFastifyApplication): void {
  const sweeper = app.get(Sweeper)
  new Gauge({
    name: 'sweep_age_seconds',
    help: 'How long ago this process last swept, or began to work; several that work take turns',
    registers: [app.get(Metrics).registry],
    collect() {
      this.set(sweeper.secondsSinceSweep)
    },
  })
}

function show(
  { name, help, ask, by: [label, values] = ['', ['']] }: Question,
  unitOfWork: UnitOfWork,
  registry: Metrics['registry'],
): void {
  new Gauge({
    name,
    help: `${help}; NaN while the database is out of reach`,
    labelNames: label === '' ? [] : [label],
    registers: [registry],
    async collect() {
      const answer = await unitOfWork.read(SYSTEM, ask).catch(() => Number.NaN)
      for (const value of values) this.set(label === '' ? {} : { [label]: value }, numberIn(answer, value))
    },
  })
}

const numberIn = (answer: number | object, value: string): number =>
  typeof answer === 'number' ? answer : Number(Reflect.get(answer, value))
