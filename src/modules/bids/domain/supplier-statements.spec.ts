import { describe, expect, it } from '@jest/globals'

import { statementsIn } from './supplier-statements.js'

const said = (value: string) => [{ question: 'Q805', value }]

describe('statementsIn', () => {
  it.each([
    ['an answer', { Q805: { value: 'none' } }, said('none')],
    ['an answer with details', { Q805: { value: 'yes', parts: { details: 'x' } } }, said('yes')],
    ['no answer', {}, []],
    ['an answer without a value', { Q805: { parts: { details: 'x' } } }, []],
    ['an answer that is none', { Q805: { value: ['none'] } }, []],
    ['other questions', { Q101: { value: 'no_ai' } }, []],
  ])('of %s', (_what, answers, expected) => {
    expect(statementsIn(answers)).toEqual(expected)
  })
})
