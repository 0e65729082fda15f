import { describe, expect, it } from '@jest/globals'

import { beginningOf, nextPage } from './paging.js'

describe('beginningOf', () => {
  it.each([
    ['/archive', null],
    ['/archive?before=1', null],
    ['/archive?after=x', '?'],
    ['/opportunities?q=road%20defects&after=x&tier=low', '?q=road+defects&tier=low'],
    ['/opportunities?after=x&after=y', '?'],
    ['/opportunities?q=why?&after=x', '?q=why%3F'],
    ['//evil.example/opportunities?after=x', '?'],
    ['/opportunities?', null],
  ])('of %s is %s', (url, beginning) => {
    expect(beginningOf(url)).toBe(beginning)
  })

  it('undoes what nextPage adds', () => {
    for (const path of ['/archive', '/opportunities?q=road']) {
      const later = String(nextPage(path, { nextCursor: 'a+b/c=' }))
      const { pathname, search } = new URL(String(beginningOf(later)), `https://market.example${later}`)
      expect(pathname + search).toBe(path)
    }
  })
})
