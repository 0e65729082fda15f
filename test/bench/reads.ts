import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

import autocannon from 'autocannon'
import type pg from 'pg'

import { MANY_MEMBERS } from '../support/members.js'
import { table } from './measure.js'
import { printPlans } from './plans.js'
import { fillUpTo } from './requirements.js'
import { machine, onStage, say, type Stage } from './stage.js'

/** As many connections as the peers were measured with. */
const CONNECTIONS = 8
const ROUNDS = 3
const SECONDS = 4
const REQUIREMENTS = 100_000
const SUPPLIERS = 50_000
const SEED = 7

interface Work {
  name: string
  path: string
  /** Ask with the ETag that the first answer carried. */
  conditional?: true
}

interface Rate {
  perSecond: number
  p50: number
  p99: number
}

async function anOpenOne(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(
    `SELECT id FROM requirement WHERE state = 'open' AND NOT practice ORDER BY published_at DESC OFFSET 1000 LIMIT 1`,
  )
  return String(rows[0]?.id)
}

/** Very many members of one category. */
async function fillDirectory(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ agreementId: string; categoryId: string }>(
    `SELECT a.id AS "agreementId", c.id AS "categoryId" FROM agreement a JOIN category c ON c.agreement_id = a.id WHERE NOT a.practice LIMIT 1`,
  )
  await owner.query(MANY_MEMBERS, [rows[0]?.agreementId, rows[0]?.categoryId, SUPPLIERS])
  await owner.query('VACUUM ANALYZE organisation, membership')
}

function worksOf(requirementId: string): Work[] {
  const list = '/api/v1/requirements?status=open&limit=25'
  const one = `/api/v1/requirements/${requirementId}`
  return [
    { name: '25 of 1,800 open requirements', path: list },
    { name: 'the same, unchanged (304)', path: list, conditional: true },
    { name: 'one requirement', path: one },
    { name: 'the same, unchanged (304)', path: one, conditional: true },
    { name: 'search for two words and a tier', path: '/api/v1/requirements?q=bridge%20ferry&tier=high&limit=25' },
    { name: '25 of 50,000 suppliers', path: '/api/v1/suppliers?limit=25' },
    { name: 'export of 1,800 open requirements', path: '/api/v1/requirements/export?status=open' },
  ]
}

async function rowOf(work: Work, ours: URL, floor: URL): Promise<string[]> {
  const [own, bare] = await Promise.all([ours, floor].map(base => fetch(new URL(work.path, base))))
  assert(own !== undefined && bare !== undefined)
  assert.equal(own.status, 200)
  const body = await own.text()
  assert.equal(body, await bare.text(), `${work.path} is answered with the same bytes`)
  const etag = own.headers.get('etag')
  if (work.conditional) assert.equal(etag, bare.headers.get('etag'))
  const headers = work.conditional ? { 'If-None-Match': String(etag) } : {}
  const rates: [Rate[], Rate[]] = [[], []]
  // In turns, so that a busy moment hits both alike; the first round warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [side, base] of [ours, floor].entries()) {
      const rate = await rateOf(new URL(work.path, base).href, headers, work.conditional ? 304 : 200)
      if (round > 0) rates[side as 0 | 1].push(rate)
    }
  }
  const [mine, least] = rates.map(median) as [Rate, Rate]
  const percent = ((100 * mine.perSecond) / least.perSecond).toFixed(0)
  return [
    work.name,
    `${mine.perSecond.toFixed(0)}/s`,
    `${least.perSecond.toFixed(0)}/s`,
    `${percent} %`,
    `${mine.p50} ms`,
    `${mine.p99} ms`,
    String(work.conditional ? 0 : body.length),
  ]
}

async function rateOf(url: string, headers: Record<string, string>, status: number): Promise<Rate> {
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS })
  assert.deepEqual(Object.keys(result.statusCodeStats ?? {}), [String(status)])
  assert.equal(result.errors, 0)
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 }
}

const median = (rates: readonly Rate[]): Rate =>
  rates.toSorted((one, other) => one.perSecond - other.perSecond)[Math.floor(rates.length / 2)] ?? { perSecond: NaN, p50: NaN, p99: NaN }

/** Resident memory of the web process. */
async function memoryOf({ product }: Stage): Promise<string> {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${product.child.pid}/status`, 'utf8')) ?? []
  return (Number(kilobytes) / 1024).toFixed(0)
}

await onStage(3458, async stage => {
  await fillUpTo(stage.owner, REQUIREMENTS, SEED)
  await fillDirectory(stage.owner)
  say(`# Public reads, ${REQUIREMENTS} requirements, ${CONNECTIONS} connections, ${machine()}\n`)
  const bare = spawn(process.execPath, [fileURLToPath(new URL('bare-market.js', import.meta.url)), stage.appUrl], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    const [address] = (await once(bare.stdout, 'data')) as [Buffer]
    const floor = new URL(String(address).trim())
    const rows = []
    const requirementId = await anOpenOne(stage.owner)
    for (const work of worksOf(requirementId)) rows.push(await rowOf(work, stage.baseUrl, floor))
    say(table([['', 'ours', 'floor', 'ours against the floor', 'half', '99 %', 'bytes'], ...rows]))
    say(`\nThe process of ours then holds ${await memoryOf(stage)} MB.`)
    await printPlans(stage.appUrl, requirementId)
  } finally {
    bare.kill()
  }
})
