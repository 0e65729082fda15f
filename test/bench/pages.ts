import 'reflect-metadata'

import assert from 'node:assert/strict'

import autocannon from 'autocannon'
import nunjucks from 'nunjucks'

import { createApp } from '../../src/app.setup.js'
import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { loadConfig } from '../../src/shared/config.js'
import { withMasterKey } from '../../src/shared/keep-master-key.js'
import { createLog } from '../../src/shared/log.js'
import { render } from '../../src/web/pages/templates.js'
import { measured, table } from './measure.js'
import { aPassingBid } from './passing-bid.js'
import { recorded, type Statement } from './recorded.js'
import { fillUpTo } from './requirements.js'
import { connected, machine, onStage, say, type Stage } from './stage.js'

const CONNECTIONS = 8
const ROUNDS = 5
const SECONDS = 4

const SEED = 7

/**
 * A word of the names of the rows that are wanted, and among how many requirements: `node dist/test/bench/pages.js section 0` is quick, as a bid
 * knows of no other's. Otherwise all rows, among as many as the reads of the API are measured with, of which 2,000 are open.
 */
const [, , wanted = '', requirements = '100000'] = process.argv

interface Work {
  name: string
  path: string
  headers: Record<string, string>
  /** Against the statements that it sends, from bare clients, where it is not against what it renders. */
  bySql?: true
}

/** A template with its data, as the product rendered it, and what it asked the database for that. */
interface Rendered {
  view: string
  data: object
  statements: readonly Statement[]
}

/** What the product renders to answer the request, heard at the template engine in this process, which renders a page for everybody once. */
async function renderedFor(stage: Stage, work: Work): Promise<Rendered> {
  const before = heardAt.get(work.path)
  const rendered = before ?? (await hear(stage, work))
  heardAt.set(work.path, rendered)
  return rendered
}

const heardAt = new Map<string, Rendered>()

async function hear({ appUrl, folder }: Stage, { path, headers }: Work): Promise<Rendered> {
  // It never listens, and so would be judged by how long its start kept the event loop.
  const settings = { DATA_DIR: folder, LOG_LEVEL: 'error', SHED_DELAY_MS: '0' }
  const config = { ...(await withMasterKey(loadConfig(settings))), databaseUrl: appUrl }
  const app = await createApp(config, createLog('error'))
  await app.init()
  const fastify = app.getHttpAdapter().getInstance()
  await fastify.ready()
  const engine = nunjucks.Environment.prototype as { render: (view: string, data: object) => string }
  const original = Reflect.get(engine, 'render')
  let heard: Omit<Rendered, 'statements'> | undefined
  engine.render = function (view, data) {
    heard = { view, data }
    return original.call(this, view, data)
  }
  try {
    const statements = await recorded(async () => {
      const { statusCode, body } = await fastify.inject({ url: path, headers })
      assert.equal(statusCode, 200, body)
    })
    assert(heard !== undefined)
    return { ...heard, statements }
  } finally {
    engine.render = original
    await app.close()
  }
}

/** Without what is never the same twice: keys of forms, the time by the clock, and the moment that stands in where a list goes on. */
const settled = (html: string): string =>
  html
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
    .replaceAll(/\d\d:\d\d:\d\d/g, 'time')
    .replaceAll(/after=[\w%-]+/g, 'after')

async function rowOf(stage: Stage, work: Work): Promise<string[]> {
  const url = new URL(work.path, stage.baseUrl).href
  const { view, data, statements } = await renderedFor(stage, work)
  const rendersPerSecond = async (): Promise<number> =>
    1_000_000 / ((await measured([{ name: view, run: () => render(view, data) }])).get(view) ?? NaN)
  const floorOf = work.bySql === true ? () => rateOfSql(stage, statements) : rendersPerSecond
  const html = await (await fetch(url, { headers: work.headers })).text()
  assert.equal(settled(html), settled(render(view, data)), `${work.path} is what the bare loop renders`)
  const rounds: { ours: number; floor: number }[] = []
  // One after the other in each round, as the machine is not as fast in every one. The first warms up.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const ours = await rateOf(url, work.headers)
    rounds.push({ ours, floor: await floorOf() })
  }
  const sorted = rounds.slice(1).toSorted((one, other) => one.ours / one.floor - other.ours / other.floor)
  const { ours, floor } = sorted[Math.floor(ROUNDS / 2)] ?? { ours: NaN, floor: NaN }
  const ratios = sorted.map(round => ((100 * round.ours) / round.floor).toFixed(0))
  return [
    work.name,
    `${ours.toFixed(0)}/s`,
    `${floor.toFixed(0)}/s`,
    `${((100 * ours) / floor).toFixed(0)} %`,
    `${ratios[0] ?? ''} to ${ratios.at(-1) ?? ''} %`,
    String(Buffer.byteLength(html)),
  ]
}

/** How often a second as many bare clients get all the answers, one statement after the other, prepared as the product prepares them. */
async function rateOfSql({ appUrl }: Stage, statements: readonly Statement[]): Promise<number> {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => connected(appUrl)))
  let answered = 0
  const began = performance.now()
  const until = began + SECONDS * 1_000
  await Promise.all(
    clients.map(async client => {
      while (performance.now() < until) {
        for (const { name, text, values } of statements)
          await client.query({ ...(name === undefined ? {} : { name }), text, values: [...values] })
        answered += 1
      }
      await client.end()
    }),
  )
  return (1_000 * answered) / (performance.now() - began)
}

async function rateOf(url: string, headers: Record<string, string>): Promise<number> {
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS })
  assert.deepEqual(Object.keys(result.statusCodeStats ?? {}), ['200'])
  assert.equal(result.errors, 0)
  return result.requests.average
}

await onStage(3459, async stage => {
  const bidId = await aPassingBid(stage.baseUrl.origin)
  await fillUpTo(stage.owner, Number(requirements), SEED)
  const cookie = `session=${await tokenOf(stage, 'supplier-admin')}`
  const list = '/opportunities'
  const { rows: found } = await stage.owner.query<{ id: string }>(
    `SELECT id FROM requirement WHERE state = 'open' AND NOT practice ORDER BY id LIMIT 1`,
  )
  const section = `/supplier/bids/${bidId}/ethics/2`
  say(
    `# Pages, ${requirements} requirements, ${CONNECTIONS} connections, against the same template in a bare loop or their own statements, ${machine()}\n`,
  )
  const rows = []
  const works: Work[] = [
    { name: 'list of opportunities', path: list, headers: {} },
    { name: 'list of opportunities, compressed', path: list, headers: { 'accept-encoding': 'br' } },
    { name: 'a search, with its count', path: `${list}?q=bridge+ferry&tier=high`, headers: {} },
    { name: 'the same search, against its statements', path: `${list}?q=bridge+ferry&tier=high`, headers: {}, bySql: true },
    { name: 'one opportunity', path: `${list}/${found[0]?.id}`, headers: {} },
    { name: 'a section of the questionnaire', path: section, headers: { cookie } },
    { name: 'a section of the questionnaire, compressed', path: section, headers: { cookie, 'accept-encoding': 'br' } },
  ]
  for (const work of works.filter(({ name }) => name.includes(wanted))) rows.push(await rowOf(stage, work))
  say(table([['', 'ours', 'floor', 'ours against the floor', 'of the rounds', 'bytes'], ...rows]))
})

async function tokenOf({ baseUrl }: Stage, player: string): Promise<string> {
  const body = JSON.stringify({ email: `${player}@example.test`, password: PASSWORD })
  const answer = await fetch(new URL('/api/v1/sessions', baseUrl), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  })
  return ((await answer.json()) as { token: string }).token
}
