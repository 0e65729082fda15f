import { randomUUID } from 'node:crypto'

import type { Bidder } from '../support/crowd.js'
import type { TestApp } from '../support/test-app.js'
import { bringDeadline, type Scene } from './surge.js'

/** A submission near the deadline, between two looks at the database's clock. Moments are microseconds in UTC, as text. */
export interface NearTry {
  bidder: Bidder
  key: string
  before: string
  after: string
  deadline: string
  status: number
  answer: { receivedAt?: string; serverTime?: string; detail?: string; code?: string }
}

const MOMENT = (of: string): string => `to_char(${of} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

/** Moves the market's clock so that the deadline is so far away (negative: past), and submits at once through the address. */
export async function submitNear(test: TestApp, scene: Scene, bidder: Bidder, address: string, inMs: number): Promise<NearTry> {
  const key = randomUUID()
  await bringDeadline(test, scene.requirementId, inMs)
  const looked = await look(test, scene)
  const { status, body } = await submit(bidder, key, address)
  const { now: after } = await look(test, scene)
  return { bidder, key, before: looked.now, after, deadline: looked.deadline, status, answer: JSON.parse(body) as NearTry['answer'] }
}

/** Submits once; answers the bytes of the answer as text. */
export async function submit({ bidId, token }: Bidder, key: string, address: string): Promise<{ status: number; body: string }> {
  const headers = { Authorization: `Bearer ${token}`, 'Idempotency-Key': key }
  const response = await fetch(`${address}/api/v1/bids/${bidId}/submit`, { method: 'POST', headers })
  return { status: response.status, body: await response.text() }
}

async function look(test: TestApp, { requirementId }: Scene): Promise<{ now: string; deadline: string }> {
  const [seen] = await test.rows<{ now: string; deadline: string }>(
    `SELECT ${MOMENT('market_now()')} AS now, ${MOMENT('submission_deadline')} AS deadline FROM requirement WHERE id = $1`,
    [requirementId],
  )
  if (seen === undefined) throw new Error('There is no such requirement.')
  return seen
}

/** What is wrong with the decision, going by the database's clock alone. */
export function faultsOfDecision({ before, after, deadline, status, answer }: NearTry): string[] {
  const stamp = answer.receivedAt ?? answer.serverTime ?? ''
  const accepted = status === 201
  return [
    ...(accepted || answer.code === 'deadline-passed'
      ? []
      : [`a submission near the deadline was answered ${status} ${String(answer.code)}`]),
    ...(before <= stamp && stamp <= after ? [] : [`stamped ${stamp}, but sent after ${before} and answered before ${after}`]),
    ...(accepted === stamp < deadline ? [] : [`stamped ${stamp} with the deadline at ${deadline}, and answered ${status}`]),
  ]
}

/** Whether it was answered before the deadline, so that nothing but acceptance can be right. */
export const mustBeAccepted = ({ after, deadline }: NearTry): boolean => after < deadline
/** Whether it was sent when the deadline had passed. */
export const mustBeRefused = ({ before, deadline }: NearTry): boolean => before >= deadline
