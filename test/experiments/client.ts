import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'

import type { Bidder } from '../support/crowd.js'
import { isAcknowledged, type Ledger, type ReadReceipt, type Try } from './ledger.js'

const ANSWER_MS = 10_000
const FIRST_PAUSE_MS = 50
/** As long as a service that is out asks to wait (Retry-After): five hundred that came sooner would keep it down. */
const LONGEST_PAUSE_MS = 5_000

export interface Doors {
  /** Base addresses; tries take them in turn. */
  addresses: readonly string[]
  ledger: Ledger
  random: () => number
}

/** Milliseconds of a clock that never goes back. */
export const nowMs = (): number => performance.timeOrigin + performance.now()

/**
 * Submits as a careful client does: one Idempotency-Key, the doors in turn, longer and longer pauses, until the bid is acknowledged or
 * refused for good. Answers the last try; gives up at `giveUpAt`.
 */
export async function submitUntilAnswered(bidder: Bidder, doors: Doors, giveUpAt: number): Promise<Try> {
  const key = randomUUID()
  const first = Math.floor(doors.random() * doors.addresses.length)
  for (let attempt = 0; ; attempt += 1) {
    const made = await submitOnce(bidder, key, String(doors.addresses[(first + attempt) % doors.addresses.length]))
    await doors.ledger.note(made)
    if (isAcknowledged(made) || !isPassing(made) || nowMs() > giveUpAt) return made
    await pause(Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + doors.random() / 2))
  }
}

/** One try, whatever comes of it. */
export async function submitOnce({ bidId, token }: Bidder, key: string, address: string): Promise<Try> {
  const made = { bidId, key, sentAt: nowMs() }
  try {
    const response = await fetch(`${address}/api/v1/bids/${bidId}/submit`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': key },
      signal: AbortSignal.timeout(ANSWER_MS),
    })
    const body = Buffer.from(await response.arrayBuffer())
    return { ...made, ...readAnswer(response, body), ackAt: nowMs() }
  } catch {
    // A connection refused, cut off or silent, or half an answer: the client cannot know whether the bid arrived.
    return { ...made, ackAt: null, status: null, retryAfter: null, code: null, sha256: null, receipt: null }
  }
}

function readAnswer({ status, headers }: Response, body: Buffer) {
  const content = JSON.parse(body.toString('utf8')) as Partial<ReadReceipt> & { code?: string }
  return {
    status,
    retryAfter: headers.has('retry-after') ? Number(headers.get('retry-after')) : null,
    code: content.code ?? null,
    sha256: createHash('sha256').update(body).digest('hex'),
    receipt: content.contentCommitment === undefined ? null : (content as ReadReceipt),
  }
}

/** No answer, out of service, or the first request with the key still running: what a client waits out. */
const isPassing = ({ status, code }: Try): boolean =>
  status === null || status >= 500 || status === 429 || code === 'idempotency-key-in-flight'
