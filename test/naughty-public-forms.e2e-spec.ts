import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { naughtyList } from './support/naughty-list.js'
import { formsOf, sendForm } from './support/page-forms.js'
import { TestApp } from './support/test-app.js'

const HARM = '<script>alert(1)</script>'

/** What no list of strings for people has: halves of characters, NUL, and more than fits. */
const HOSTILE = [
  '\u0000',
  'a\u0000b',
  '%',
  '%00',
  '\ud800',
  '\udfff\ud800',
  '\u202eright to left',
  `'; SELECT pg_sleep(9); --`,
  ':*&|!()',
  '"',
  '\\',
]

/** A page of the trial is long to make: markup, and a few of the others, are enough there. */
const FEW = 12

describe('A form of the public', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start({ signedIn: [] })
  })
  afterAll(() => test.stop())

  const texts = (): string[] => [HARM, ...HOSTILE, ...naughtyList()]

  const fewTexts = (): string[] => [
    HARM,
    ...HOSTILE,
    ...naughtyList()
      .filter(text => /<\w/.test(text))
      .slice(0, FEW),
  ]

  const get = (url: string) => test.app.inject({ url })

  /** Answered, and nothing of it is markup. */
  function judge(text: string, { statusCode, body }: { statusCode: number; body: string }, answers: readonly number[]): void {
    expect([text, answers.includes(statusCode) ? 'answered' : statusCode]).toEqual([text, 'answered'])
    if (/<\w/.test(text)) expect([text, body.includes(text)]).toEqual([text, false])
  }

  it.each(['q', 'buyer', 'closingBy', 'state', 'tier', 'category', 'sort', 'after', 'unknown'])(
    'searches by whatever stands in %s, or says what is wrong with it',
    async name => {
      // What is no text but a choice or a place is read by a list of what there is.
      for (const text of name === 'q' || name === 'buyer' ? texts() : fewTexts()) {
        const query = `${name}=${encodeURIComponent(text.toWellFormed())}`
        judge(text, await get(`/opportunities?${query}`), [200, 400, 422])
      }
      for (const text of fewTexts()) {
        const query = `${name}=${encodeURIComponent(text.toWellFormed())}`
        judge(text, await get(`/opportunities/feed.atom?${query}`), [200, 400, 422])
      }
    },
  )

  it.each(['agreement', 'category', 'offers', 'after', 'unknown'])('looks for suppliers by whatever stands in %s', async name => {
    for (const text of fewTexts()) judge(text, await get(`/suppliers?${name}=${encodeURIComponent(text.toWellFormed())}`), [200, 400, 422])
  })

  it.each([
    '/suppliers?name=%ff',
    '/suppliers?name[a]=b',
    '/suppliers?offers[a]=b',
    '/suppliers?offers=sector/health&offers=%00',
    '/suppliers/participation?agreement[a]=b',
    '/opportunities?q=%00',
    '/opportunities?q=%ff',
    '/opportunities?q=%',
    '/opportunities?q=a&q=b',
    '/opportunities?q[a]=b',
    '/archive?after=%00',
  ])('takes or refuses the address %s', async url => {
    expect([200, 400, 422]).toContain((await get(url)).statusCode)
  })

  it('searches for markup and shows it escaped', async () => {
    const { statusCode, body } = await get(`/opportunities?q=${encodeURIComponent(HARM)}`)
    expect([statusCode, body.includes(HARM), body.includes('&lt;script&gt;alert(1)')]).toEqual([200, false, true])
  })

  it('verifies no receipt that is none, whatever is pasted', async () => {
    const pasted = ['null', '[]', '{}', '{"__proto__":{"valid":true}}', '[[[['.repeat(2_000), `{"version":1e400}`, '"x"', '9'.repeat(400)]
    for (const text of [...texts(), ...pasted]) {
      const answer = await sendForm(test, '/verify-receipt', { receipt: text })
      judge(text, answer, [200, 400, 422])
      expect([text, answer.body.includes('The receipt is genuine')]).toEqual([text, false])
    }
  })

  it.each(['low', 'medium', 'high'])('tries the check with whatever is typed, at %s risk', async tier => {
    let typed = 0
    for (const section of ['1', '2', '5', '7']) {
      const url = `/how-bids-are-checked/try?tier=${tier}&section=${section}`
      const [form] = formsOf((await get(url)).body)
      if (form === undefined) throw new Error(`${url} has no form.`)
      typed += form.fields.filter(({ isTyped }) => isTyped).length
      for (const text of fewTexts()) {
        const fields = Object.fromEntries(form.fields.map(({ name, isTyped, value }) => [name, isTyped ? text : value]))
        judge(text, await sendForm(test, url, fields), [200, 400, 422])
      }
    }
    expect(typed).toBeGreaterThan(3)
  })
})
