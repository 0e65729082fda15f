import { describe, expect, it } from '@jest/globals'

import { BID_STATES, bidStateAt, type BidState, isWritable, moveBid, OPENED_STATES } from './bid-lifecycle.js'

/** Every legal move once more; all others of the cross table are refused. */
const LEGAL = new Set([
  'draft → submitted',
  'draft → not-submitted',
  'submitted → submitted',
  'submitted → withdrawn',
  'submitted → opened',
  'submitted → draft',
  'not-submitted → draft',
  'opened → evaluated',
  'opened → disregarded',
  'evaluated → successful',
  'evaluated → unsuccessful',
  'evaluated → disregarded',
  'successful → superseded',
  'unsuccessful → successful',
])

const CROSS_TABLE = BID_STATES.flatMap(from => BID_STATES.map(to => ({ from, to, move: `${from} → ${to}` })))

describe('A bid', () => {
  it('has ten states', () => {
    expect(BID_STATES).toHaveLength(10)
    expect(CROSS_TABLE.filter(({ move }) => LEGAL.has(move))).toHaveLength(LEGAL.size)
  })

  it.each(CROSS_TABLE.filter(({ move }) => LEGAL.has(move)))('may go $move', ({ from, to }) => {
    expect(moveBid(from, to)).toBe(to)
  })

  it.each(CROSS_TABLE.filter(({ move }) => !LEGAL.has(move)))('may not go $move', ({ from, to }) => {
    expect(() => moveBid(from, to)).toThrow(
      expect.objectContaining({
        kind: 'conflict',
        code: 'bid-state',
        members: { state: from },
        message: `A bid cannot go from ${from} to ${to}.`.replaceAll('-', ' '),
      }),
    )
  })

  it('is sealed in every state that it can have before the opening', () => {
    expect(BID_STATES.filter(state => !OPENED_STATES.includes(state))).toEqual(['draft', 'submitted', 'withdrawn', 'not-submitted'])
    expect(new Set(OPENED_STATES).size).toBe(OPENED_STATES.length)
  })

  it('is writable exactly while it may still be submitted', () => {
    const submittable = BID_STATES.filter(state => LEGAL.has(`${state} → submitted`))
    expect(BID_STATES.filter(isWritable)).toEqual(submittable satisfies BidState[])
  })

  it.each<[BidState, boolean, BidState]>([
    ['draft', true, 'draft'],
    ['draft', false, 'not-submitted'],
    ['not-submitted', true, 'draft'],
    ['not-submitted', false, 'not-submitted'],
    ...BID_STATES.filter(state => !['draft', 'not-submitted'].includes(state)).flatMap((state): [BidState, boolean, BidState][] => [
      [state, true, state],
      [state, false, state],
    ]),
  ])('that is %s is, in time: %s, %s', (state, inTime, shown) => {
    expect(bidStateAt(state, inTime)).toBe(shown)
  })
})
