import { Changes } from '../support/changes.js'
import { aSplitRequirement, makeHolders, openSplit } from '../support/key-holders.js'
import { ageSignIn, declareInterest, openBids } from '../support/openings.js'
import { grant, hire } from '../support/people.js'
import type { TestApp } from '../support/test-app.js'
import { aDraft, anOpenRequirement, aPassingBid } from '../support/world.js'

/** Requirements of one buyer, by how far the opening of their bids is. */
export interface OpeningsInEveryState {
  test: TestApp
  draft: string
  far: string
  undeclared: string
  barred: string
  due: string
  half: string
  byOne: string
  opened: string
  empty: string
  cancelled: string
  splitFar: string
  split: string
  splitHalf: string
}

/** Long enough for all that is done before it. */
const SOON = { closesIn: 600 }

export async function openingsInEveryState(test: TestApp): Promise<OpeningsInEveryState> {
  await hire(test, 'new-approver', 'First Example Council', 'buyer-approver')
  await hire(test, 'new-stale', 'First Example Council', 'buyer-approver')
  await hire(test, 'new-both', 'First Example Council', 'buyer-approver')
  await makeHolders(test)
  const soon = () => anOpenRequirement(test, SOON)
  const openings = {
    draft: (await aDraft(test)).id,
    far: await anOpenRequirement(test, { closesIn: 30 * 86_400 }),
    undeclared: await soon(),
    barred: await soon(),
    due: await soon(),
    half: await soon(),
    byOne: await soon(),
    opened: await soon(),
    empty: await soon(),
    cancelled: await anOpenRequirement(test, { closesIn: 30 * 86_400 }),
    splitFar: await aSplitRequirement(test, { closesIn: 30 * 86_400 }),
    split: await aSplitRequirement(test, SOON),
    splitHalf: await aSplitRequirement(test, SOON),
  }
  const bidId = await aPassingBid(test, openings.opened)
  await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
  await declareInterest(test, openings.barred, 'buyer-approver', true)
  for (const requirement of ['far', 'due', 'half', 'byOne', 'opened', 'empty', 'splitFar', 'split', 'splitHalf'] as const)
    for (const who of ['buyer-approver', 'procurement-officer', 'new-approver', 'new-stale', 'new-both'] as const)
      await declareInterest(test, openings[requirement], who)
  const changes = new Changes(test)
  await changes.verb(openings.cancelled, 'cancel', { reason: 'No money.' })
  await changes.verb(openings.cancelled, 'cancel', { reason: 'No money.' }, 'buyer-approver')
  await openBids(test, openings.half, 'buyer-approver').expect(409)

  await test.moveClock('11 minutes')
  await test.signInAll()
  await openBids(test, openings.half, 'buyer-approver').expect(200)
  await openBids(test, openings.byOne, 'new-both').expect(200)
  await openSplit(test, openings.splitHalf, 'buyer-approver').expect(200)
  for (const requirement of ['opened', 'empty'] as const)
    for (const who of ['buyer-approver', 'procurement-officer'] as const) await openBids(test, openings[requirement], who).expect(200)
  await grant(test, 'new-both', 'Marketplace Operator', 'procurement-officer')
  await ageSignIn(test, 'new-stale')
  return { test, ...openings }
}
