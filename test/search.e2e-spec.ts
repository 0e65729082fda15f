import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { MORE_OPEN_REQUIREMENTS } from './support/grow.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, GOLDEN } from './support/world.js'

/** As long as a problem statement has to be. */
const PROBLEM = String(GOLDEN.requirement.problemStatement)

const ONE_MORE = `
  INSERT INTO requirement SELECT (jsonb_populate_record(r, jsonb_build_object('id', gen_random_uuid(), 'published_at', market_now()))).*
  FROM requirement r WHERE r.id = $1`

interface Summary {
  id: string
  title: string
  tier: string
  state: string
}

describe('A search among requirements', () => {
  let test: TestApp
  const ids: Record<string, string> = {}

  beforeAll(async () => {
    test = await TestApp.start()
    ids['lamps'] = await anOpenRequirement(test, {
      title: 'Finding street lamps that fail',
      problemStatement: `${PROBLEM} Lamps go dark for weeks.`,
    })
    ids['owls'] = await anOpenRequirement(test, {
      title: 'Counting owls',
      problemStatement: `${PROBLEM} Nobody knows how many owls nest beside dark streets.`,
    })
    ids['bins'] = await anOpenRequirement(test, { title: 'Emptying bins', outcomes: [{ id: 'O1', text: 'Lamplighters see fewer foxes.' }] })
    ids['draft'] = (await aDraft(test, { title: 'Street lamps in secret' })).id
    // Words of Practice are not the public's; these become so.
    for (const practice of [false, true])
      await test.db.query('UPDATE requirement SET practice = $1, title = title WHERE id = ANY ($2)', [practice, Object.values(ids)])
  })
  afterAll(() => test.stop())

  async function found(q: string, rest = ''): Promise<string[]> {
    const { body } = await test
      .api('auditor')
      .get(`/requirements?limit=100&q=${encodeURIComponent(q)}${rest}`)
      .expect(200)
    const known = (body as { items: Summary[] }).items.map(({ id }) => Object.keys(ids).find(name => ids[name] === id))
    return known.filter(name => name !== undefined).toSorted()
  }

  it.each<[string, string[]]>([
    ['owls', ['owls']],
    ['OWL', ['owls']],
    ['counted owl', ['owls']],
    ['dark', ['lamps', 'owls']],
    ['street dark', ['lamps', 'owls']],
    ['dark -owls', ['lamps']],
    ['owls or foxes', ['bins', 'owls']],
    ['"street lamps"', ['lamps']],
    ['"lamps street"', []],
    ['foxes', ['bins']],
    ['secret', []],
    ['the', []],
    ['zebra', []],
    [`'); DROP TABLE requirement; --`, []],
    ['& | ! ( <-> :*', []],
    ['\u202eslwo', []],
  ])('finds by %s', async (q, expected) => {
    expect(await found(q)).toEqual(expected)
  })

  it('joins words and filters', async () => {
    const [lamps] = await test.rows<{ tier: string }>('SELECT tier FROM requirement WHERE id = $1', [ids['lamps']])
    expect(await found('lamps', `&tier=${lamps?.tier}`)).toEqual(['lamps'])
    expect(await found('lamps', '&status=cancelled')).toEqual([])
    expect(await found('dark', '&sort=closing')).toEqual(['lamps', 'owls'])
  })

  it('notices what an amended or changed text says', async () => {
    await test.db.query(`UPDATE requirement SET title = 'Counting otters' WHERE id = $1`, [ids['owls']])
    expect(await found('otters')).toEqual(['owls'])
  })

  async function listed(query: string): Promise<{ items: Summary[]; nextCursor: string | null; searchedFor?: string }> {
    const { body } = await test.api('auditor').get(`/requirements?${query}`).expect(200)
    return body as { items: Summary[]; nextCursor: string | null; searchedFor?: string }
  }

  it.each<[string, string, string[]]>([
    ['lmaps', 'lamps', ['lamps']],
    ['"streat lamps"', '"street lamps"', ['lamps']],
    ['dark -lmaps', 'dark -lamps', []],
  ])('puts %s right where it finds nothing', async (q, right, expected) => {
    const { searchedFor } = await listed(`q=${encodeURIComponent(q)}`)
    const before = await found(q)
    if (expected.length > 0) expect({ searchedFor, before }).toEqual({ searchedFor: right, before: expected })
    else expect(searchedFor).toBeUndefined()
  })

  it('puts no words right that are in no published requirement, and none in an export', async () => {
    expect((await listed('q=secrat')).searchedFor).toBeUndefined()
    expect((await listed('q=zebra')).items).toEqual([])
    const { body } = await test.api('auditor').get('/requirements/export?q=lmaps').expect(200)
    expect(body).toEqual({ items: [] })
  })

  it('shows the best match first: words of the title before those of the problem, and those before an outcome', async () => {
    const { items } = await listed('q=dark+or+lamps+or+foxes&sort=match')
    expect(items[0]?.id).toBe(ids['lamps'])
  })

  it('pages through the best matches, each once, while more are published', async () => {
    const all = (await listed('q=roads&sort=match&limit=100')).items.map(({ id }) => id)
    expect(all.length).toBeGreaterThan(2)
    const paged: string[] = []
    let cursor = ''
    do {
      const page = await listed(`q=roads&sort=match&limit=1${cursor}`)
      paged.push(...page.items.map(({ id }) => id))
      if (paged.length === 1) await test.db.query(ONE_MORE, [ids['lamps']])
      cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`
    } while (cursor !== '')
    expect(paged.filter(id => all.includes(id))).toEqual(all)
    expect(new Set(paged).size).toBe(paged.length)
  })

  async function count(query: string): Promise<unknown> {
    return (await test.api('auditor').get(`/requirements/count?${query}`).expect(200)).body
  }

  it('finds by buyer, and by a part of its name in which signs are only signs', async () => {
    const { items } = await listed('limit=100')
    const [first] = items as (Summary & { buyerId: string; buyerName: string })[]
    expect((await listed(`limit=100&buyer=${String(first?.buyerId)}`)).items).toEqual(items)
    expect((await listed(`limit=100&buyerName=${encodeURIComponent(String(first?.buyerName.slice(2, 9).toUpperCase()))}`)).items).toEqual(
      items,
    )
    for (const sign of ['%25', '_', '%5C']) expect((await listed(`buyerName=x${sign}`)).items).toEqual([])
    expect((await listed(`buyer=${String(first?.id)}`)).items).toEqual([])
  })

  it('tells what has ended by the clock, what ended last first', async () => {
    expect((await listed('status=ended')).items).toEqual([])
    await test.db.query(`UPDATE requirement SET submission_deadline = market_now() - interval '1 hour' WHERE id = $1`, [ids['bins']])
    await test.db.query(`UPDATE requirement SET submission_deadline = market_now() - interval '1 minute' WHERE id = $1`, [ids['owls']])
    const ended = (await listed('status=ended&sort=ended')).items
    expect(ended.map(({ id, state }) => [id, state])).toEqual([
      [ids['owls'], 'closed'],
      [ids['bins'], 'closed'],
    ])
    expect((await listed('status=closed')).items.length).toBe(2)
    expect(await count('status=ended')).toEqual({ count: 2, isMore: false })
    expect((await listed('status=open&limit=100')).items.map(({ id }) => id)).not.toContain(ids['owls'])
  })

  it.each([
    ['q=', 'invalid-request'],
    ['sort=best', 'invalid-request'],
    ['status=over', 'invalid-request'],
    ['buyer=x', 'invalid-request'],
    ['buyerName=', 'invalid-request'],
    ['q=a&sort=match&cursor=WyJuZXdlc3QiXQ', 'cursor-malformed'],
    [`q=${'x'.repeat(201)}`, 'invalid-request'],
    ['q=a&q=b', 'invalid-request'],
    ['q[]=a', 'invalid-request'],
    ['q=%00', 'text-not-allowed'],
  ])('refuses %s', async (query, code) => {
    await test.api(undefined).get(`/requirements?${query}`).expect(problem(400, code))
  })

  it('exports what its pages list, to the byte, for whoever asks', async () => {
    await test.db.query(MORE_OPEN_REQUIREMENTS, [550])
    await test.db.query(`UPDATE requirement SET practice = false WHERE title LIKE 'Finding%'`)
    for (const who of ['auditor', undefined] as const) {
      for (const filters of ['', 'q=lamps&', 'tier=high&sort=closing&']) {
        const listed: Summary[] = []
        let cursor: string | null = ''
        while (cursor !== null) {
          const at: string = cursor === '' ? '' : `&cursor=${cursor}`
          const { body } = await test.api(who).get(`/requirements?${filters}limit=100${at}`).expect(200)
          const page = body as { items: Summary[]; nextCursor: string | null }
          listed.push(...page.items)
          cursor = page.nextCursor
        }
        const { text } = await test
          .api(who)
          .get(`/requirements/export?${filters}`)
          .expect(200)
          .expect('Content-Type', /json; charset=utf-8/)
        expect(text).toBe(JSON.stringify({ items: listed }))
        if (filters === '') expect(listed.length).toBeGreaterThan(500)
      }
    }
  })

  it('lists with a filter what the whole list holds of it', async () => {
    const all = (await test.api('auditor').get('/requirements/export').expect(200)).body as { items: Summary[] }
    const high = (await test.api('auditor').get('/requirements/export?tier=high').expect(200)).body as { items: Summary[] }
    expect(high.items).toEqual(all.items.filter(({ tier }) => tier === 'high'))
  })

  it('exports nothing as an empty list, and refuses what no list takes', async () => {
    await test.api(undefined).get('/requirements/export?q=zebra').expect(200, { items: [] })
    await test.api(undefined).get('/requirements/export?cursor=x').expect(problem(400, 'invalid-request'))
    await test.api(undefined).get('/requirements/export?scope=own').expect(problem(400, 'invalid-request'))
  })

  it('counts what its pages hold, up to a thousand', async () => {
    expect(await count('q=zebra')).toEqual({ count: 0, isMore: false })
    expect(await count('status=open')).toEqual({ count: 1000, isMore: true })
    await test.api(undefined).get('/requirements/count?scope=own').expect(problem(401, 'not-signed-in'))
    await test.api('auditor').get('/requirements/count?sort=newest').expect(problem(400, 'invalid-request'))
  })
})
