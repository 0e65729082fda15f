import { describe, expect, it } from '@jest/globals'

import type { FindingOutcome } from './pack-source.js'
import { inOrder, ruled, type Ruling } from './ruling.js'

const of = (rule: string, effect: Ruling['effect'], by = 'x'): Ruling => ({ rule, effect, by })

describe('A ruling', () => {
  it.each<[Ruling['effect'], FindingOutcome, FindingOutcome]>([
    ['waived', 'block', 'inform'],
    ['waived', 'refer', 'inform'],
    ['waived', 'warn', 'inform'],
    ['waived', 'inform', 'inform'],
    ['referred', 'block', 'refer'],
  ])('%s makes of %s %s and says what it was', (effect, before, after) => {
    expect(ruled(before, of('SR-07', effect, 'w'))).toEqual({ outcome: after, ruling: { effect, by: 'w', instead: before } })
  })

  it.each<FindingOutcome>(['refer', 'warn', 'inform'])('of a referral leaves %s as it is', outcome => {
    expect(ruled(outcome, of('SR-07', 'referred'))).toBeNull()
  })

  it('is one for each rule, the waiver before the referral, in the order of the rules', () => {
    const given = [of('SR-20', 'referred', 'a'), of('SR-07', 'referred', 'b'), of('SR-20', 'waived', 'c'), of('SR-07', 'referred', 'd')]
    expect(inOrder(given)).toEqual([of('SR-07', 'referred', 'b'), of('SR-20', 'waived', 'c')])
    expect(inOrder([of('SR-20', 'waived', 'c'), of('SR-20', 'referred', 'a')])).toEqual([of('SR-20', 'waived', 'c')])
  })
})
