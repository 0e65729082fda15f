import { describe, expect, it } from '@jest/globals'

import { type BidStanding, bidStandingOf, type StandingFacts } from './bid-standing.js'

const OPEN: StandingFacts = { state: 'draft', requirementState: 'open', inTime: true, hasVersion: false }

describe('A bid', () => {
  it.each<[string, Partial<StandingFacts>, BidStanding]>([
    ['was never submitted', {}, 'draft'],
    ['is submitted in time', { state: 'submitted', hasVersion: true }, 'counts'],
    ['is blocked by an amendment after it was submitted', { hasVersion: true }, 'counts-no-more'],
    ['is a draft at the deadline', { state: 'not-submitted', requirementState: 'closed', inTime: false }, 'not-submitted'],
    [
      'is submitted, and the deadline has passed',
      { state: 'submitted', requirementState: 'closed', inTime: false, hasVersion: true },
      'sealed',
    ],
    ['is opened', { state: 'opened', requirementState: 'closed', inTime: false, hasVersion: true }, 'opened'],
    ['is judged', { state: 'disregarded', requirementState: 'evaluating', inTime: false, hasVersion: true }, 'opened'],
    ['is taken back', { state: 'withdrawn', hasVersion: true }, 'withdrawn'],
    ['is taken back, and the requirement cancelled', { state: 'withdrawn', requirementState: 'cancelled', hasVersion: true }, 'withdrawn'],
    ['is a draft of what is cancelled', { requirementState: 'cancelled' }, 'cancelled'],
    ['is submitted to what is cancelled', { state: 'submitted', requirementState: 'cancelled', hasVersion: true }, 'cancelled'],
    ['is opened of what is cancelled', { state: 'opened', requirementState: 'cancelled', inTime: false, hasVersion: true }, 'cancelled'],
  ])('that %s', (_, facts, standing) => {
    expect(bidStandingOf({ ...OPEN, ...facts })).toBe(standing)
  })
})
