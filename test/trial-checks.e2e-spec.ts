import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { goldenBid } from '../src/modules/guidelines/golden-bids.js'
import { TIERS } from '../src/modules/guidelines/domain/risk-tier.js'
import { roleOf } from '../src/shared/database/open-database.js'
import { problem } from './support/problems.js'
import { Statements } from './support/statements.js'
import { TestApp } from './support/test-app.js'

interface Report {
  outcome: string
  tier: string
  findings: { rule: string; outcome: string }[]
}

describe('The check, tried without an account', () => {
  let test: TestApp
  let statements: Statements

  beforeAll(async () => {
    test = await TestApp.start()
    statements = new Statements(roleOf(test.config.databaseUrl))
  })
  afterAll(async () => {
    statements.stopListening()
    await test.stop()
  })

  const tried = async (body: object): Promise<Report> => (await test.api().post('/trial-checks').send(body).expect(200)).body as Report

  it.each(TIERS)('stops the first draft of the example at the %s tier, and lets the bid pass', async tier => {
    expect(await tried({ tier, beginning: 'draft' })).toMatchObject({ outcome: 'blocked', tier })
    expect(await tried({ tier, beginning: 'passing' })).toMatchObject({ outcome: 'passed', tier, findings: [] })
  })

  it('begins with no answers unless something else is said', async () => {
    expect((await tried({ tier: 'low' })).findings.map(({ rule }) => rule)).toContain('SR-01')
  })

  it('puts the answers that are sent in place of those of the example', async () => {
    const { passing } = goldenBid('low')
    const draft = await tried({ tier: 'low', beginning: 'draft' })
    expect(await tried({ tier: 'low', beginning: 'passing', answers: { Q201: null } })).toMatchObject({ outcome: 'blocked' })
    expect(await tried({ tier: 'low', beginning: 'draft', answers: passing })).toMatchObject({ outcome: 'passed' })
    expect(draft.outcome).toBe('blocked')
  })

  it('lets answers raise the tier, as in a bid', async () => {
    const answers = { Q301: { value: 'special' }, Q204: { value: 'significant' } }
    expect((await tried({ tier: 'low', beginning: 'passing', answers })).findings.length).toBeGreaterThan(0)
  })

  it.each<[string, object, string]>([
    ['no tier', {}, 'invalid-request'],
    ['a tier that is none', { tier: 'LOW' }, 'invalid-request'],
    ['a beginning that is none', { tier: 'low', beginning: '__proto__' }, 'invalid-request'],
    ['answers that are a list', { tier: 'low', answers: [] }, 'invalid-request'],
    ['a member more', { tier: 'low', score: 1 }, 'invalid-request'],
    ['a question that is none', { tier: 'low', answers: { Q999: {} } }, 'answers-malformed'],
    ['an answer of another kind', { tier: 'low', answers: { Q101: { text: 'x' } } }, 'answers-malformed'],
    ['NUL', { tier: 'low', answers: { Q201: { text: '\u0000' } } }, 'text-not-allowed'],
  ])('refuses %s, and says why', async (_, body, code) => {
    await test.api().post('/trial-checks').send(body).expect(problem(400, code))
  })

  it('asks the database for nothing and writes nothing, by either door', async () => {
    const sent = await statements.of(async () => {
      await tried({ tier: 'high', beginning: 'draft' })
      const page = await test.app.inject({ url: '/how-bids-are-checked/try?tier=high&section=5' })
      expect(page.statusCode).toBe(200)
    })
    expect(sent).toEqual([])
  })
})

describe('The page on which it is tried', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const send = (query: string, payload: string) =>
    test.app.inject({
      method: 'POST',
      url: `/how-bids-are-checked/try${query}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      payload,
    })

  it.each<[string, string, string, number]>([
    ['nothing at all', '', '', 200],
    ['an address of nonsense', '?tier=none&tier=low&section=__proto__&beginning[]=1', '', 200],
    ['questions that are not on the page', '?section=1', '.asked=Q999&Q999-value=1', 200],
    ['one question twice', '?section=1', '.asked=Q101&.asked=Q101&Q101-value=no_ai&Q101-value=ai_core', 200],
    ['an option that is none', '?section=1', '.asked=Q101&Q101-value=%3Cscript%3Ealert(1)', 422],
    ['a number that is none', '?section=8', '.asked=Q804&Q804-value=soon', 422],
    ['a text beyond every limit', '?section=2', `.asked=Q201&Q201-text=${'x'.repeat(30_000)}`, 422],
    ['a row of nonsense', '?section=1', '.asked=Q103&Q103-rows-9e9-name=x&Q103-rows--1-name=x&.do=remove-row Q103 77', 200],
    ['an action that is none', '?section=1', '.do=add-row __proto__', 200],
  ])('answers %s kindly', async (_, query, payload, status) => {
    const { statusCode, headers, body } = await send(query, payload)
    expect([statusCode, headers['content-type']]).toEqual([status, 'text/html; charset=utf-8'])
    expect(body).toContain('Try the check')
    expect(body).not.toContain('<script>alert')
  })

  it('shows what was typed again where it is refused, with the reason at its field', async () => {
    const { body } = await send('?section=8', '.asked=Q804&Q804-value=soon')
    expect(body).toContain('href="#Q804-value"')
    expect(body).toContain('value="soon"')
    expect(body).toContain('Q804: Enter a number in figures, such as 100')
  })
})
