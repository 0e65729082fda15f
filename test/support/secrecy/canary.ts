import { randomBytes } from 'node:crypto'

import type { TestApp } from '../test-app.js'
import { answer, type Bidder, GOLDEN } from '../world.js'

/** Text that stands nowhere else. */
export const aCanary = (): string => randomBytes(32).toString('hex')

/** A price that stands nowhere else. */
export const CANARY_PRICE = '4321.9876'

/** Text of this length is somebody's own words; shorter text may be a code. */
const WORDS = 30

/** The value with the canary at the end of every text in it that is not a code. */
function planted(value: unknown, canary: string): unknown {
  if (typeof value === 'string') return value.length < WORDS ? value : `${value} ${canary}`
  if (Array.isArray(value)) return value.map(each => planted(each, canary))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, planted(each, canary)]))
}

/** A bid that can be submitted, with the canary in every text and the canary's price; answers its id. */
export async function aBidWithCanary(test: TestApp, requirementId: string, canary: string, bidder: Bidder): Promise<string> {
  const { body, headers } = await test.api(bidder).post(`/requirements/${requirementId}/bids`).expect(201)
  const { id } = body as { id: string }
  const bid = {
    ...(planted(GOLDEN.bid, canary) as typeof GOLDEN.bid),
    priceSchedule: GOLDEN.bid.priceSchedule.map(({ lineId }) => ({ lineId, unitPrice: CANARY_PRICE })),
    declarations: { conflictOfInterest: canary, subcontractors: [canary], consortium: [canary], termsAccepted: true },
  }
  await test.api(bidder).patch(`/bids/${id}`).set('If-Match', String(headers['etag'])).send(bid).expect(200)
  await answer(test, id, planted(GOLDEN.passing, canary) as Record<string, unknown>, bidder)
  const { body: report } = await test.api(bidder).post(`/bids/${id}/ethics-check`).expect(200)
  for (const rule of warningsIn(report)) {
    await test.api(bidder).put(`/bids/${id}/acknowledgements/${rule}`).send({ reason: canary }).expect(200)
  }
  return id
}

const warningsIn = (report: unknown): string[] =>
  (report as { findings: { rule: string; outcome: string }[] }).findings.filter(({ outcome }) => outcome === 'warn').map(({ rule }) => rule)

/** The forms in which bytes of text may turn up: as they are, in hexadecimal, and in base64 at each of its three offsets. */
export function formsOf(text: string): string[] {
  const bytes = Buffer.from(text)
  const base64 = [0, 1, 2].map(offset => {
    const shifted = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64')
    return shifted.slice(offset === 0 ? 0 : 4, -4)
  })
  return [text, bytes.toString('hex'), ...base64]
}
