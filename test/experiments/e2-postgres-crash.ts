import { setTimeout as pause } from 'node:timers/promises'

import { type OwnCluster, withOwnCluster } from '../support/open-cluster.js'
import { Operator } from '../support/product.js'
import { randomFrom } from '../support/random-from.js'
import { TestApp } from '../support/test-app.js'
import { nowMs } from './client.js'
import type { Experiment, Outcome, Setting } from './experiment.js'
import { shownMs } from './figures.js'
import type { KeptProcess } from './kept-process.js'
import { isAcknowledged, Ledger, type Try } from './ledger.js'
import { crashPostgres, durability, whenBack } from './postgres-crash.js'
import { aScene, bringDeadline, surge } from './surge.js'
import { faultsOfSurge } from './surge-oracle.js'
import { figuresOfSurge } from './surge-report.js'
import { startWeb } from './web-process.js'

const SUPPLIERS = 500
const SURGE_MS = 45_000
const SHORTEST_SURGE_MS = 20_000
const CRASHES = 3
/** The last seconds belong to whoever could not get through before. */
const LAST_START_MS = 15_000
const RECOVERED_WITHIN_MS = 10_000

export const POSTGRES_CRASH: Experiment = {
  id: 'E2',
  promise:
    'Postgres killed with all its processes while suppliers submit loses nothing that was acknowledged, and nobody is told of an error',
  run: setting =>
    withOwnCluster(cluster => TestApp.start({ cluster }).then(test => run(cluster, test, setting).finally(() => test.stop()))),
}

async function run(cluster: OwnCluster, test: TestApp, { seed, scale, say }: Setting): Promise<Outcome> {
  const [operator, ledger, random] = [new Operator(), await Ledger.open(), randomFrom(seed)]
  try {
    const { shown, faults } = await durability(cluster)
    const scene = await aScene(test, Math.ceil(SUPPLIERS * scale))
    const web = await Promise.all([1, 2].map(() => startWeb(operator, test)))
    const surgeMs = Math.max(SHORTEST_SURGE_MS, SURGE_MS * scale)
    const deadline = await bringDeadline(test, scene.requirementId, surgeMs)
    const crashes = Math.max(1, Math.round(CRASHES * scale))
    say(`${scene.crowd.length} suppliers submit within ${surgeMs / 1_000} s; Postgres is killed ${crashes} times`)

    const times = { from: nowMs(), until: deadline - LAST_START_MS, deadline }
    const crashing = crashInTurn(cluster, web, spacedOut(times.from, times.until, crashes), say)
    const ended = await surge({ bidders: scene.crowd, ...times }, { addresses: web.map(({ address }) => address), ledger, random })
    const recoveries = await crashing
    const starts = web.map(each => each.starts)
    const errors = web.flatMap(({ logLines }) => logLines).filter(({ msg }) => msg === 'an unexpected error')
    await Promise.all(web.map(each => each.stop()))

    const { tries } = ledger
    return {
      figures: [
        ['settings', shown],
        ['crashes', String(crashes)],
        ['Postgres back after', recoveries.map(({ databaseMs }) => shownMs(databaseMs)).join(', ')],
        ['both web processes ready after that', recoveries.map(({ webMs }) => shownMs(webMs)).join(', ')],
        ...figuresOfSurge(tries, ended),
      ],
      failures: [
        ...faults,
        ...recoveries.filter(({ webMs }) => webMs > RECOVERED_WITHIN_MS).map(({ webMs }) => `recovery took ${shownMs(webMs)}`),
        ...(starts.every(count => count === 1) ? [] : ['a web process ended']),
        ...faultsOfOutage(tries),
        ...errors.map(({ err }) => `an unexpected error: ${JSON.stringify(err)}`),
        ...(await faultsOfSurge(test, scene, ended, tries)),
        ...(ended.some(isAcknowledged) ? [] : ['nobody was acknowledged']),
      ],
    }
  } finally {
    await operator.putAway()
    await ledger.putAway()
  }
}

/** So many moments between two, evenly apart and none at the ends. */
const spacedOut = (from: number, until: number, count: number): number[] =>
  Array.from({ length: count }, (_, place) => from + ((place + 1) / (count + 1)) * (until - from))

interface Recovery {
  /** From the crash until the server answers. */
  databaseMs: number
  /** From then until both web processes are ready. */
  webMs: number
}

async function crashInTurn(
  cluster: OwnCluster,
  web: readonly KeptProcess[],
  moments: readonly number[],
  say: (line: string) => void,
): Promise<Recovery[]> {
  const recoveries: Recovery[] = []
  for (const moment of moments) {
    await pause(Math.max(0, moment - nowMs()))
    const crashedAt = nowMs()
    say(`Postgres is killed: ${await crashPostgres(cluster.data)} processes`)
    const backAt = await whenBack(cluster)
    await Promise.all(web.map(({ address }) => whenReady(address)))
    recoveries.push({ databaseMs: backAt - crashedAt, webMs: nowMs() - backAt })
  }
  return recoveries
}

async function whenReady(address: string): Promise<void> {
  const givenUpAt = nowMs() + 2 * RECOVERED_WITHIN_MS
  while (nowMs() < givenUpAt) {
    const answer = await fetch(`${address}/health/ready`).catch(() => null)
    if (answer?.status === 200) return
    await pause(50)
  }
}

/** While the database is away the answer is 503 with Retry-After, and never "something went wrong". */
const faultsOfOutage = (tries: readonly Try[]): string[] =>
  tries.flatMap(({ status, code, retryAfter }) => {
    if (status === null || status < 500 || (status === 503 && retryAfter !== null)) return []
    return [`an answer was ${status} ${String(code)}${retryAfter === null ? ' without Retry-After' : ''}`]
  })
