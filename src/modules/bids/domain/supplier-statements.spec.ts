import { describe, expect, it } from '@jest/globals'

import { newStatements } from './supplier-statements.js'

const said = (...values: string[]) => values.map(value => ({ question: 'Q805', value }))

describe('newStatements', () => {
  it.each([
    ['the first statement', { Q805: { value: 'none' } }, [], said('none')],
    ['the same again', { Q805: { value: 'none' } }, said('none'), []],
    ['another than last time', { Q805: { value: 'yes', parts: { details: 'x' } } }, said('none'), said('yes')],
    ['back to what was said before the last time', { Q805: { value: 'none' } }, said('none', 'yes'), said('none')],
    ['no answer', {}, said('yes'), []],
    ['an answer without a value', { Q805: { parts: { details: 'x' } } }, [], []],
    ['an answer that is none', { Q805: { value: ['none'] } }, [], []],
    ['other questions', { Q101: { value: 'no_ai' } }, [], []],
  ])('of %s', (_what, answers, earlier, expected) => {
    expect(newStatements(answers, earlier)).toEqual(expected)
  })
})
