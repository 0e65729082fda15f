import { describe, expect, it } from '@jest/globals'

import { beginningOf, nextPage } from './paging.js'

describe('beginningOf', () => {
  it.each([
    ['/archive', null],
    ['/archive?before=1', null],
    ['/archive?after=x', '/archive'],
    ['/opportunities?q=road%20defects&after=x&tier=low', '/opportunities?q=road+defects&tier=low'],
    ['/opportunities?after=x&after=y', '/opportunities'],
    ['/opportunities?', null],
  ])('of %s is %s', (url, beginning) => {
    expect(beginningOf(url)).toBe(beginning)
  })

  it('undoes what nextPage adds', () => {
    for (const path of ['/archive', '/opportunities?q=road']) {
      expect(beginningOf(String(nextPage(path, { nextCursor: 'a+b/c=' })))).toBe(path)
    }
  })
})
