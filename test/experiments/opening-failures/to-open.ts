import { randomUUID } from 'node:crypto'

import type { Player, TestApp } from '../../support/test-app.js'
import { declareNoInterests } from '../../support/world.js'
import { submit } from '../near-deadline.js'
import { aScene } from '../surge.js'
import { declareInterest } from '../../support/openings.js'

/** A requirement whose bids wait to be opened. */
export interface ToOpen {
  requirementId: string
  submitted: number
  /** One for all tries of the second person: whoever had no answer sends the same again. */
  key: string
}

/** So many requirements with so many submitted bids each, which all close at the latest in a quarter of an hour; submitted at the address. */
export async function requirementsToOpen(test: TestApp, address: string, count: number, bids: number): Promise<ToOpen[]> {
  const made: ToOpen[] = []
  for (let number = 0; number < count; number += 1) {
    const { requirementId, crowd } = await aScene(test, bids)
    for (const bidder of crowd) {
      const { status, body } = await submit(bidder, randomUUID(), address)
      if (status !== 201) throw new Error(`A bid was answered ${status}: ${body}`)
    }
    await declareNoInterests(test, requirementId)
    await declareInterest(test, requirementId, 'second-officer')
    made.push({ requirementId, submitted: bids, key: randomUUID() })
  }
  return made
}

export interface Answer {
  /** Null where there was none. */
  status: number | null
  code: string | null
  opened: boolean | null
}

const ANSWERED_WITHIN_MS = 30_000

/** Somebody opens, or tries to, at the address of a process. */
export async function open(test: TestApp, address: string, player: Player, { requirementId }: ToOpen, key: string): Promise<Answer> {
  try {
    const response = await fetch(`${address}/api/v1/requirements/${requirementId}/open-bids`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${String(test.tokens.get(player))}`, 'Idempotency-Key': key },
      signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
    })
    const { code = null, opened = null } = (await response.json()) as { code?: string; opened?: boolean }
    return { status: response.status, code, opened }
  } catch {
    return { status: null, code: null, opened: null }
  }
}
