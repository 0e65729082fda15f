import { afterAll, describe, expect, it } from '@jest/globals'

import { Operator } from './support/product.js'

describe('The pictures of pages', () => {
  const operator = new Operator()
  afterAll(() => operator.putAway())

  it('are taken outside of the test runner, which says what tables there are', async () => {
    const running = operator.runScript(new URL('browser/screenshots.js', import.meta.url), {}, 'no-such-pages')
    const { code } = await running.ended
    expect(running.errors).toMatch(/There is no table no-such-pages: there are .*\bsubmission-pages\b/)
    expect(code).toBe(1)
  })
})
