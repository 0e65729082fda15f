import pg from 'pg'

import { Queues } from '../../../src/modules/outbox/queues.js'
import { LiveMarket } from '../../support/live-market.js'
import { randomFrom } from '../../support/random-from.js'
import { EVERY_ROW } from '../../support/cluster.js'
import { withTestCluster } from '../../support/open-cluster.js'
import type { TestApp } from '../../support/test-app.js'
import type { Experiment, Outcome, Setting } from '../experiment.js'
import { halfWritten } from '../wholeness.js'
import { Aim } from './aim.js'
import { MarketClock } from './market-clock.js'
import { aModel, type Course, courses, type Model, moreRacers } from '../racers.js'
import { race, type Track } from './race.js'
import { Tally } from './tally.js'
import { Timetable } from './timetable.js'

const CONNECTIONS = 64
const RACES_AT_ONCE = 4
const RACERS = CONNECTIONS / RACES_AT_ONCE
const TRIES = 100_000
const MINUTES = 120
/** Suppliers state something with each bid, and every check reads what they stated before: new ones keep the rounds alike. */
const ROUNDS_OF_A_RACER = 20

/** One process with room for all its connections at the database, and one where they wait for each other. */
const PROCESSES = [{ pool: 32, working: true }, { pool: 16 }]

export const deadlineRace: Experiment = {
  id: 'E5',
  promise: 'A bid counts if and only if the database received it before the deadline, to the microsecond.',
  run: setting => withTestCluster(() => runRaces(setting)),
}

/** What the lanes have in common; no race begins after `end`. */
interface Meeting {
  tally: Tally
  aim: Aim
  end: number
}

async function runRaces(setting: Setting): Promise<Outcome> {
  const market = await LiveMarket.open(...PROCESSES)
  const clockPool = new pg.Pool({ connectionString: market.test.config.databaseUrl, max: 8 })
  const owner = new pg.Pool({ connectionString: market.test.ownerUrl, options: EVERY_ROW, max: 2 * RACES_AT_ONCE })
  try {
    const sweep = market.test.app.get(Queues).queue('sweeps')
    const clients = market.clientsOf(CONNECTIONS)
    const tally = await runAll({ market, owner, clients, clock: new MarketClock(clockPool), timetable: new Timetable(), sweep }, setting)
    const left = await halfWritten(market.test)
    return tally.outcome({ ...(await market.end()), halfWritten: left })
  } finally {
    await Promise.all([clockPool.end(), owner.end()])
    await market.putAway()
  }
}

async function runAll(track: Track, { seed, scale, say }: Setting): Promise<Tally> {
  const { test } = track.market
  const planned = TRIES * scale
  const tally = new Tally(planned)
  const aim = new Aim(randomFrom(seed))
  const model = await aModel(test)
  const begun = performance.now()
  const end = begun + MINUTES * 60_000
  while (tally.tries < planned && performance.now() < end) {
    const rounds = Math.min(ROUNDS_OF_A_RACER, Math.ceil((planned - tally.tries) / CONNECTIONS))
    const lanes = await makeReady(test, model, rounds)
    await Promise.all(lanes.map(lane => runLane(track, lane, { tally, aim, end })))
    say(`${tally.tries} tries after ${Math.round((performance.now() - begun) / 1000)} s`)
  }
  return tally
}

/** New racers, and for each lane of them a course for every round. */
async function makeReady(test: TestApp, model: Model, rounds: number): Promise<Course[][]> {
  const racers = await moreRacers(test, CONNECTIONS)
  const lanes = Array.from({ length: RACES_AT_ONCE }, (_, lane) => racers.slice(lane * RACERS, (lane + 1) * RACERS))
  const made = await courses(
    test,
    model,
    lanes.flatMap(lane => Array.from({ length: rounds }, () => lane)),
  )
  return lanes.map((_, lane) => made.slice(lane * rounds, (lane + 1) * rounds))
}

/** One race after another, while the other lanes run theirs. */
async function runLane(track: Track, lane: readonly Course[], { tally, aim, end }: Meeting): Promise<void> {
  for (const course of lane) {
    if (performance.now() >= end) return
    const plan = aim.draw(RACERS)
    tally.add(plan, await race(track, course, plan, aim.apart), aim)
  }
}
