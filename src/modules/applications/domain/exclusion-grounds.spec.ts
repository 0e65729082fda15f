import { describe, expect, it } from '@jest/globals'

import { currentSet } from '../../library/question-sets.js'
import { type ExclusionOutcome, type GroundKind, groundsOf, mayBeDecided, outcomesFor, saysYes } from './exclusion-grounds.js'

describe('Grounds of exclusion', () => {
  it('are those that the regime knows, each with its kind there', () => {
    const kindIn = (regime: 'pcr2015-dps' | 'pa2023-dynamic-market', id: string) =>
      groundsOf(currentSet(), regime).find(ground => ground.id === id)?.kind
    expect(kindIn('pcr2015-dps', 'L209')).toBe('discretionary')
    expect(kindIn('pa2023-dynamic-market', 'L209')).toBe('mandatory')
    expect(kindIn('pcr2015-dps', 'L201')).toBeUndefined()
    expect(kindIn('pa2023-dynamic-market', 'L206')).toBeUndefined()
    expect(kindIn('pcr2015-dps', 'L301')).toBeUndefined()
  })

  it('apply by the supplier’s own word where it says yes', () => {
    expect(saysYes({ values: { applies: 'yes' } })).toBe(true)
    expect(saysYes({ values: { applies: 'no' } })).toBe(false)
    expect(saysYes({ values: {} })).toBe(false)
  })

  it.each<[GroundKind, boolean, boolean, ExclusionOutcome[]]>([
    ['mandatory', true, true, ['excluded']],
    ['mandatory', true, false, ['no-exclusion']],
    ['mandatory', false, true, ['no-exclusion']],
    ['mandatory', false, false, ['no-exclusion']],
    ['discretionary', true, true, ['excludable-kept-out', 'excludable-let-in']],
    ['discretionary', true, false, ['no-exclusion']],
    ['discretionary', false, true, ['no-exclusion']],
  ])('of the %s kind that apply (%s) and are likely to recur (%s) leave %j', (kind, applies, likelyToRecur, left) => {
    expect(outcomesFor(kind, { applies, likelyToRecur })).toEqual(left)
  })

  it.each<[ExclusionOutcome, boolean, string, boolean]>([
    ['excluded', false, '2026-12-04', false],
    ['excluded', false, '2026-12-03', true],
    ['excluded', true, '2026-12-31', true],
    ['excludable-kept-out', false, '2026-12-05', false],
    ['excludable-let-in', false, '2026-12-05', false],
    ['no-exclusion', false, '2026-12-31', true],
  ])('may come to %s on 4 December with a reply (%s) that is asked for until %s: %s', (outcome, replied, replyBy, may) => {
    expect(mayBeDecided(outcome, replied, replyBy, '2026-12-04')).toBe(may)
  })
})
