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
import { fillUpTo } from './requirements.js'
import { machine, onStage, say, type Stage } from './stage.js'

const CONNECTIONS = 8
const ROUNDS = 3
const SECONDS = 4

/** A list shows one page, whatever there is besides. */
const REQUIREMENTS = 2_000
const SEED = 7

interface Work {
  name: string
  path: string
  headers: Record<string, string>
}

/** A template with its data, as the product rendered it. */
interface Rendered {
  view: string
  data: object
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
  const config = { ...(await withMasterKey(loadConfig({ DATA_DIR: folder, LOG_LEVEL: 'error' }))), databaseUrl: appUrl }
  const app = await createApp(config, createLog('error'))
  await app.init()
  const fastify = app.getHttpAdapter().getInstance()
  await fastify.ready()
  const engine = nunjucks.Environment.prototype as { render: (view: string, data: object) => string }
  const original = Reflect.get(engine, 'render')
  let heard: Rendered | undefined
  engine.render = function (view, data) {
    heard = { view, data }
    return original.call(this, view, data)
  }
  try {
    const { statusCode, body } = await fastify.inject({ url: path, headers })
    assert.equal(statusCode, 200, body)
  } finally {
    engine.render = original
    await app.close()
  }
  assert(heard !== undefined)
  return heard
}

/** Without what is never the same twice: keys of forms, the time by the clock, and the moment that stands in where a list goes on. */
const settled = (html: string): string =>
  html
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id')
    .replaceAll(/\d\d:\d\d:\d\d/g, 'time')
    .replaceAll(/after=[\w%-]+/g, 'after')

async function rowOf(stage: Stage, work: Work): Promise<string[]> {
  const url = new URL(work.path, stage.baseUrl).href
  const { view, data } = await renderedFor(stage, work)
  const html = await (await fetch(url, { headers: work.headers })).text()
  assert.equal(settled(html), settled(render(view, data)), `${work.path} is what the bare loop renders`)
  const rates = []
  // The first round warms up.
  for (let round = 0; round <= ROUNDS; round += 1) rates.push(await rateOf(url, work.headers))
  const ours = rates.slice(1).toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? NaN
  const floor = 1_000_000 / ((await measured([{ name: view, run: () => render(view, data) }])).get(view) ?? NaN)
  return [
    work.name,
    `${ours.toFixed(0)}/s`,
    `${floor.toFixed(0)}/s`,
    `${((100 * ours) / floor).toFixed(0)} %`,
    String(Buffer.byteLength(html)),
  ]
}

async function rateOf(url: string, headers: Record<string, string>): Promise<number> {
  const result = await autocannon({ url, headers, connections: CONNECTIONS, duration: SECONDS })
  assert.deepEqual(Object.keys(result.statusCodeStats ?? {}), ['200'])
  assert.equal(result.errors, 0)
  return result.requests.average
}

await onStage(3459, async stage => {
  const bidId = await aPassingBid(stage.baseUrl.origin)
  await fillUpTo(stage.owner, REQUIREMENTS, SEED)
  const cookie = `session=${await tokenOf(stage, 'supplier-admin')}`
  const list = '/opportunities'
  const { rows: found } = await stage.owner.query<{ id: string }>(
    `SELECT id FROM requirement WHERE state = 'open' AND NOT practice ORDER BY id LIMIT 1`,
  )
  const section = `/supplier/bids/${bidId}/ethics/2`
  say(`# Pages, ${REQUIREMENTS} requirements, ${CONNECTIONS} connections, against the same template in a bare loop, ${machine()}\n`)
  const rows = []
  for (const work of [
    { name: 'list of opportunities', path: list, headers: {} },
    { name: 'the same, compressed', path: list, headers: { 'accept-encoding': 'br' } },
    { name: 'a search, with its count', path: `${list}?q=bridge+ferry&tier=high`, headers: {} },
    { name: 'one opportunity', path: `${list}/${found[0]?.id}`, headers: {} },
    { name: 'a section of the questionnaire', path: section, headers: { cookie } },
    { name: 'the same, compressed', path: section, headers: { cookie, 'accept-encoding': 'br' } },
  ])
    rows.push(await rowOf(stage, work))
  say(table([['', 'ours', 'renders', 'ours against renders', 'bytes'], ...rows]))
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
