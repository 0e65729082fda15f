import 'reflect-metadata'

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

import type pg from 'pg'

import { createApp } from '../../src/app.setup.js'
import { loadConfig } from '../../src/shared/config.js'
import { newId } from '../../src/shared/ids.js'
import { withMasterKey } from '../../src/shared/keep-master-key.js'
import { createLog } from '../../src/shared/log.js'
import { aCrowd, type Bidder } from '../support/crowd.js'
import { type Answer, bearer, HttpClient } from '../support/http-client.js'
import { inLanes, type Pace } from './load.js'
import { table } from './measure.js'
import { aPassingBid } from './passing-bid.js'
import { recorded, replayed, type Statement } from './recorded.js'
import { asking, connected, machine, onStage, say } from './stage.js'

/** As many connections as the peers were measured with. */
const LANES = 8
const ROUNDS = 5
const BIDS_A_ROUND = 300
const READS_A_ROUND = 1_500

/** The median of several rounds; the first warms up. */
async function paceOf(round: (number: number) => Promise<Pace>): Promise<Pace> {
  const rounds: Pace[] = []
  for (let number = 0; number <= ROUNDS; number += 1) rounds.push(await round(number))
  const [, ...counted] = rounds
  const median = counted.toSorted((one, other) => one.perSecond - other.perSecond)[Math.floor(counted.length / 2)]
  assert(median !== undefined)
  return median
}

const row = (name: string, ours: Pace, floor: Pace): string[] => [
  name,
  `${ours.perSecond.toFixed(0)}/s`,
  `${floor.perSecond.toFixed(0)}/s`,
  `${((100 * ours.perSecond) / floor.perSecond).toFixed(0)} %`,
  `${ours.p50.toFixed(1)} ms`,
  `${ours.p99.toFixed(1)} ms`,
]

async function readRow(ours: URL, appUrl: string, folder: string, crowd: readonly Bidder[]): Promise<string[]> {
  const bare = spawn(process.execPath, [fileURLToPath(new URL('bare-server.js', import.meta.url)), appUrl, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [address] = (await once(bare.stdout, 'data')) as [Buffer]
    const floor = new URL(String(address).trim())
    const reads = Array.from({ length: READS_A_ROUND }, (_each, place) => at(crowd, place))
    const read = async (server: HttpClient, { bidId, token }: Bidder): Promise<string> => {
      const answer = await server.ask('GET', `/api/v1/bids/${bidId}`, bearer(token))
      expectStatus(answer, 200)
      return answer.text
    }
    const [product, bareServer] = [new HttpClient(Number(ours.port), LANES), new HttpClient(Number(floor.port), LANES)]
    assert.equal(await read(product, at(reads, 0)), await read(bareServer, at(reads, 0)))
    const pace = (server: HttpClient) =>
      paceOf(() =>
        inLanes(LANES, reads, async bidder => {
          await read(server, bidder)
        }),
      )
    return row('one bid, as its supplier sees it', await pace(product), await pace(bareServer))
  } finally {
    bare.kill()
  }
}

async function submitRow(ours: URL, appUrl: string, folder: string, owner: pg.Client, crowd: readonly Bidder[]): Promise<string[]> {
  const [sample, ...others] = crowd
  assert(sample !== undefined)
  const statements = await statementsOfSubmit(appUrl, folder, sample)
  const product = new HttpClient(Number(ours.port), LANES)
  const part = (number: number, half: 0 | 1) => others.slice((2 * number + half) * BIDS_A_ROUND, (2 * number + half + 1) * BIDS_A_ROUND)
  const clients = await Promise.all(Array.from({ length: LANES }, () => connected(appUrl)))
  const before = await versions(owner)
  const shared = await sharedIds(owner, sample)
  const memberships = await membershipsBySupplier(owner)
  const floor = await paceOf(number => {
    const jobs = part(number, 1).map(bidder => replayed(statements, insteadOf(sample, bidder, memberships), shared, newId))
    return inLanes(LANES, jobs, async (job, lane) => {
      for (const { values, ...statement } of job) await at(clients, lane).query({ ...statement, values: [...values] })
    })
  })
  const own = await paceOf(number =>
    inLanes(LANES, part(number, 0), async ({ bidId, token }) => {
      const headers = { ...bearer(token), 'Idempotency-Key': keyOf(bidId) }
      expectStatus(await product.ask('POST', `/api/v1/bids/${bidId}/submit`, headers), 201)
    }),
  )
  assert.equal((await versions(owner)) - before, 2 * (ROUNDS + 1) * BIDS_A_ROUND, 'each submission and each replay leaves one version')
  await Promise.all(clients.map(client => client.end()))
  return row('submit a bid', own, floor)
}

const keyOf = (bidId: string): string => `submit-${bidId}`

const versions = async (owner: pg.Client): Promise<number> =>
  Number((await owner.query<{ count: string }>('SELECT count(*) FROM bid_version')).rows[0]?.count)

/** What one submission says to the database, heard in this process. */
async function statementsOfSubmit(appUrl: string, folder: string, { bidId, token }: Bidder): Promise<Statement[]> {
  const config = { ...(await withMasterKey(loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'error' }))), databaseUrl: appUrl }
  const app = await createApp(config, createLog('error'))
  await app.init()
  const fastify = app.getHttpAdapter().getInstance()
  await fastify.ready()
  const statements = await recorded(async () => {
    const headers = { authorization: `Bearer ${token}`, 'idempotency-key': keyOf(bidId) }
    const { statusCode, body } = await fastify.inject({ method: 'POST', url: `/api/v1/bids/${bidId}/submit`, headers })
    assert.equal(statusCode, 201, body)
  })
  await app.close()
  say(`A submission is ${statements.length} statements.\n`)
  return statements
}

/** What the sample's statements name that is not the sample's own: it stays in every replay. */
async function sharedIds(owner: pg.Client, { bidId }: Bidder): Promise<Set<string>> {
  const { rows } = await owner.query<{ ids: string[] }>(
    'SELECT r.id || r.category_ids AS ids FROM requirement r JOIN bid b ON b.requirement_id = r.id WHERE b.id = $1',
    [bidId],
  )
  return new Set(rows[0]?.ids)
}

/** By which each supplier bids: its oldest in the categories of the requirement, as a submission takes it. */
async function membershipsBySupplier(owner: pg.Client): Promise<Map<string, string>> {
  const { rows } = await owner.query<{ supplier: string; id: string }>(
    `SELECT DISTINCT ON (m.supplier_id) m.supplier_id AS supplier, m.id FROM membership m JOIN bid b ON b.supplier_id = m.supplier_id
     JOIN requirement r ON r.id = b.requirement_id AND m.category_id = ANY (r.category_ids)
     WHERE m.state = 'active' ORDER BY m.supplier_id, m.id`,
  )
  return new Map(rows.map(({ supplier, id }) => [supplier, id]))
}

const insteadOf = (sample: Bidder, other: Bidder, memberships: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([
    [memberships.get(sample.supplierId) ?? '', memberships.get(other.supplierId) ?? ''],
    [sample.bidId, other.bidId],
    [sample.supplierId, other.supplierId],
    [sample.personId, other.personId],
    [hashed(sample.token), hashed(other.token)],
  ])

const hashed = (token: string): string => createHash('sha256').update(token).digest('hex')

function expectStatus({ status, text }: Answer, expected: number): void {
  assert.equal(status, expected, text)
}

function at<Item>(items: readonly Item[], place: number): Item {
  const item = items[place % items.length]
  assert(item !== undefined)
  return item
}

await onStage(3457, async ({ baseUrl, folder, owner, keys, appUrl }) => {
  const bidId = await aPassingBid(baseUrl.origin)
  const crowd = await aCrowd(asking(owner), keys, bidId, (ROUNDS + 1) * BIDS_A_ROUND * 2 + 1)
  await owner.query('ANALYZE')
  say(`# One bid and its submission, ${LANES} connections, ${machine()}\n`)
  const read = await readRow(baseUrl, appUrl, folder, crowd)
  const submit = await submitRow(baseUrl, appUrl, folder, owner, crowd)
  say(table([['', 'ours', 'floor', 'ours against the floor', 'half', '99 %'], read, submit]))
})
