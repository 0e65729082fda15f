import { aClaim, aProduct, saveAnswer } from '../support/library.js'
import { aSupplier } from '../support/people.js'
import { DAY } from '../support/shortlists.js'
import { aMember } from '../support/standing.js'
import type { TestApp } from '../support/test-app.js'
import { anOpenRequirement, aPassingBid, changeDeclarations, declareNoInterests, eventsHandled, theAuditOf } from '../support/world.js'
import type { PageState, StateTable } from './state-table.js'

interface World {
  /** Of which the second version stands on a claim that changed after an officer accepted it. */
  bid: string
  /** By a membership that came of no application. */
  none: string
  /** Received before memberships were noted. */
  earlier: string
  audits: Record<'pinned' | 'none', string>
  open: string
}

async function submitted(test: TestApp, requirementId: string): Promise<string> {
  const bidId = await aPassingBid(test, requirementId)
  await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
  return bidId
}

async function opened(test: TestApp, requirementId: string, bidId: string): Promise<string> {
  await declareNoInterests(test, requirementId)
  await test.api('buyer-approver').post(`/requirements/${requirementId}/open-bids`).expect(200)
  await test.api('procurement-officer').post(`/requirements/${requirementId}/open-bids`).expect(200)
  return theAuditOf(test, bidId)
}

async function prepare(test: TestApp): Promise<World> {
  const product = await aProduct(test, 'Reader')
  const claim = (text: string) => saveAnswer(test, 'B2', aClaim('2099-12-31', text), { product })
  await claim('It reads letters.')
  const { agreementId, categoryId } = await aMember(test, {
    agreement: { regime: 'pa2023-dynamic-market', initialWindowDays: 0, minimumTenderDays: 10 },
  })
  const closesIn = 14 * DAY
  const [under, beside] = [
    await anOpenRequirement(test, { agreementId, categoryIds: [categoryId], closesIn }),
    await anOpenRequirement(test, { closesIn }),
  ]
  const [bid, none] = [await submitted(test, under), await submitted(test, beside)]
  const earlier = await submitted(test, await anOpenRequirement(test, { closesIn }))
  await test.rows('ALTER TABLE bid_version DISABLE TRIGGER USER')
  await test.rows('UPDATE bid_version SET membership_id = NULL WHERE bid_id = $1', [earlier])
  await test.rows('ALTER TABLE bid_version ENABLE TRIGGER USER')
  await claim('It reads letters and forms.')
  await eventsHandled(test)
  await changeDeclarations(test, bid, 'None that we know of.')
  await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201)
  await test.moveClock('15 days')
  await test.signInAll()
  const audits = { pinned: await opened(test, under, bid), none: await opened(test, beside, none) }
  const open = await anOpenRequirement(test, { closesIn })
  await eventsHandled(test)
  // A member that nothing told of, and so not invited.
  await aSupplier(test, 'new-late')
  return { bid, none, earlier, audits, open }
}

const own = (state: string, bid: 'bid' | 'none' | 'earlier', version = 1): PageState<World> => ({
  route: 'GET /supplier/bids/:id/receipts/:version/library-answers',
  state,
  as: 'bid-writer',
  show: (page, world) => page.goto(`/supplier/bids/${world[bid]}/receipts/${version}/library-answers`),
})

const audited = (state: string, which: keyof World['audits']): PageState<World> => ({
  route: 'GET /officer/audits/:id/library-answers',
  state,
  as: 'procurement-officer',
  show: (page, { audits }) => page.goto(`/officer/audits/${audits[which]}/library-answers`),
})

/** What a bid stands on beside its content: answers of the library, and an invitation. */
export const STANDING_ON_PAGES: StateTable<World> = {
  options: { working: true },
  prepare,
  states: [
    own('pinned', 'bid'),
    own('changed since', 'bid', 2),
    own('none pinned', 'none'),
    own('not recorded', 'earlier'),
    audited('pinned', 'pinned'),
    audited('none pinned', 'none'),
    {
      route: 'GET /opportunities/:id',
      state: 'not invited',
      as: 'new-late',
      show: (page, { open }) => page.goto(`/opportunities/${open}`),
    },
  ],
}
