import { describe, expect, it } from '@jest/globals'

import { inTurn } from './in-turn.js'

describe('inTurn', () => {
  it('hears the first at once, and the others when all before them have ended', () => {
    const heard: string[] = []
    const { tells, ended } = inTurn(line => heard.push(line), 3)
    const [first, second, third] = tells
    third?.('c1')
    first?.('a1')
    second?.('b1')
    expect(heard).toEqual(['a1'])
    ended(2)
    expect(heard).toEqual(['a1'])
    ended(0)
    expect(heard).toEqual(['a1', 'b1'])
    second?.('b2')
    ended(1)
    expect(heard).toEqual(['a1', 'b1', 'b2', 'c1'])
  })
})
