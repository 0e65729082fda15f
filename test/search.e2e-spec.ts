import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { MORE_OPEN_REQUIREMENTS } from './support/grow.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, GOLDEN } from './support/world.js'

/** As long as a problem statement has to be. */
const PROBLEM = String(GOLDEN.requirement.problemStatement)

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

  it.each([
    ['q=', 'invalid-request'],
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
})
