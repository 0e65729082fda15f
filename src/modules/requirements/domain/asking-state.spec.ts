import { describe, expect, it } from '@jest/globals'

import type { Instant } from '../../../shared/domain/instant.js'
import { askingStateAt, type AskingState } from './asking-state.js'
import type { RequirementState } from './requirement-lifecycle.js'

const UNTIL = '2027-01-10T12:00:00.000000Z' as Instant

describe('Whether a supplier may ask', () => {
  it.each<[RequirementState, boolean, string, AskingState]>([
    ['open', true, '2027-01-10T11:59:59.999999Z', 'may-ask'],
    ['open', true, UNTIL, 'too-late'],
    ['open', false, '2027-01-10T11:59:59.999999Z', 'no-membership'],
    ['open', false, UNTIL, 'no-membership'],
    ['closed', true, UNTIL, 'not-open'],
    ['cancelled', false, '2027-01-01T00:00:00.000000Z', 'not-open'],
    ['draft', true, '2027-01-01T00:00:00.000000Z', 'not-open'],
  ])('of a requirement that is %s, as a member %s, at %s: %s', (state, isMember, now, asking) => {
    expect(askingStateAt({ state, content: { clarificationDeadline: UNTIL } }, isMember, now as Instant)).toBe(asking)
  })

  it('may not where no last moment was set', () => {
    expect(askingStateAt({ state: 'open', content: {} }, true, UNTIL)).toBe('too-late')
  })
})
