import { describe, expect, it } from '@jest/globals'

import { CLARIFICATION_STATES, moveClarification } from './clarification-lifecycle.js'

const CROSS_TABLE = CLARIFICATION_STATES.flatMap(from => CLARIFICATION_STATES.map(to => ({ from, to })))

describe('A question', () => {
  it.each(CROSS_TABLE.filter(({ from, to }) => from === 'waiting' && to !== 'waiting'))('goes from $from to $to', ({ from, to }) => {
    expect(moveClarification(from, to)).toBe(to)
  })

  it.each(CROSS_TABLE.filter(({ from, to }) => from !== 'waiting' || to === 'waiting'))('never goes from $from to $to', ({ from, to }) => {
    expect(() => moveClarification(from, to)).toThrow(`A clarification cannot go from ${from} to ${to}.`.replaceAll('-', ' '))
  })
})
