import assert from 'node:assert/strict'

import { aCrowd, type Bidder } from '../support/crowd.js'
import { bearer, HttpClient } from '../support/http-client.js'
import { aPassingBid } from './passing-bid.js'
import { inLanes } from './load.js'
import { table } from './measure.js'
import { fillUpTo } from './requirements.js'
import { asking, machine, onStage, say, type Stage } from './stage.js'

const SIZES = process.argv.slice(2).map(Number)
const FIRST_PORT = 3459
const ROUNDS = 3
const TIMES = 70
const SEED = 7

/** A product filled up to a size, with whom and what a round of requests is about. */
interface Market {
  size: number
  stage: Stage
  client: HttpClient
  /** A bid that passes, of which each round has copies. */
  original: string
  crowd: readonly Bidder[]
  published: readonly string[]
}

async function aMarket(size: number, stage: Stage): Promise<Market> {
  const original = await aPassingBid(stage.baseUrl.origin)
  await fillUpTo(stage.owner, size, SEED)
  return { size, stage, client: new HttpClient(Number(stage.baseUrl.port), 1), original, crowd: [], published: [] }
}

async function forARound(market: Market): Promise<void> {
  const { owner, keys } = market.stage
  market.crowd = await aCrowd(asking(owner), keys, market.original, TIMES)
  const { rows } = await owner.query<{ id: string }>(
    'SELECT id FROM requirement WHERE published_at IS NOT NULL AND NOT practice ORDER BY random() LIMIT $1',
    [TIMES],
  )
  market.published = rows.map(({ id }) => id)
  await owner.query('VACUUM ANALYZE')
}

async function asked({ client }: Market, method: string, path: string, status: number, token?: string): Promise<void> {
  const key: Record<string, string> = method === 'POST' ? { 'Idempotency-Key': path } : {}
  const answer = await client.ask(method, path, { ...(token === undefined ? {} : bearer(token)), ...key })
  assert.equal(answer.status, status, answer.text)
}

type Work = (market: Market, bidder: Bidder, place: number) => Promise<void>

const reads =
  (path: string): Work =>
  market =>
    asked(market, 'GET', path, 200)

const readsOne =
  (path: string): Work =>
  (market, _, place) =>
    asked(market, 'GET', `${path}/${market.published[place % market.published.length]}`, 200)

const WORKS: Readonly<Record<string, Work>> = {
  list: reads('/api/v1/requirements?status=open&limit=25'),
  search: reads('/api/v1/requirements?q=bridge%20ferry&tier=high&limit=25'),
  'one requirement': readsOne('/api/v1/requirements'),
  'list, as a page': reads('/opportunities'),
  'search, as a page': reads('/opportunities?q=bridge+ferry&tier=high'),
  'one requirement, as a page': readsOne('/opportunities'),
  'one bid': (market, { bidId, token }) => asked(market, 'GET', `/api/v1/bids/${bidId}`, 200, token),
  submit: (market, { bidId, token }) => asked(market, 'POST', `/api/v1/bids/${bidId}/submit`, 201, token),
  'search in every state, as a page': reads('/opportunities?q=bridge+ferry&state=all'),
}

/** Milliseconds of each work at the median, for each market; in turns, so that a busy moment hits all sizes alike. */
async function mediansOf(markets: readonly Market[]): Promise<number[][]> {
  const taken = markets.map(() => Object.keys(WORKS).map(() => [] as number[]))
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const market of markets) await forARound(market)
    for (const [column, work] of Object.values(WORKS).entries()) {
      for (const [row, market] of markets.entries()) {
        let place = 0
        const { p50 } = await inLanes(1, market.crowd, bidder => work(market, bidder, place++))
        taken[row]?.[column]?.push(p50)
      }
    }
  }
  return taken.map(row => row.map(median))
}

const median = (numbers: readonly number[]): number => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN

/** A product for each size, all of them side by side, for the work. */
async function onStages(sizes: readonly number[], work: (markets: readonly Market[]) => Promise<void>): Promise<void> {
  const withThese = (markets: readonly Market[]): Promise<void> => {
    const size = sizes[markets.length]
    return size === undefined
      ? work(markets)
      : onStage(FIRST_PORT + markets.length, async stage => withThese([...markets, await aMarket(size, stage)]))
  }
  return withThese([])
}

await onStages(SIZES.length > 0 ? SIZES : [10_000, 100_000, 1_000_000], async markets => {
  say(`# Milliseconds at the median, one connection, ${machine()}\n`)
  const medians = await mediansOf(markets)
  const rows = markets.map(({ size }, row) => [size.toLocaleString('en-GB'), ...(medians[row] ?? []).map(time => time.toFixed(2))])
  const [least, most] = [medians[0] ?? [], medians.at(-1) ?? []]
  const ratios = most.map((time, column) => (time / (least[column] ?? NaN)).toFixed(1))
  say(table([['requirements', ...Object.keys(WORKS)], ...rows, ['most against least', ...ratios]]))
})
