import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { GuidelinesService } from '../src/modules/guidelines/guidelines.service.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'

describe('The guidelines as data', () => {
  let test: TestApp
  let paths: Record<string, string>

  beforeAll(async () => {
    test = await TestApp.start()
    const { guideline, edition, questionnaire, ruleSet } = test.app.get(GuidelinesService).current()
    paths = {
      guidelines: '/guidelines',
      'an edition': `/guidelines/${guideline}/${edition}`,
      'a questionnaire': `/questionnaires/${questionnaire}`,
      'a rule set': `/rule-sets/${ruleSet}`,
      'a difference': `/rule-sets/${ruleSet}/diff/${ruleSet}`,
    }
  })
  afterAll(() => test.stop())

  it('are listed with what goes with each edition', async () => {
    const { body } = await test.api().get('/guidelines').expect(200)
    const current = test.app.get(GuidelinesService).current()
    const edition = {
      edition: '2020-06-08',
      questionnaire: current.questionnaire,
      ruleSet: current.ruleSet,
      contentHash: test.app.get(GuidelinesService).contentHash(current),
    }
    expect(body).toEqual({
      items: [{ id: 'ai-procurement', title: 'Guidelines for AI procurement', editions: [edition] }],
      nextCursor: null,
    })
  })

  it('give clauses, questions and rules that fit each other', async () => {
    const read = async <T>(name: string): Promise<T> => (await test.api().get(String(paths[name])).expect(200)).body as T
    const edition = await read<{ clauses: { id: string }[]; companions: { id: string }[]; crosswalk: unknown[] }>('an edition')
    const questionnaire = await read<{ sections: { questions: Citing[] }[] }>('a questionnaire')
    const ruleSet = await read<{ supplierRules: Citing[]; buyerRules: Citing[]; blockingRules: Record<string, string[]> }>('a rule set')
    const citing = [...questionnaire.sections.flatMap(({ questions }) => questions), ...ruleSet.supplierRules, ...ruleSet.buyerRules]
    const known = new Set([...edition.clauses, ...edition.companions].map(({ id }) => id))
    expect(citing.flatMap(({ clauses, also }) => [...clauses, ...also]).filter(id => !known.has(id))).toEqual([])
    const rules = new Set(ruleSet.supplierRules.map(({ id }) => id))
    expect(Object.keys(ruleSet.blockingRules)).toEqual(['low', 'medium', 'high'])
    expect(
      Object.values(ruleSet.blockingRules)
        .flat()
        .filter(id => !rules.has(id)),
    ).toEqual([])
  })

  it.each(['guidelines', 'an edition', 'a questionnaire', 'a rule set', 'a difference'])(
    'are kept by whoever reads %s, and asked for again by their ETag',
    async name => {
      const path = String(paths[name])
      const { headers, text } = await test.api().get(path).expect(200)
      expect(headers).toMatchObject({ 'cache-control': 'public, no-cache', 'content-type': 'application/json; charset=utf-8' })
      const again = await test.api().get(path).set('If-None-Match', String(headers['etag'])).expect(304)
      expect(again.text).toBe('')
      const { headers: own, text: same } = await test.api('bid-writer').get(path).expect(200)
      expect([own['cache-control'], own['etag'], same]).toEqual(['no-store', undefined, text])
    },
  )

  it.each([
    '/guidelines/ai-procurement/2019-10-01',
    '/guidelines/nothing/2020-06-08',
    '/guidelines/__proto__/constructor',
    '/questionnaires/0.0.1',
    '/questionnaires/constructor',
    '/rule-sets/0.0.1',
    '/rule-sets/x/diff/y',
    '/rule-sets/..%2f..%2fpackage.json',
  ])('are unknown at %s', async path => {
    await test.api().get(path).expect(problem(404, 'not-found'))
  })

  it('take no NUL and nothing beyond an address', async () => {
    await test.api().get('/rule-sets/%00').expect(problem(400, 'text-not-allowed'))
    await test
      .api()
      .get(`/questionnaires/${'1'.repeat(256)}`)
      .expect(problem(414, 'address-too-long'))
  })
})

interface Citing {
  id: string
  clauses: string[]
  also: string[]
}
