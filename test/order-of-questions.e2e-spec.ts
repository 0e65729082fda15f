import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { problem } from './support/problems.js'
import { type Player, TestApp } from './support/test-app.js'
import { acknowledge, answer, anOpenRequirement, aPassingBid, GOLDEN } from './support/world.js'

/** A question that a submission is asked, how its answer is spoilt and mended, and what the submission is told then. */
interface Question {
  asks: string
  told: [status: number, code: string]
  as?: Player
  spoil?: () => Promise<unknown>
  mend?: () => Promise<unknown>
}

describe('A submission is asked', () => {
  let test: TestApp
  let requirementId: string
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start()
    requirementId = await anOpenRequirement(test)
    bidId = await aPassingBid(test, requirementId)
  })
  afterAll(() => test.stop())

  const requirement = (changes: string) => test.rows(`UPDATE requirement SET ${changes} WHERE id = $1`, [requirementId])

  const memberships = (state: string) =>
    test.rows(`UPDATE membership SET state = $2 WHERE supplier_id = (SELECT supplier_id FROM bid WHERE id = $1)`, [bidId, state])

  const patch = async (change: object): Promise<void> => {
    const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
    await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send(change).expect(200)
  }

  /** In the binding order. */
  const QUESTIONS: Question[] = [
    { asks: 'who submits', told: [403, 'role-missing'], as: 'bid-writer' },
    {
      asks: 'whether the requirement is open',
      told: [409, 'requirement-not-open'],
      spoil: () => requirement(`state = 'cancelled'`),
      mend: () => requirement(`state = 'open'`),
    },
    {
      asks: 'for the membership',
      told: [409, 'membership-not-active'],
      spoil: () => memberships('suspended'),
      mend: () => memberships('active'),
    },
    {
      asks: 'for the time',
      told: [409, 'deadline-passed'],
      spoil: () => requirement(`submission_deadline = submission_deadline - interval '1 day'`),
      mend: () => requirement(`submission_deadline = submission_deadline + interval '1 day'`),
    },
    {
      asks: 'for completeness',
      told: [422, 'bid-incomplete'],
      spoil: () => patch({ priceSchedule: null }),
      mend: () => patch({ priceSchedule: GOLDEN.bid.priceSchedule }),
    },
    {
      asks: 'whether the check blocks',
      told: [422, 'ethics-check-failed'],
      spoil: () => answer(test, bidId, { Q101: null }),
      mend: () => answer(test, bidId, { Q101: GOLDEN.passing['Q101'] }),
    },
    {
      asks: 'for its reasons',
      told: [422, 'warnings-not-acknowledged'],
      spoil: () => test.rows('DELETE FROM acknowledgement_set WHERE bid_id = $1', [bidId]),
      mend: () => acknowledge(test, bidId),
    },
  ]

  const PAIRS = QUESTIONS.flatMap((first, place) =>
    QUESTIONS.slice(place).map((then): [string, string, Question, Question] => [first.asks, then.asks, first, then]),
  )

  it.each(PAIRS)('%s before it is asked %s', async (_first, _then, first, then) => {
    const spoilt = [...new Set([then, first])]
    for (const { spoil } of spoilt) await spoil?.()
    try {
      await test
        .api(first.as ?? 'supplier-admin')
        .post(`/bids/${bidId}/submit`)
        .expect(problem(...first.told))
    } finally {
      for (const { mend } of spoilt.toReversed()) await mend?.()
    }
  })

  it('by no supplier but its own at all, whatever else is wrong', async () => {
    await requirement(`state = 'cancelled'`)
    await test.api('rival-admin').post(`/bids/${bidId}/submit`).expect(problem(404, 'not-found'))
    await requirement(`state = 'open'`)
  })

  it('nothing more once all is well', async () => {
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    expect(await test.rows('SELECT number FROM bid_version WHERE bid_id = $1', [bidId])).toEqual([{ number: 1 }])
  })
})
