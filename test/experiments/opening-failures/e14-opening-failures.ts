import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

import { type OwnCluster, withOwnCluster } from '../../support/open-cluster.js'
import { Operator } from '../../support/product.js'
import { TestApp } from '../../support/test-app.js'
import { eventually } from '../../support/world.js'
import type { Experiment, Outcome, Setting } from '../experiment.js'
import { counted } from '../figures.js'
import type { KeptProcess } from '../kept-process.js'
import { crashPostgres, whenBack } from '../postgres-crash.js'
import { bringDeadline } from '../surge.js'
import { startWeb, WITHOUT_LIMITS } from '../web-process.js'
import { type Broken, breakAt, breakEverywhere, faultsOfBroken, faultsOfResuming, type Place } from './broken-openings.js'
import { type Choice, DatabaseProxy, type Hold } from './database-proxy.js'
import { open, requirementsToOpen, type ToOpen } from './to-open.js'
import { openAtOnce, openEarly, openWithoutKey } from './wrong-moments.js'

const BIDS = 20
const FEWEST_BIDS = 2
const RACES = 10
/** A short run strikes at each so many statements. */
const SHORT_STEP = 6

export const OPENING_FAILURES: Experiment = {
  id: 'E14',
  promise:
    'An opening that is killed, cut off, too early, raced or without its key opens everything or nothing, is on record, and is finished by trying again',
  run: setting =>
    withOwnCluster(cluster => TestApp.start({ cluster }).then(test => run(cluster, test, setting).finally(() => test.stop()))),
}

async function run(cluster: OwnCluster, test: TestApp, { scale, say }: Setting): Promise<Outcome> {
  const operator = new Operator()
  const proxy = await DatabaseProxy.before(test.config.databaseUrl)
  try {
    const [web, other] = await Promise.all([
      startWeb(operator, test, { ...WITHOUT_LIMITS, DATABASE_URL: proxy.url }),
      startWeb(operator, test, WITHOUT_LIMITS),
    ])
    const place = { test, web, proxy }
    const races = Math.ceil(RACES * scale)
    const bids = Math.max(FEWEST_BIDS, Math.ceil(BIDS * scale))
    const all = await requirementsToOpen(test, other.address, BREAKING + 2 + races, bids)
    await bringDeadline(test, all.at(-1)?.requirementId ?? '', 0)
    await test.signInAll()
    const next = (): ToOpen => all.pop() ?? fail('There are too few requirements.')

    const cut = (): Promise<void> => {
      proxy.cut()
      return Promise.resolve()
    }
    const broken: Outcome[] = []
    const step = scale === 1 ? 1 : SHORT_STEP
    for (const hold of ['before', 'unanswered'] as const) {
      say(`connections are cut, ${NAMES[hold]}`)
      broken.push(await everywhere(`cut ${NAMES[hold]}`, place, next(), hold, step, cut))
    }
    say('the process is killed')
    broken.push(await killed(place, next(), scale))
    say('Postgres is killed')
    broken.push(await crashed(cluster, place, next(), scale))
    await test.signInAll()
    const early = await openEarly(test, other.address, next())
    const withoutKey = await openWithoutKey(test, operator, other.address, next())
    const raced = await openAtOnce(test, [web.address, other.address], all)
    await Promise.all([web.stop(), other.stop()])
    const outcomes = [...broken, early, withoutKey, raced]
    return {
      figures: [['bids of each opening', String(bids)], ...outcomes.flatMap(({ figures }) => figures)],
      failures: outcomes.flatMap(({ failures }) => failures),
    }
  } finally {
    await operator.putAway()
    await proxy.close()
  }
}

/** Requirements that are opened although something strikes again and again. */
const BREAKING = 4

const NAMES: Readonly<Record<Hold, string>> = {
  before: 'before a statement reaches the database',
  unanswered: 'when it was carried out and nobody told',
}

const agree = ({ test, web }: Place, toOpen: ToOpen) => open(test, web.address, 'buyer-approver', toOpen, randomUUID())

async function everywhere(
  name: string,
  place: Place,
  toOpen: ToOpen,
  hold: Hold,
  step: number,
  strike: () => Promise<unknown>,
): Promise<Outcome> {
  await agree(place, toOpen)
  const all = await breakEverywhere(place, toOpen, hold, step, strike)
  return outcomeOf(name, all, await faultsOfResuming(name, place, toOpen))
}

const IS_WRITTEN = (text: string): boolean => text.includes('INSERT INTO opened_bid')

/** The end of a transaction that has written bids down readable. */
const atTheEnd =
  ({ texts }: DatabaseProxy): Choice =>
  (_, text) =>
    text === 'COMMIT' && texts.some(IS_WRITTEN)

/** At each statement in turn, held in the one way and then in the other; a short run at those two that matter most. */
async function killed(place: Place, toOpen: ToOpen, scale: number): Promise<Outcome> {
  const { web, proxy } = place
  await agree(place, toOpen)
  const strike = async (): Promise<void> => {
    await web.kill()
    proxy.cut()
    await whenServing(web)
  }
  const all: Broken[] = []
  if (scale === 1) {
    for (let kill = 0; all.at(-1)?.outcome !== 'everything'; kill += 1) {
      const number = 1 + Math.floor(kill / 2)
      const broken = await breakAt(place, toOpen, kill % 2 === 0 ? 'before' : 'unanswered', each => each === number, strike)
      all.push(broken)
      if (!broken.isHeld) break
    }
  } else {
    all.push(await breakAt(place, toOpen, 'unanswered', (_, text) => IS_WRITTEN(text), strike))
    all.push(await breakAt(place, toOpen, 'unanswered', atTheEnd(proxy), strike))
  }
  const held = all.filter(({ isHeld }) => isHeld)
  return outcomeOf('process killed', held, await faultsOfResuming('process killed', place, toOpen))
}

const SERVES_WITHIN_MS = 60_000

async function whenServing(web: KeptProcess): Promise<void> {
  for (let waited = 0; !web.isServing; waited += 50) {
    if (waited > SERVES_WITHIN_MS) fail('The process does not come back.')
    await pause(50)
  }
}

const IN_THE_MIDDLE: readonly (readonly [Hold, (proxy: DatabaseProxy) => Choice])[] = [
  ['unanswered', () => (_, text) => text.includes('INSERT INTO opening_consent')],
  ['before', () => (_, text) => text.includes('FROM opening_key')],
  ['before', () => (_, text) => IS_WRITTEN(text)],
  ['unanswered', () => (_, text) => IS_WRITTEN(text)],
  ['before', atTheEnd],
  ['unanswered', atTheEnd],
]

async function crashed(cluster: OwnCluster, place: Place, toOpen: ToOpen, scale: number): Promise<Outcome> {
  await agree(place, toOpen)
  const strike = async (): Promise<void> => {
    await crashPostgres(cluster.data)
    place.proxy.cut()
    await whenBack(cluster)
    // Connections of before are found to be dead by whoever asks on them next.
    await eventually(() => Promise.all([1, 2, 3].map(() => place.test.rows('SELECT 1'))))
  }
  const all: Broken[] = []
  for (const [hold, choice] of IN_THE_MIDDLE.slice(scale === 1 ? 0 : -1))
    all.push(await breakAt(place, toOpen, hold, choice(place.proxy), strike))
  return outcomeOf('Postgres killed', all, await faultsOfResuming('Postgres killed', place, toOpen))
}

const outcomeOf = (name: string, all: readonly Broken[], failures: readonly string[]): Outcome => ({
  figures: [
    [`${name}: openings broken off`, `${all.length}: ${counted(all.map(({ outcome }) => `${outcome} was opened`))}`],
    [`${name}: of them with the key asked for, and on record`, onRecord(all)],
    [`${name}: answers`, counted(all.map(({ answer: { status, code } }) => `${status ?? 'none'} ${code ?? ''}`.trim()))],
  ],
  failures: [
    ...(all.length > 0 && all.every(({ isHeld }) => isHeld) ? [] : [`${name}: it did not strike where it should`]),
    ...faultsOfBroken(name, all),
    ...failures,
  ],
})

function onRecord(all: readonly Broken[]): string {
  const asked = all.filter(({ isKeyAsked }) => isKeyAsked)
  return `${asked.length}, ${asked.filter(({ isRecorded }) => isRecorded).length}`
}

function fail(reason: string): never {
  throw new Error(reason)
}
