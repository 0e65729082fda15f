import pg from 'pg'

import { Queues } from '../../../src/modules/outbox/queues.js'
import { LiveMarket } from '../../support/live-market.js'
import { randomFrom } from '../../support/random-from.js'
import { withTestCluster } from '../../support/open-cluster.js'
import type { Experiment, Outcome, Setting } from '../experiment.js'
import { halfWritten } from '../wholeness.js'
import { Aim } from './aim.js'
import { MarketClock } from './market-clock.js'
import { aCourse, aModel, moreRacers, type Racer } from '../racers.js'
import { race, type Track } from './race.js'
import { Tally } from './tally.js'

const CONNECTIONS = 64
const RACES_AT_ONCE = 4
const RACERS = CONNECTIONS / RACES_AT_ONCE
const TRIES = 100_000
const MINUTES = 10
/** Suppliers state something with each bid, and every check reads what they stated before: new ones keep the rounds alike. */
const ROUNDS_OF_A_RACER = 20

/** One process with room for all its connections at the database, and one where they wait for each other. */
const PROCESSES = [{ pool: 32, working: true }, { pool: 16 }]

export const deadlineRace: Experiment = {
  id: 'E5',
  promise: 'A bid counts if and only if the database received it before the deadline, to the microsecond.',
  run: setting => withTestCluster(() => runRaces(setting)),
}

async function runRaces(setting: Setting): Promise<Outcome> {
  const market = await LiveMarket.open(...PROCESSES)
  const clockPool = new pg.Pool({ connectionString: market.test.config.databaseUrl, max: 8 })
  const owner = new pg.Pool({ connectionString: market.test.ownerUrl, max: 2 * RACES_AT_ONCE })
  try {
    const sweep = market.test.app.get(Queues).queue('sweeps')
    const clients = market.clientsOf(CONNECTIONS)
    const tally = await runRounds({ market, owner, clients, clock: new MarketClock(clockPool), sweep }, setting)
    const left = await halfWritten(market.test)
    return tally.outcome({ ...(await market.end()), halfWritten: left })
  } finally {
    await Promise.all([clockPool.end(), owner.end()])
    await market.putAway()
  }
}

async function runRounds(track: Track, { seed, scale, say }: Setting): Promise<Tally> {
  const { test } = track.market
  const tally = new Tally(TRIES * scale)
  const aim = new Aim(randomFrom(seed))
  const model = await aModel(test)
  const end = performance.now() + MINUTES * 60_000
  let racers: Racer[] = []
  for (let round = 0; tally.tries < TRIES * scale && performance.now() < end; round += 1) {
    if (round % ROUNDS_OF_A_RACER === 0) racers = await moreRacers(test, CONNECTIONS)
    const lanes = await Promise.all(
      Array.from({ length: RACES_AT_ONCE }, async (_, lane) => ({
        plan: aim.draw(RACERS),
        course: await aCourse(test, model, racers.slice(lane * RACERS, (lane + 1) * RACERS)),
      })),
    )
    const races = lanes.map(async ({ plan, course }, lane) => ({ plan, run: await race(track, course, plan, lane * aim.apart) }))
    for (const { plan, run } of await Promise.all(races)) tally.add(plan, run, aim)
    if (round % 25 === 24) say(`${tally.tries} tries`)
  }
  return tally
}
