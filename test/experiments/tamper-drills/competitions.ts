import { aCrowd, type Bidder } from '../../support/crowd.js'
import { aFile } from '../../support/evidence.js'
import type { TestApp } from '../../support/test-app.js'
import { anOpenRequirement, aPassingBid, declareNoInterests } from '../../support/world.js'

/** A requirement with submitted bids of so many suppliers, and of one whose bid has a file and was replaced. */
export interface Competition {
  requirementId: string
  /** Of the supplier that replaced it. */
  bidId: string
  supplierId: string
  crowd: Bidder[]
}

const OPENED_AFTER_SECONDS = 600

/** One competition whose bids are opened and one whose bids are sealed. */
export async function competitions(test: TestApp, size: number): Promise<{ opened: Competition; sealed: Competition }> {
  const sealed = await aCompetition(test, size, 86_400)
  const opened = await aCompetition(test, size, OPENED_AFTER_SECONDS)
  await test.moveClock(`${OPENED_AFTER_SECONDS} seconds`)
  await declareNoInterests(test, opened.requirementId)
  await test.signInAll()
  for (const opener of ['buyer-approver', 'procurement-officer'] as const)
    await test.api(opener).post(`/requirements/${opened.requirementId}/open-bids`).expect(200)
  return { opened, sealed }
}

async function aCompetition(test: TestApp, size: number, closesIn: number): Promise<Competition> {
  const requirementId = await anOpenRequirement(test, { closesIn })
  const bidId = await aPassingBid(test, requirementId)
  const crowd = await aCrowd(test.rows.bind(test), test.config, bidId, size)
  await aFile(test, bidId)
  await submit(test, 'supplier-admin', bidId)
  await replace(test, bidId, '1111.00')
  for (const [place, bidder] of crowd.entries()) {
    const player = `new-${requirementId}-${place}` as const
    test.tokens.set(player, bidder.token)
    await submit(test, player, bidder.bidId)
    test.tokens.delete(player)
  }
  const [row] = await test.rows<{ id: string }>('SELECT supplier_id AS id FROM bid WHERE id = $1', [bidId])
  return { requirementId, bidId, supplierId: String(row?.id), crowd }
}

/** The supplier's own bid once more, with another price. */
export async function replace(test: TestApp, bidId: string, unitPrice: string): Promise<void> {
  const { headers, body } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
  const { priceSchedule } = body as { priceSchedule: { lineId: string }[] }
  await test
    .api('supplier-admin')
    .patch(`/bids/${bidId}`)
    .set('If-Match', String(headers['etag']))
    .send({ priceSchedule: priceSchedule.map(({ lineId }) => ({ lineId, unitPrice })) })
    .expect(200)
  await submit(test, 'supplier-admin', bidId)
}

const submit = async (test: TestApp, player: Parameters<TestApp['api']>[0], bidId: string): Promise<void> => {
  await test.api(player).post(`/bids/${bidId}/submit`).expect(201)
}
