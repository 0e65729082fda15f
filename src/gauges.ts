import type { NestFastifyApplication } from '@nestjs/platform-fastify'
import { Gauge } from 'prom-client'
import { DataSource } from 'typeorm'

import { openedSubmissions } from './modules/bids/opened-submissions.js'
import { isAnyParked } from './modules/outbox/parked-events.js'
import { Sweeper } from './modules/outbox/sweeper.js'
import { oldestWaitingSeconds } from './modules/outbox/waiting-events.js'
import { closingLag } from './modules/requirements/closing-lag.js'
import { poolUse } from './shared/database/pool-use.js'
import { type Readable, UnitOfWork } from './shared/database/unit-of-work.js'
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
      const answer = await unitOfWork.readPublic(ask).catch(() => Number.NaN)
      for (const value of values) this.set(label === '' ? {} : { [label]: value }, numberIn(answer, value))
    },
  })
}

const numberIn = (answer: number | object, value: string): number =>
  typeof answer === 'number' ? answer : Number(Reflect.get(answer, value))
