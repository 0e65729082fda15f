import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { countRequirements, listBestMatches, listRequirementSummaries } from '../src/modules/requirements/requirement-list-queries.js'
import { type Readable, type Tx, UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { newId } from '../src/shared/ids.js'
import * as grow from './support/grow.js'
import { TestApp } from './support/test-app.js'
import { columnsToInsert, idsOfParties, type Party, type Whose } from './support/whose.js'
import { aDraft, anOpenRequirement } from './support/world.js'

describe('The row of a requirement', () => {
  let test: TestApp
  let whose: Record<Party, Whose>
  let draft: string
  let cancelledDraft: string
  let published: string

  beforeAll(async () => {
    test = await TestApp.start()
    draft = (await aDraft(test)).id
    cancelledDraft = (await aDraft(test)).id
    await test.rows(`UPDATE requirement SET state = 'cancelled' WHERE id = $1`, [cancelledDraft])
    published = await anOpenRequirement(test)
    whose = await idsOfParties(test)
  })
  afterAll(() => test.stop())

  const unitOfWork = (): UnitOfWork => test.app.get(UnitOfWork)

  const unpublishedSeen = async (view: Readable): Promise<string[]> => {
    const found = await view.query<{ id: string }[]>('SELECT id FROM requirement WHERE published_at IS NULL')
    return found.map(({ id }) => id).toSorted()
  }

  it('that is not published is there for its buyer, the operator and the marketplace itself', async () => {
    for (const who of ['buyer', 'operator'] as const)
      expect([who, await unitOfWork().read(whose[who], unpublishedSeen)]).toEqual([who, [draft, cancelledDraft].toSorted()])
    expect(await unitOfWork().run(SYSTEM, unpublishedSeen)).toHaveLength(2)
  })

  it('that is not published is there for nobody else, who sees all that is', async () => {
    for (const who of ['otherBody', 'supplier', 'rival'] as const)
      expect([who, await unitOfWork().read(whose[who], unpublishedSeen)]).toEqual([who, []])
    expect(await unitOfWork().readPublic(unpublishedSeen)).toEqual([])
    const all = 'SELECT count(*)::int AS count FROM requirement'
    expect(await unitOfWork().readPublic(view => view.query(all))).toEqual(await test.rows(`${all} WHERE published_at IS NOT NULL`))
  })

  it('is held by whoever reads it, and written by its buyer, the operator and the marketplace alone', async () => {
    const hold = (id: string) => (tx: Tx) => tx.query<unknown[]>('SELECT 1 FROM requirement WHERE id = $1 FOR UPDATE', [id])
    const write = (id: string) => (tx: Tx) => tx.query('UPDATE requirement SET title = title WHERE id = $1', [id])
    for (const who of ['supplier', 'otherBody'] as const) {
      expect([who, await unitOfWork().run(whose[who], hold(published))]).toEqual([who, [expect.anything()]])
      expect([who, await unitOfWork().run(whose[who], hold(draft))]).toEqual([who, []])
      await expect(unitOfWork().run(whose[who], write(published))).rejects.toMatchObject({ driverError: { code: '42501' } })
      expect(await unitOfWork().run(whose[who], write(draft))).toEqual([[], 0])
    }
    for (const who of ['buyer', 'operator'] as const) expect(await unitOfWork().run(whose[who], write(published))).toEqual([[], 1])
  })

  it('is made for no other body, and given to none', async () => {
    const columns = (await columnsToInsert(test, 'requirement')).join(', ')
    const copy = (tx: Tx) =>
      tx.query(
        `INSERT INTO requirement (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::requirement,
             (SELECT to_jsonb(r) || jsonb_build_object('id', $2::uuid) FROM requirement r WHERE r.id = $1))`,
        [published, newId()],
      )
    const give = (tx: Tx) => tx.query('UPDATE requirement SET buyer_id = $2 WHERE id = $1', [published, whose.otherBody.organisationId])
    const refused = { driverError: { code: '42501' } }
    await expect(unitOfWork().run(whose.otherBody, copy)).rejects.toMatchObject(refused)
    for (const who of ['otherBody', 'buyer'] as const) await expect(unitOfWork().run(whose[who], give)).rejects.toMatchObject(refused)
  })

  it('stands in what is published as it is, and not before nor after', async () => {
    const SAME = `SELECT (r.id, r.buyer_id, r.agreement_id, r.practice, r.state, r.title, r.category_ids, r.tier, r.published_at, r.submission_deadline, r.words)
        IS NOT DISTINCT FROM (p.id, p.buyer_id, p.agreement_id, p.practice, p.state, p.title, p.category_ids, p.tier, p.published_at, p.submission_deadline, p.words) AS same
        FROM requirement r FULL JOIN published_requirement p ON p.id = r.id WHERE r.published_at IS NOT NULL OR p.id IS NOT NULL`
    const sameEach = async () => new Set((await test.rows<{ same: boolean }>(SAME)).map(({ same }) => same))
    for (const change of [
      `title = 'Counting otters'`,
      `content = content || '{"problemStatement": "Otters are not counted."}'`,
      `submission_deadline = submission_deadline + interval '1 day'`,
      `practice = NOT practice`,
      `state = 'closed'`,
    ]) {
      await test.rows(`UPDATE requirement SET ${change} WHERE id = $1`, [published])
      expect([change, await sameEach()]).toEqual([change, new Set([true])])
    }
    await test.rows(`UPDATE requirement SET published_at = NULL, state = 'cancelled' WHERE id = $1`, [published])
    expect(await test.rows('SELECT FROM published_requirement WHERE id = $1', [published])).toEqual([])
    expect(await sameEach()).toEqual(new Set())
    expect(await test.rows('SELECT FROM published_requirement WHERE id = ANY ($1)', [[draft, cancelledDraft]])).toEqual([])
  })

  describe('what everybody asks', () => {
    beforeAll(async () => {
      await anOpenRequirement(test)
      await test.rows(grow.MORE_OPEN_REQUIREMENTS, [4_000])
      await test.rows(`UPDATE requirement SET title = 'Counting otters' WHERE state = 'open' AND title ~ '[147]$'`)
      await test.rows(`UPDATE requirement SET state = 'closed' WHERE state = 'open' AND id::text > '1'`)
      await test.rows('VACUUM ANALYZE published_requirement')
    })

    /** The plan of the one statement that the query sends, as the role of the application. */
    const planOf = (query: (view: Readable) => Promise<unknown>): Promise<string> =>
      unitOfWork().read(whose.supplier, async view => {
        const lines: string[] = []
        const explaining = {
          query: async (sql: string, values: unknown[]) => {
            const plan = await view.query<{ 'QUERY PLAN': string }[]>(`EXPLAIN (COSTS OFF) ${sql}`, values)
            lines.push(...plan.map(line => line['QUERY PLAN']))
            return [{ found: 0 }]
          },
        } as unknown as Readable
        await query(explaining)
        return lines.join('\n')
      })

    const EVERYBODYS = { buyerId: null, includePractice: true }
    const list = (order: 'newest' | 'closing' | 'ended', filter: object) => (view: Readable) =>
      listRequirementSummaries(view, { ...EVERYBODYS, ...filter }, order, [], 26)

    /** What a third of all has, while most are closed. */
    const OF_OPEN = { q: 'otters', status: 'open' } as const

    it.each<[string, (view: Readable) => Promise<unknown>, string]>([
      ['a search', list('newest', { q: 'owls' }), 'published_requirement_by_words'],
      ['a search in what is open', list('newest', { q: 'owls', status: 'open' }), '_by_words'],
      ['the best matches', view => listBestMatches(view, { ...EVERYBODYS, q: 'owls' }, [], 26), 'published_requirement_by_words'],
      ['a count', view => countRequirements(view, { ...EVERYBODYS, q: 'owls' }), 'published_requirement_by_words'],
      ['a category', list('newest', { categoryId: newId() }), 'published_requirement_in_category'],
      ['the newest', list('newest', {}), 'published_requirement_newest'],
      ['the newest for everybody', list('newest', { includePractice: false }), 'published_requirement_'],
      ['what opened last, for everybody', list('newest', { includePractice: false, status: 'open' }), 'published_requirement_open_newest'],
      ['what closes next', list('closing', {}), 'published_requirement_closing'],
      ['the archive', list('ended', { status: 'ended' }), 'published_requirement_not_open'],
      ['what one buyer published', list('newest', { publishedBy: newId() }), 'published_requirement_of_buyer'],
    ])('finds %s by its index, and asks no policy', async (_, query, index) => {
      const plan = await planOf(query)
      expect(plan).toContain(index)
      expect(plan).not.toMatch(/Seq Scan on published_requirement|on requirement r|market\.(act|organisation)/)
    })

    it('has a search among all planned for its words each time, and a search in what is open once', async () => {
      const kept = async (view: Readable): Promise<number> => {
        const searches = `statement LIKE '%websearch_to_tsquery%' AND statement NOT LIKE 'EXPLAIN%'`
        return (await view.query<unknown[]>(`SELECT FROM pg_prepared_statements WHERE ${searches}`)).length
      }
      const keptAfter = await unitOfWork().read(whose.supplier, async view => {
        const counts = [await kept(view)]
        for (const filter of [OF_OPEN, { q: 'otters' }]) {
          await list('closing', filter)(view)
          counts.push(await kept(view))
        }
        return counts
      })
      expect(keptAfter).toEqual([0, 1, 1])
    })

    it.each<[string, (view: Readable) => Promise<unknown>]>([
      ['the best matches', view => listBestMatches(view, { ...EVERYBODYS, ...OF_OPEN }, [], 26)],
      ['a count', view => countRequirements(view, { ...EVERYBODYS, ...OF_OPEN })],
      ['what is due until a day', view => countRequirements(view, { ...EVERYBODYS, ...OF_OPEN, closingBefore: '2999-01-01T00:00:00Z' })],
    ])('finds %s in what is open by its words alone, however many closed ones have them', async (_, query) => {
      const plan = await planOf(query)
      expect(plan.match(/published_requirement_\w+/g)).toEqual(expect.arrayContaining(['published_requirement_open_by_words']))
      expect(plan).not.toMatch(/BitmapAnd|published_requirement_(by_words|in_state|newest|closing)/)
    })
  })
})
