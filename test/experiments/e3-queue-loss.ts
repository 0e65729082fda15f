import { setTimeout as pause } from 'node:timers/promises'

import type { TestCluster } from '../support/cluster.js'
import { withCluster } from '../support/open-cluster.js'
import { Operator } from '../support/product.js'
import { randomFrom } from '../support/random-from.js'
import { nowMs } from './client.js'
import { effectsOf, faultsOfEffects, isDone } from './due-effects.js'
import type { Experiment, Outcome, Setting } from './experiment.js'
import { shownMs, spread } from './figures.js'
import { isAcknowledged, Ledger } from './ledger.js'
import { QUEUE_FAULTS, type QueueFault } from './queue-faults.js'
import { aMarketplace, type Marketplace, open, sessionStatus } from './queue-marketplace.js'
import { RedisServer } from './redis-server.js'
import { bringDeadline, surge } from './surge.js'
import { faultsOfSurge } from './surge-oracle.js'
import { answerTimes, faultsOfService } from './surge-report.js'

const BIDDERS = 240
const FEWEST_BIDDERS = 8
const SHORTEST_MS = 3_000
const LATEST_MS = 60_000
/** A short run does not wait for what the product waits for: the market's clock is moved, and what it is moved by counts as waiting. */
const SHORTENED_BY_MS = 30_000

export const QUEUE_LOSS: Experiment = {
  id: 'E3',
  promise: 'A queue that is emptied, killed, frozen or full stops no bid, and what is due happens once, at most a minute late',
  run: setting => withCluster(cluster => run(cluster, setting)),
}

async function run(cluster: TestCluster, setting: Setting): Promise<Outcome> {
  const operator = new Operator()
  const redisThere = await RedisServer.start()
  if (redisThere === null)
    setting.say('WITHOUT Redis: only the queue that Postgres carries is tried. Install the Debian package redis-server.')
  await redisThere?.putAway()
  const faults = QUEUE_FAULTS.slice(0, Math.max(2, Math.ceil(QUEUE_FAULTS.length * setting.scale)))
  try {
    const outcomes: Outcome[] = []
    for (const fault of faults) outcomes.push(await tryFault(cluster, operator, fault, setting))
    return {
      figures: [
        ['Redis', redisThere === null ? 'NOT TRIED, it is absent' : 'Debian’s redis-server'],
        ...outcomes.flatMap(({ figures }) => figures),
      ],
      failures: outcomes.flatMap(({ failures }) => failures),
    }
  } finally {
    await operator.putAway()
  }
}

async function tryFault(cluster: TestCluster, operator: Operator, fault: QueueFault, setting: Setting): Promise<Outcome> {
  const redis = fault.on === 'redis' ? await RedisServer.start() : null
  if (fault.on === 'redis' && redis === null) return { figures: [], failures: [] }
  const bidders = Math.max(FEWEST_BIDDERS, Math.ceil(BIDDERS * setting.scale))
  const marketplace = await aMarketplace(cluster, operator, redis, bidders)
  try {
    const { figures, failures } = await sufferFault(marketplace, fault, setting)
    return {
      figures: figures.map(([what, value]) => [`${fault.name}: ${what}`, value]),
      failures: failures.map(failure => `${fault.name}: ${failure}`),
    }
  } finally {
    await marketplace.putAway()
    await redis?.putAway()
  }
}

/** Half of the suppliers submit and the others leave their drafts; the deadline passes and the other requirement is opened meanwhile. */
async function sufferFault(marketplace: Marketplace, fault: QueueFault, { seed, scale, say }: Setting): Promise<Outcome> {
  const { test, web, closing, toOpen } = marketplace
  const ledger = await Ledger.open()
  const lastsMs = Math.max(SHORTEST_MS, fault.lastsMs * scale)
  const submitting = closing.crowd.filter((_, place) => place % 2 === 0)
  const [bystander] = closing.crowd.slice(-1)
  if (bystander === undefined) throw new Error('Nobody bids.')
  try {
    say(`${fault.name}, for ${shownMs(lastsMs)}`)
    const deadline = await bringDeadline(test, closing.requirementId, lastsMs)
    const from = nowMs()
    const bids = surge(
      { bidders: submitting, from, until: from + lastsMs * 0.75, deadline },
      { addresses: [web.address], ledger, random: randomFrom(seed) },
    )
    await pause(lastsMs / 4)
    await fault.begin(marketplace)
    await open(marketplace)
    const ended = await bids
    await pause(Math.max(0, deadline - nowMs()))
    const during = await sessionStatus(marketplace, bystander)
    await fault.end(marketplace)

    const shortenedMs = scale < 1 ? SHORTENED_BY_MS : 0
    await test.moveClock(`${shortenedMs / 1_000} seconds`)
    const { lateMs, effects } = await untilDone(() => effectsOf(test, closing.requirementId, toOpen), shortenedMs)
    const sessions = [during, await sessionStatus(marketplace, bystander)]
    say(`${fault.name}: everything due was there after ${shownMs(lateMs)}`)
    return {
      figures: [
        ['acknowledged', `${ended.filter(isAcknowledged).length} of ${submitting.length}`],
        ['time of an answer', spread(answerTimes(ledger.tries))],
        ['everything due was there after', shownMs(lateMs)],
      ],
      failures: [
        ...faultsOfEffects(effects),
        ...(lateMs <= LATEST_MS ? [] : [`everything due was there only after ${shownMs(lateMs)}`]),
        ...(sessions.every(status => status === 200) ? [] : [`a session was answered ${sessions.join(', ')}`]),
        ...faultsOfService(ledger.tries, ended),
        ...(await faultsOfSurge(test, { ...closing, crowd: submitting }, ended, ledger.tries)),
      ],
    }
  } finally {
    await ledger.putAway()
  }
}

/** Looks until everything due is there, or much too late; answers how late it was, with what was waited before. */
async function untilDone(look: () => ReturnType<typeof effectsOf>, waitedMs: number) {
  const began = nowMs()
  for (;;) {
    const effects = await look()
    const lateMs = nowMs() - began + waitedMs
    if (isDone(effects) || lateMs > 2 * LATEST_MS) return { lateMs, effects }
    await pause(100)
  }
}
