import { randomBytes, randomInt } from 'node:crypto'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { MailCatcher } from '../../support/mail-catcher.js'
import { type OwnCluster, withOwnCluster } from '../../support/open-cluster.js'
import { Operator } from '../../support/product.js'
import { aBidWithCanary } from '../../support/secrecy/canary.js'
import { hitsInFolder } from '../../support/sweep.js'
import { TestApp } from '../../support/test-app.js'
import { anOpenRequirement, declareNoInterests, eventsHandled, eventually } from '../../support/world.js'
import type { Experiment, Outcome, Setting } from '../experiment.js'
import { KeptProcess } from '../kept-process.js'
import { RedisServer } from '../redis-server.js'
import { bringDeadline } from '../surge.js'
import { startWeb, WITHOUT_LIMITS } from '../web-process.js'
import { keepUnpacked, type Marketplace, type Place, placesOf, plantEach } from './copies.js'
import { type Canaries, GOLDEN, plantBid } from './planted-bid.js'

/** Requirements with bids in every state. */
const ROUNDS = 5

export const SECRECY_SWEEP: Experiment = {
  id: 'E13',
  promise:
    'Before the opening nothing of a bid lies anywhere: database, its files and write-ahead log, storage, backup, queue, logs, mails and temporary files, however it is spelt or packed',
  run: setting => withOwnCluster(cluster => run(cluster, setting), false),
}

async function run(cluster: OwnCluster, setting: Setting): Promise<Outcome> {
  const [operator, catcher, redis] = [new Operator(), await MailCatcher.start(), await RedisServer.start(true)]
  if (redis === null)
    setting.say('WITHOUT Redis: the queue that Postgres carries is swept with the database. Install the Debian package redis-server.')
  const folder = await mkdtemp(join(tmpdir(), 'ai-marketplace-sweep-'))
  const test = await TestApp.start({ cluster })
  try {
    await keepUnpacked(test)
    const temporary = join(folder, 'temporary')
    await mkdir(temporary)
    const settings = {
      ...WITHOUT_LIMITS,
      LOG_LEVEL: 'trace',
      TMPDIR: temporary,
      SMTP_URL: catcher.url,
      ...(redis === null ? {} : { REDIS_URL: redis.url }),
    }
    const web = await startWeb(operator, test, settings)
    const worker = await KeptProcess.start(operator, 'worker', { ...test.environment, ...settings })
    test.address = web.address
    const marketplace = { cluster, test, operator, redis, catcher, processes: [web, worker], temporary }
    const outcome = await sweep(marketplace, folder, setting)
    await Promise.all([web.stop(), worker.stop()])
    return outcome
  } finally {
    await operator.putAway()
    await test.stop()
    await catcher.close()
    await redis?.putAway()
    await rm(folder, { recursive: true, force: true })
  }
}

async function sweep(marketplace: Marketplace, folder: string, { scale, say }: Setting): Promise<Outcome> {
  const { test } = marketplace
  const canaries = { text: aWord(), file: aWord(), price: `${randomInt(10_000_000, 99_999_999)}.${randomInt(100, 999)}7` }
  const publicWord = aWord()
  const rounds = Math.ceil(ROUNDS * scale)
  const requirements: string[] = []
  for (let round = 0; round < rounds; round += 1) requirements.push(...(await bidsInEveryState(test, canaries, publicWord)))
  await bringDeadline(test, requirements.at(-1) ?? '', 0)
  await eventsHandled(test)
  await eventually(async () => {
    const left = await test.rows('SELECT id FROM notification WHERE mailed_at IS NULL AND mail_given_up_at IS NULL')
    if (left.length > 0) throw new Error(`${left.length} mails have not been sent.`)
  })
  const places = await placesOf(marketplace, publicWord, folder)
  const before = []
  for (const place of places) {
    say(`sweeping: ${place.name}`)
    before.push(await seenIn(place, canaries))
  }
  const planted = await sweepOfPlanted(folder)
  await openAll(test, requirements)
  const after = await hitsAfter(places, canaries)
  return {
    figures: [
      ['planted', `texts and prices of ${rounds * 4} bids, ${rounds * 2 * (Object.keys(GOLDEN.facts.files).length + 2)} files`],
      ...before.map(({ name, hits }) => [`${name}: hits`, String(hits.length)] as const),
      ['planted for the sweep itself, found', `${planted.planted}, ${planted.found}`],
      ['after the opening', after.figure],
    ],
    failures: [
      ...before.flatMap(({ hits }) => hits),
      ...before.filter(({ isSearched }) => !isSearched).map(({ name }) => `${name}: the sweep does not find what is certainly there`),
      ...(planted.found === planted.planted ? [] : [`of ${planted.planted} planted spellings ${planted.found} were found`]),
      ...after.failures,
    ],
  }
}

const aWord = (): string => randomBytes(16).toString('hex')

/** Submitted and replaced, withdrawn, begun again and left a draft, and at low tier with reasons for what the check warns of. */
async function bidsInEveryState(test: TestApp, canaries: Canaries, publicWord: string): Promise<string[]> {
  const high = await anOpenRequirement(test, { ...GOLDEN.requirement, title: `Referrals in order ${publicWord}`, closesIn: 900 })
  const bid = await plantBid(test, high, 'supplier-admin', canaries)
  await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201)
  await replaceBid(test, bid, canaries)
  const rival = await plantBid(test, high, 'rival-admin', canaries)
  await test.api('rival-admin').post(`/bids/${rival}/submit`).expect(201)
  await test.api('rival-admin').post(`/bids/${rival}/withdraw`).expect(200)
  const low = await anOpenRequirement(test, { title: `Roads in order ${publicWord}`, closesIn: 900 })
  const small = await aBidWithCanary(test, low, canaries.text, 'supplier-admin')
  await test.api('supplier-admin').post(`/bids/${small}/submit`).expect(201)
  await aBidWithCanary(test, low, canaries.text, 'rival-admin')
  return [high, low]
}

async function replaceBid(test: TestApp, bidId: string, { price }: Canaries): Promise<void> {
  const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
  const priceSchedule = GOLDEN.bid.priceSchedule.map((line, place) => ({ ...line, unitPrice: place === 0 ? '1.00' : price }))
  await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send({ priceSchedule }).expect(200)
  await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
}

interface Seen {
  name: string
  isSearched: boolean
  hits: string[]
}

async function seenIn({ name, known, sweep: sweepPlace }: Place, { text, file, price }: Canaries): Promise<Seen> {
  const found = await sweepPlace([known, text, file, price])
  const of = (word: string): string[] => found.filter(hit => hit.includes(` ${word}: `) || hit.startsWith(`${word}: `))
  return { name, isSearched: of(known).length > 0, hits: [text, file, price].flatMap(of).map(hit => `${name}: ${hit}`) }
}

/** The sweep of files finds a text in each spelling and each packing. */
async function sweepOfPlanted(folder: string): Promise<{ planted: number; found: number }> {
  const own = await mkdtemp(join(folder, 'planted-'))
  const text = aWord()
  const planted = await plantEach(own, text)
  const found = new Set((await hitsInFolder(own, [text])).map(hit => hit.split(' ')[0]))
  return { planted, found: found.size }
}

async function openAll(test: TestApp, requirements: readonly string[]): Promise<void> {
  await test.signInAll()
  for (const requirementId of requirements) {
    await declareNoInterests(test, requirementId)
    for (const opener of ['buyer-approver', 'procurement-officer'] as const)
      await test.api(opener).post(`/requirements/${requirementId}/open-bids`).expect(200)
  }
}

/** What was sealed is what is opened: the texts are found then, and prices and the bytes of files still nowhere. */
async function hitsAfter(places: readonly Place[], { text, file, price }: Canaries): Promise<{ figure: string; failures: string[] }> {
  const found = []
  for (const { name, sweep: sweepPlace } of places) for (const hit of await sweepPlace([text, file, price])) found.push(`${name}: ${hit}`)
  const texts = found.filter(hit => hit.includes(text))
  const sealed = found.filter(hit => hit.includes(file) || hit.includes(price))
  const opened = texts.filter(hit => hit.startsWith('database: public.opened_bid'))
  return {
    figure: `texts in ${[...new Set(texts.map(hit => hit.split(':')[0]))].join(', ')}; files and prices: ${sealed.length} hits`,
    failures: [
      ...(opened.length > 0 ? [] : ['after the opening, the texts are not where they were opened to']),
      ...sealed.map(hit => `after the opening: ${hit}`),
    ],
  }
}
