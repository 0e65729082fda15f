import { setTimeout as pause } from 'node:timers/promises'

import { EventHandlers, type HandledEvent } from '../../src/modules/outbox/event-handlers.js'
import { goldenBidWithoutFiles } from '../../src/modules/guidelines/golden-bids.js'
import type { Newcomer, Player, TestApp } from './test-app.js'

/** Requirement and bid of the low-tier worked example, whose supplier has nothing to attach. */
export const GOLDEN = goldenBidWithoutFiles()

/** The warnings that this brings, which its supplier acknowledges. */
const WARNINGS = ['SR-31', 'SR-46']

export interface Place {
  agreementId: string
  categoryId: string
}

/** An agreement with one of its categories. */
export async function placeIn(test: TestApp, reference: 'AI-DPS-1' | 'PRACTICE'): Promise<Place> {
  const [place] = await test.rows<{ agreementId: string; categoryId: string }>(
    `SELECT a.id AS "agreementId", c.id AS "categoryId" FROM agreement a JOIN category c ON c.agreement_id = a.id
     WHERE a.reference = $1 AND c.code = 'data-analytics'`,
    [reference],
  )
  if (place === undefined) throw new Error(`There is no agreement ${reference}.`)
  return place
}

/** The market's time so many seconds from now. */
export async function inSeconds(test: TestApp, seconds: number): Promise<string> {
  const [row] = await test.rows<{ at: Date }>('SELECT market_now() + make_interval(secs => $1) AS at', [seconds])
  if (row === undefined) throw new Error('The database has no clock.')
  return row.at.toISOString()
}

export interface Draft {
  id: string
  etag: string
}

/** A complete draft under the practice agreement, written by the buyer-author, that closes in so many seconds. */
export async function aDraft(
  test: TestApp,
  { closesIn = 3600, ...fields }: { closesIn?: number } & Record<string, unknown> = {},
): Promise<Draft> {
  const { agreementId, categoryId } = await placeIn(test, 'PRACTICE')
  const response = await test
    .api('buyer-author')
    .post('/requirements')
    .send({
      ...GOLDEN.requirement,
      agreementId,
      categoryIds: [categoryId],
      clarificationDeadline: await inSeconds(test, closesIn / 2),
      submissionDeadline: await inSeconds(test, closesIn),
      awardDate: '2030-01-31',
      ...fields,
    })
    .expect(201)
  return { id: (response.body as { id: string }).id, etag: String(response.headers['etag']) }
}

type DraftOptions = Parameters<typeof aDraft>[1]

/** The same, waiting for approval. */
export async function aWaitingDraft(test: TestApp, options: DraftOptions = {}): Promise<Draft> {
  const { id } = await aDraft(test, options)
  const { headers } = await test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
  return { id, etag: String(headers['etag']) }
}

/** The same, approved and published; answers its id. */
export async function anOpenRequirement(test: TestApp, options: DraftOptions = {}): Promise<string> {
  const { id, etag } = await aWaitingDraft(test, options)
  await test.api('buyer-approver').post(`/requirements/${id}/approve`).set('If-Match', etag).expect(200)
  await test.api('buyer-author').post(`/requirements/${id}/publish`).expect(200)
  return id
}

/** The same, not of the practice agreement, so that everybody may read it; open for a fortnight. */
export async function aPublicRequirement(test: TestApp): Promise<string> {
  const { agreementId, categoryId } = await placeIn(test, 'AI-DPS-1')
  return anOpenRequirement(test, { agreementId, categoryIds: [categoryId], closesIn: 14 * 86_400 })
}

export type Bidder = 'supplier-admin' | 'rival-admin' | Newcomer

/** A working copy with everything but its ethics answers; answers its id. */
export async function aWorkingCopy(test: TestApp, requirementId: string, bidder: Bidder = 'supplier-admin'): Promise<string> {
  const { body, headers } = await test.api(bidder).post(`/requirements/${requirementId}/bids`).expect(201)
  const { id } = body as { id: string }
  await test.api(bidder).patch(`/bids/${id}`).set('If-Match', String(headers['etag'])).send(GOLDEN.bid).expect(200)
  return id
}

/** Saves answers section by section, over whatever was saved before. */
export async function answer(
  test: TestApp,
  bidId: string,
  answers: Readonly<Record<string, unknown>>,
  bidder: Bidder = 'supplier-admin',
): Promise<void> {
  const sections = sectionsOf(Object.keys(answers))
  for (const [section, ids] of sections) {
    const { headers } = await test.api(bidder).get(`/bids/${bidId}/ethics-answers?section=${section}`).expect(200)
    await test
      .api(bidder)
      .patch(`/bids/${bidId}/ethics-answers`)
      .set('If-Match', String(headers['etag']))
      .send(Object.fromEntries(ids.map(id => [id, answers[id]])))
      .expect(200)
  }
}

/** A working copy that can be submitted, its warnings acknowledged; answers its id. */
export async function aPassingBid(test: TestApp, requirementId: string, bidder: Bidder = 'supplier-admin'): Promise<string> {
  const id = await aWorkingCopy(test, requirementId, bidder)
  await answer(test, id, GOLDEN.passing, bidder)
  await acknowledge(test, id, bidder)
  return id
}

/** Another content of the working copy, so that submitting it makes a new version. */
export async function changeDeclarations(
  test: TestApp,
  bidId: string,
  conflictOfInterest: string,
  bidder: Bidder = 'supplier-admin',
): Promise<void> {
  const { headers } = await test.api(bidder).get(`/bids/${bidId}`).expect(200)
  const declarations = { conflictOfInterest, termsAccepted: true }
  await test.api(bidder).patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send({ declarations }).expect(200)
}

/** Gives a reason for each warning of the golden bid. */
export async function acknowledge(test: TestApp, bidId: string, bidder: Bidder = 'supplier-admin'): Promise<void> {
  for (const rule of WARNINGS) {
    await test
      .api(bidder)
      .put(`/bids/${bidId}/acknowledgements/${rule}`)
      .send({ reason: 'The paper is on its way and will be there before the contract is signed.' })
      .expect(200)
  }
}

/** Both openers declare that they have no interest. */
export async function declareNoInterests(test: TestApp, requirementId: string): Promise<void> {
  for (const player of ['buyer-approver', 'procurement-officer'] as const) {
    await test
      .api(player)
      .post(`/requirements/${requirementId}/interest-declarations`)
      .send({ hasInterest: false, details: '' })
      .expect(204)
  }
}

export interface Opening {
  requirementId: string
  /** In the order of the bidders. */
  bidIds: string[]
}

/** A requirement whose bids were submitted, its deadline passed by the moved clock, and its bids opened by two people. */
export async function anOpening(test: TestApp, ...bidders: Bidder[]): Promise<Opening> {
  const requirementId = await anOpenRequirement(test, { closesIn: 300 })
  const bidIds: string[] = []
  for (const bidder of bidders) {
    const bidId = await aPassingBid(test, requirementId, bidder)
    await test.api(bidder).post(`/bids/${bidId}/submit`).expect(201)
    bidIds.push(bidId)
  }
  await openAfterDeadline(test, requirementId)
  return { requirementId, bidIds }
}

/** Moves the clock past the deadline of a requirement that closes in five minutes, and has two people open its bids. */
export async function openAfterDeadline(test: TestApp, requirementId: string): Promise<void> {
  await test.moveClock('6 minutes')
  await declareNoInterests(test, requirementId)
  await test.api('buyer-approver').post(`/requirements/${requirementId}/open-bids`).expect(200, { opened: false })
  await test.api('procurement-officer').post(`/requirements/${requirementId}/open-bids`).expect(200, { opened: true })
}

/** The audit that the background work started for an opened bid; answers its id. */
export function theAuditOf(test: TestApp, bidId: string): Promise<string> {
  return eventually(async () => {
    const [audit] = await test.rows<{ id: string }>('SELECT id FROM ethics_audit WHERE bid_id = $1 AND drawn_at IS NOT NULL', [bidId])
    if (audit === undefined) throw new Error('The audit has not started yet.')
    return audit.id
  })
}

/** The ETag of an audit as somebody sees it. */
export const etagOfAudit = async (test: TestApp, auditId: string, player: Player = 'procurement-officer'): Promise<string> =>
  String((await test.api(player).get(`/ethics-audits/${auditId}`).expect(200)).headers['etag'])

/** Waits until the background work has caught up with everything that happened. */
export const eventsHandled = (test: TestApp): Promise<void> =>
  eventually(async () => {
    const unhandled = await test.rows<{ type: string }>('SELECT type FROM outbox_event WHERE handled_at IS NULL')
    if (unhandled.length > 0) throw new Error(`Not yet handled: ${unhandled.map(({ type }) => type).join(', ')}`)
  })

/** The same, and with everything done that the next sweeps find due: from here on nothing changes but by what a test does. */
export async function settled(test: TestApp): Promise<void> {
  await eventsHandled(test)
  await test.sweep()
  await eventsHandled(test)
}

/** Writes the invitations of a requirement at once, as the queue does where background work runs. */
export async function invitationsWritten(test: TestApp, requirementId: string): Promise<void> {
  const due = await test.rows<HandledEvent>(
    `SELECT id, type, payload FROM outbox_event WHERE type = 'requirement.invitations-due' AND payload->>'requirementId' = $1`,
    [requirementId],
  )
  for (const event of due) await test.app.get(EventHandlers).handle(event)
}

/** Longer than three sweeps are apart: a busy machine may miss one. */
const PATIENCE_MS = 40_000

/** Asks again until the answer is there, or fails after long enough with the last reason. */
export async function eventually<T>(question: () => Promise<T>): Promise<T> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await question()
    } catch (error) {
      if (performance.now() >= until) throw error
      await pause(50)
    }
  }
}

/** Question ids by their section: the first digit, or D for the declarations. */
function sectionsOf(questionIds: readonly string[]): Map<string, string[]> {
  const sections = new Map<string, string[]>()
  for (const id of questionIds) {
    const section = id.startsWith('D') ? 'D' : id.slice(1, 2)
    sections.set(section, [...(sections.get(section) ?? []), id])
  }
  return sections
}
