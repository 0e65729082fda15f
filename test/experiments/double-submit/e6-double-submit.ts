import { LiveMarket } from '../../support/live-market.js'
import { randomFrom } from '../../support/random-from.js'
import { withTestCluster } from '../../support/open-cluster.js'
import type { Experiment, Outcome, Setting } from '../experiment.js'
import { halfWritten } from '../wholeness.js'
import { Desk } from './desk.js'
import { INTERFERING } from './interference.js'
import { REPEATS } from './repeats.js'
import { WRITERS } from './writers.js'

const CONNECTIONS = 64
const TIMES = 50
const PROCESSES = [{ pool: 16, working: true }, { pool: 16 }]

/** The clock moves in the last of the repeats, so they come last. */
const TRIALS = [...WRITERS, ...INTERFERING, ...REPEATS]

export const doubleSubmit: Experiment = {
  id: 'E6',
  promise: 'Submitting twice, or while something else happens to the bid, has one defined outcome each and leaves nothing half-written.',
  run: setting => withTestCluster(() => runTrials(setting)),
}

async function runTrials({ seed, scale, say }: Setting): Promise<Outcome> {
  const market = await LiveMarket.open(...PROCESSES)
  try {
    const desk = new Desk(market, market.clientsOf(CONNECTIONS), randomFrom(seed), Math.ceil(TIMES * scale))
    const figures: [string, string][] = []
    const failures: string[] = []
    for (const { name, run } of TRIALS) {
      const { figure, faults } = await run(desk)
      figures.push([name, figure])
      failures.push(...faults.map(fault => `${name}: ${fault}`))
      say(`${name}: ${figure}`)
    }
    const serverErrors = desk.answers.filter(({ status }) => status >= 500).length
    const broken = await halfWritten(market.test)
    const { errors, deadlocks } = await market.end()
    figures.push(['half-written', String(broken.length)], ['answers 5xx', String(serverErrors)], ['deadlocks', String(deadlocks)])
    failures.push(
      ...broken,
      ...errors,
      ...(serverErrors === 0 ? [] : ['There were answers 5xx.']),
      ...(deadlocks === 0 ? [] : ['There were deadlocks.']),
    )
    return { figures, failures }
  } finally {
    await market.putAway()
  }
}
