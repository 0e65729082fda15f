import { setTimeout as pause } from 'node:timers/promises'

import { aCrowd, type Bidder } from '../support/crowd.js'
import type { TestApp } from '../support/test-app.js'
import { anOpenRequirement, aPassingBid } from '../support/world.js'
import { type Doors, nowMs, submitUntilAnswered } from './client.js'
import type { Try } from './ledger.js'

const ANSWERED_AT_LAST_MS = 30_000
/** Far enough to prepare everything, and near enough that bringing it nearer ends no session. */
const CLOSES_IN_SECONDS = 900

/** A requirement about to close, and everybody who will bid on it. */
export interface Scene {
  requirementId: string
  crowd: Bidder[]
}

/** An open requirement with a bid of each of so many suppliers, all complete and none submitted. */
export async function aScene(test: TestApp, size: number): Promise<Scene> {
  const requirementId = await anOpenRequirement(test, { closesIn: CLOSES_IN_SECONDS })
  const bidId = await aPassingBid(test, requirementId)
  return { requirementId, crowd: await aCrowd(test.rows.bind(test), test.config, bidId, size) }
}

/** Moves the market's clock so that the deadline is so far away, and answers when it is by the driver's clock. */
export async function bringDeadline(test: TestApp, requirementId: string, inMs: number): Promise<number> {
  const [left] = await test.rows<{ seconds: number }>(
    'SELECT extract(epoch FROM submission_deadline - market_now())::float8 AS seconds FROM requirement WHERE id = $1',
    [requirementId],
  )
  await test.moveClock(`${Number(left?.seconds) - inMs / 1_000} seconds`)
  return nowMs() + inMs
}

export interface Surge {
  bidders: readonly Bidder[]
  /** By the driver's clock. */
  from: number
  until: number
  deadline: number
}

/** All of them submit, each at a moment of its own between the two, and try until they know. Answers how each ended. */
export function surge({ bidders, from, until, deadline }: Surge, doors: Doors): Promise<Try[]> {
  return Promise.all(
    bidders.map(async bidder => {
      await pause(Math.max(0, from + doors.random() * (until - from) - nowMs()))
      return submitUntilAnswered(bidder, doors, deadline + ANSWERED_AT_LAST_MS)
    }),
  )
}
