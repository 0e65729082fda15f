import { describe, expect, it } from '@jest/globals'

import { saysEnough } from './reasons.js'

describe('Reasons for a rejection', () => {
  it.each([
    ['', false],
    ['Not met.', false],
    ['… … … … … …', false],
    ['Three references for work of this kind.', false],
    ['THREE references, for work of this kind', false],
    ['Two of the three references are for other work.', true],
  ])('“%s” say enough: %s', (reasons, enough) => {
    expect(saysEnough(reasons, 'Three references for work of this kind.')).toBe(enough)
  })
})
