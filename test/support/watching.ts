import { withDataSource } from '../../src/shared/database/data-source.js'
import { Tamperer } from './tamper.js'
import type { Newcomer, Player, TestApp } from './test-app.js'
import { anOpenRequirement, aPassingBid } from './world.js'

export interface SeenEvent {
  id: string
  kind: string
  occurredAt: string
  requirementId: string | null
  requirementTitle: string | null
  organisationName: string | null
  personName: string | null
  subjectId: string | null
  reason: string | null
  page: string | null
  acknowledgement: { at: string; byName: string; note: string } | null
}

/** What officers must see, as one of them sees it; `query` filters. */
export async function eventsSeen(test: TestApp, query = '', player: Player | Newcomer = 'procurement-officer'): Promise<SeenEvent[]> {
  const { body } = await test.api(player).get(`/officer-events?limit=100${query}`).expect(200)
  return (body as { items: SeenEvent[] }).items
}

/** An opening that somebody of the buyer tries before the deadline; answers the requirement. */
export async function aFailedOpening(test: TestApp, requirementId?: string): Promise<string> {
  const id = requirementId ?? (await anOpenRequirement(test))
  await test.api('buyer-approver').post(`/requirements/${id}/interest-declarations`).send({ hasInterest: false, details: '' }).expect(204)
  await test.api('buyer-approver').post(`/requirements/${id}/open-bids`).expect(409)
  return id
}

/** A bid that is ready and comes a minute after the deadline; answers the requirement and the bid. Everybody has to sign in again. */
export async function aLateBid(test: TestApp, title?: string): Promise<{ requirementId: string; bidId: string }> {
  const requirementId = await anOpenRequirement(test, { closesIn: 300, ...(title === undefined ? {} : { title }) })
  const bidId = await aPassingBid(test, requirementId)
  await test.moveClock('6 minutes')
  await test.signInAll()
  await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(409)
  return { requirementId, bidId }
}

/** Has every chain verified that is due, however many sweeps that takes. */
export async function verifyChains(test: TestApp): Promise<void> {
  const due = `SELECT FROM log_check WHERE checked_at < market_now() - interval '1 hour'`
  while ((await test.rows(due)).length > 0) await test.sweep()
}

/** Goes on until a chain is known to be whole as it stands: a sweep that looked before its last line was written notes less. */
export async function verifyToTheEnd(test: TestApp, stream: string): Promise<void> {
  const behind = `SELECT FROM log_check c JOIN audit_stream s USING (stream) WHERE stream = $1 AND c.length < s.length`
  await verifyChains(test)
  while ((await test.rows(behind, [stream])).length > 0) await verifyAnew(test)
}

/** Every chain once more, an hour later. */
export async function verifyAnew(test: TestApp): Promise<void> {
  await test.moveClock('61 minutes')
  await test.signInAll()
  await verifyChains(test)
}

/** What the owner of the database may do to a chain, for good, and at one blow: no sweep sees it half done. */
export const tamperWith = (test: TestApp, stream: string, tamper: (tamperer: Tamperer) => Promise<void>): Promise<void> =>
  withDataSource(test.ownerUrl, source =>
    source.transaction(async manager => {
      await manager.query('ALTER TABLE audit_event DISABLE TRIGGER USER')
      await tamper(new Tamperer(manager, stream))
      await manager.query('ALTER TABLE audit_event ENABLE TRIGGER USER')
    }),
  )

/** A failed opening of its own; answers the event's id. */
export async function anOfficerEvent(test: TestApp): Promise<string> {
  const requirementId = await aFailedOpening(test)
  const [event] = await test.rows<{ id: string }>('SELECT id FROM officer_event WHERE requirement_id = $1', [requirementId])
  return String(event?.id)
}
