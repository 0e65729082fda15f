import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'

import type pg from 'pg'

import { PASSWORD } from '../../src/modules/demonstration/cast.js'
import { countMatching, pageOfMatching } from '../../src/modules/memberships/match-suppliers.js'
import type { Readable } from '../../src/shared/database/unit-of-work.js'
import { GOLDEN } from '../support/world.js'
import { median, microseconds, table } from './measure.js'
import { connected, machine, onStage, say } from './stage.js'

const SUPPLIERS = 50_000
const INVITED = [5, 5_000]
const ASKED = 40
const PUBLISHED = 5

/** One value of each of the six facets; every twentieth supplier or so offers all of them. */
const SOUGHT = {
  scope: ['end-to-end-partnership'],
  'ai-type': ['ai-applications'],
  sector: ['health'],
  location: ['scotland'],
  clearance: ['security-check'],
  size: ['up-to-100-000'],
}
const TOKENS = Object.entries(SOUGHT).flatMap(([facet, values]) => values.map(value => `${facet}/${value}`))

/** Members of a category of their own, each with what it offers: of the sought values each with its share, beside others that nobody seeks. */
const FILL = `
  WITH new AS (SELECT gen_random_uuid() AS id, n FROM generate_series(1, $3::int) n),
       supplier AS (INSERT INTO organisation (id, kind, name) SELECT id, 'supplier', $4 || ' ' || n FROM new)
  INSERT INTO membership (id, agreement_id, category_id, supplier_id, state, offer)
  SELECT gen_random_uuid(), $1, $2, id, 'active',
         ARRAY(SELECT token FROM unnest($5::text[]) token WHERE abs(hashtext(token || n)) % 10 < 6 OR $6) || ARRAY['scope/other-' || n % 7, 'location/other-' || n % 11]
  FROM new`

await onStage(4870, async ({ baseUrl, owner, appUrl }) => {
  say(machine())
  const market = await aMarket(baseUrl, await nowOf(owner))
  const agreement = await anAgreement(owner)
  const crowd = await aCategory(owner, agreement, 'crowd')
  await owner.query(FILL, [agreement, crowd, SUPPLIERS, 'Crowd', TOKENS, false])
  await owner.query('ANALYZE')

  const id = await market.draft(agreement, crowd)
  await market.choose(id, SOUGHT)
  const bare = await connected(appUrl)
  const sought = { categoryIds: [crowd], tokens: TOKENS }
  const view = bareView(bare)
  const floor = await medianOf(ASKED, () => pageOfMatching(view, sought, 25))
  const ours = await medianOf(ASKED, () => market.get(`/requirements/${id}/shortlist/matching?limit=25`))
  const { matching } = await countMatching(view, sought)
  assert.ok(matching > SUPPLIERS / 50, 'Too few match to measure anything.')
  const counted = await medianOf(ASKED, () => countMatching(view, sought))
  const shortlist = await medianOf(ASKED, () => market.get(`/requirements/${id}/shortlist`))
  await bare.end()
  const row = (work: string, taken: number, least: number) => [
    work,
    microseconds(taken),
    microseconds(least),
    `${((least / taken) * 100).toFixed(0)} %`,
  ]
  say(
    table([
      ['work', 'ours', 'the same statements alone', 'ratio'],
      row(`who of ${SUPPLIERS} matches on six facets (${matching}), the first 25`, ours, floor),
      row('the shortlist, with how many match and how many do not', shortlist, counted),
    ]),
  )

  const rows = [['publish, with so many matches', 'the request']]
  for (const count of INVITED) {
    const category = await aCategory(owner, agreement, `invited-${count}`)
    await owner.query(FILL, [agreement, category, count, `Invited ${count}`, TOKENS, true])
    const taken: number[] = []
    for (let time = 0; time < PUBLISHED; time += 1) {
      const requirement = await market.draft(agreement, category)
      await market.choose(requirement, SOUGHT)
      await market.approve(requirement)
      const started = performance.now()
      await market.post('buyer-author', `/requirements/${requirement}/publish`, {})
      taken.push((performance.now() - started) * 1000)
      const { rows: found } = await owner.query<{ count: number }>(
        'SELECT cardinality(supplier_ids) AS count FROM invitation_round WHERE requirement_id = $1',
        [requirement],
      )
      assert.equal(found[0]?.count, count)
    }
    rows.push([String(count), microseconds(median(taken))])
  }
  say(table(rows))
})

/** Microseconds at the median, the first of all left out. */
async function medianOf(count: number, run: () => Promise<unknown>): Promise<number> {
  const taken: number[] = []
  for (let time = 0; time <= count; time += 1) {
    const started = performance.now()
    await run()
    if (time > 0) taken.push((performance.now() - started) * 1000)
  }
  return median(taken)
}

/** The same statements, prepared as the product prepares them, from a bare client. */
function bareView(client: pg.Client): Readable {
  const name = (text: string): string => createHash('sha256').update(text).digest('base64url')
  return { query: async <T>(text: string, values: unknown[] = []) => (await client.query({ name: name(text), text, values })).rows as T }
}

async function anAgreement(owner: pg.Client): Promise<string> {
  const { rows } = await owner.query<{ id: string }>(`SELECT id FROM agreement WHERE reference = 'PRACTICE'`)
  return String(rows[0]?.id)
}

/** An agreement that is open takes no more categories, but for what is measured. */
async function aCategory(owner: pg.Client, agreementId: string, code: string): Promise<string> {
  await owner.query('ALTER TABLE category DISABLE TRIGGER category_is_frozen')
  const { rows } = await owner.query<{ id: string }>(
    'INSERT INTO category (id, agreement_id, code, title) VALUES (gen_random_uuid(), $1, $2, $2) RETURNING id',
    [agreementId, code],
  )
  await owner.query('ALTER TABLE category ENABLE TRIGGER category_is_frozen')
  return String(rows[0]?.id)
}

async function nowOf(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query<{ now: Date }>('SELECT clock_timestamp() AS now')
  return rows[0]?.now.getTime() ?? NaN
}

/** The buyer's side over HTTP. */
async function aMarket(baseUrl: URL, now: number) {
  const tokens = new Map<string, string>()
  const ask = async (player: string, method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(new URL(`/api/v1${path}`, baseUrl), {
      method,
      headers: {
        authorization: `Bearer ${tokens.get(player) ?? ''}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    assert.ok(answer.ok, `${method} ${path}: ${text}`)
    return { body: JSON.parse(text) as Record<string, unknown>, etag: answer.headers.get('etag') ?? '' }
  }
  for (const player of ['buyer-author', 'buyer-approver']) {
    const { body } = await ask(player, 'POST', '/sessions', { email: `${player}@example.test`, password: PASSWORD })
    tokens.set(player, String(body['token']))
  }
  const inDays = (days: number): string => new Date(now + days * 86_400_000).toJSON()
  return {
    get: (path: string) => ask('buyer-author', 'GET', path),
    post: (player: string, path: string, body: object) => ask(player, 'POST', path, body),
    draft: async (agreementId: string, categoryId: string): Promise<string> => {
      const dates = { clarificationDeadline: inDays(10), submissionDeadline: inDays(30), awardDate: '2030-01-31' }
      const { body } = await ask('buyer-author', 'POST', '/requirements', {
        ...GOLDEN.requirement,
        agreementId,
        categoryIds: [categoryId],
        ...dates,
      })
      return String(body['id'])
    },
    choose: (id: string, filters: object) =>
      ask('buyer-author', 'PUT', `/requirements/${id}/shortlist`, { name: id, filters }, { 'if-match': '"0"' }),
    approve: async (id: string) => {
      const { etag } = await ask('buyer-author', 'POST', `/requirements/${id}/submit-for-approval`, {})
      await ask('buyer-approver', 'POST', `/requirements/${id}/approve`, {}, { 'if-match': etag })
    },
  }
}
