import assert from 'node:assert/strict'

import type pg from 'pg'

import { aCrowd, type Bidder } from '../support/crowd.js'
import { bearer, HttpClient } from '../support/http-client.js'
import { aPassingBid } from './passing-bid.js'
import { inLanes } from './load.js'
import { table } from './measure.js'
import { fillUpTo } from './requirements.js'
import { asking, machine, onStage, say } from './stage.js'

const SIZES = process.argv.slice(2).map(Number)
const TIMES = 200
const SEED = 7

async function mediansOf(client: HttpClient, owner: pg.Client, crowd: readonly Bidder[]): Promise<string[]> {
  const { rows } = await owner.query<{ id: string }>(
    'SELECT id FROM requirement WHERE published_at IS NOT NULL AND NOT practice ORDER BY random() LIMIT $1',
    [TIMES],
  )
  const asked = async (method: string, path: string, status: number, token?: string): Promise<void> => {
    const key: Record<string, string> = method === 'POST' ? { 'Idempotency-Key': path } : {}
    const answer = await client.ask(method, path, { ...(token === undefined ? {} : bearer(token)), ...key })
    assert.equal(answer.status, status, answer.text)
  }
  const works: ((bidder: Bidder, place: number) => Promise<void>)[] = [
    () => asked('GET', '/api/v1/requirements?status=open&limit=25', 200),
    () => asked('GET', '/api/v1/requirements?q=bridge%20ferry&tier=high&limit=25', 200),
    (_, place) => asked('GET', `/api/v1/requirements/${rows[place % rows.length]?.id}`, 200),
    () => asked('GET', '/opportunities', 200),
    () => asked('GET', '/opportunities?q=bridge+ferry&tier=high', 200),
    (_, place) => asked('GET', `/opportunities/${rows[place % rows.length]?.id}`, 200),
    ({ bidId, token }) => asked('GET', `/api/v1/bids/${bidId}`, 200, token),
    ({ bidId, token }) => asked('POST', `/api/v1/bids/${bidId}/submit`, 201, token),
  ]
  const medians: string[] = []
  for (const work of works) {
    let place = 0
    const { p50 } = await inLanes(1, crowd, bidder => work(bidder, place++))
    medians.push(p50.toFixed(2))
  }
  return medians
}

await onStage(3459, async ({ baseUrl, owner, keys }) => {
  const sizes = SIZES.length > 0 ? SIZES : [1_000, 10_000, 100_000, 1_000_000]
  say(`# Milliseconds at the median, one connection, ${machine()}\n`)
  const original = await aPassingBid(baseUrl.origin)
  const client = new HttpClient(Number(baseUrl.port), 1)
  const rows = []
  for (const size of sizes) {
    await fillUpTo(owner, size, SEED)
    const crowd = await aCrowd(asking(owner), keys, original, TIMES)
    await owner.query('VACUUM ANALYZE')
    rows.push([size.toLocaleString('en-GB'), ...(await mediansOf(client, owner, crowd))])
  }
  const api = ['list', 'search', 'one requirement']
  say(table([['requirements', ...api, ...api.map(what => `${what}, as a page`), 'one bid', 'submit'], ...rows]))
})
