import { CloseRequirements } from '../../src/modules/requirements/close-requirements.js'
import { EventHandlers, type HandledEvent } from '../../src/modules/outbox/event-handlers.js'
import { newId } from '../../src/shared/ids.js'
import type { TestApp } from '../support/test-app.js'
import { anOpening, anOpenRequirement, aPassingBid } from '../support/world.js'

/**
 * Makes so many of each event that somebody handles, none of them handled yet: by doing what they tell of, and for those kinds that the
 * journey does not pass by writing the event down.
 */
export async function makeEvents(test: TestApp, journeys: number): Promise<void> {
  for (let journey = 0; journey < journeys; journey += 1) {
    const requirementId = await anOpenRequirement(test, { closesIn: 240 })
    const bidId = await aPassingBid(test, requirementId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
    await test.api('rival-admin').post(`/requirements/${requirementId}/bids`).expect(201)
    // Moves the clock past both deadlines; the openers' sign-ins must be fresh after it.
    await Promise.all([test.signIn('buyer-approver'), test.signIn('procurement-officer')])
    await anOpening(test, 'supplier-admin')
    await test.app.get(CloseRequirements).closeDue()
    await writeMissing(test, { requirementId, bidId, version: 1 })
  }
}

export const listEvents = (test: TestApp): Promise<HandledEvent[]> =>
  test.rows<HandledEvent>('SELECT id, type, payload FROM outbox_event ORDER BY id')

async function writeMissing(test: TestApp, payload: HandledEvent['payload']): Promise<void> {
  const there = new Set((await listEvents(test)).map(({ type }) => type))
  const handled = new Set(test.app.get(EventHandlers).registered.map(({ on }) => on))
  for (const type of [...handled].filter(each => !there.has(each))) {
    await test.rows('INSERT INTO outbox_event (id, type, payload) VALUES ($1, $2, $3)', [newId(), type, JSON.stringify(payload)])
  }
}
