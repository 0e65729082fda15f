import { randomUUID } from 'node:crypto'
import { performance } from 'node:perf_hooks'

import type pg from 'pg'

import type { Queues } from '../../../src/modules/outbox/queues.js'
import { bearer, type HttpClient } from '../../support/http-client.js'
import type { LiveMarket } from '../../support/live-market.js'
import type { Obstacle, Plan } from './aim.js'
import { extendDeadline } from './extend-deadline.js'
import type { StoredVersion, Try } from './deadline-oracle.js'
import { instantOf, type MarketClock, type Micros, MICROS } from './market-clock.js'
import type { Course, Entry } from '../racers.js'
import type { Timetable } from './timetable.js'
import { until } from './wait.js'

export interface Race {
  tries: Try[]
  /** The deadline that was in force: the later one if the extension came in time. */
  deadline: Micros
  extended: boolean
  /** When the held lock was let go. */
  releasedAt: Micros
  stored: StoredVersion[]
}

/** Everything a race works with. */
export interface Track {
  market: LiveMarket
  /** Connections of the owner, for holding locks. */
  owner: pg.Pool
  clients: readonly HttpClient[]
  clock: MarketClock
  timetable: Timetable
  sweep: ReturnType<Queues['queue']>
}

/** How long it may take to write the deadline down, before anything happens. */
const TO_SET_IT: Micros = 30_000
const AN_HOUR: Micros = 3_600_000_000

/** Sends every racer's submission around the deadline of the course, with a lock in front and the close job and perhaps an extension beside. */
export async function race(track: Track, course: Course, plan: Plan, apart: Micros): Promise<Race> {
  const ahead = await track.clock.ahead()
  const begins = Math.min(plan.holdAt, plan.extension?.at ?? 0)
  const deadline = track.timetable.next(performance.now() * 1000 + ahead + TO_SET_IT - begins, apart)
  await setDeadline(track, course, deadline)
  const [tries, extended, releasedAt] = await Promise.all([
    Promise.all(course.entries.map((entry, place) => attempt(track, entry, place, deadline + (plan.sendAt[place] ?? 0), ahead))),
    extend(track, course, plan, deadline, ahead),
    hold(track, course, plan, deadline, ahead),
    close(track, deadline + plan.closeAt, ahead),
  ])
  const inForce = extended && plan.extension !== null ? Math.round(deadline + plan.extension.by) : deadline
  return { tries, deadline: inForce, extended, releasedAt, stored: await storedOf(track, course.requirementId) }
}

async function setDeadline({ market }: Track, { requirementId }: Course, deadline: Micros): Promise<void> {
  await market.test.rows(
    `UPDATE requirement SET submission_deadline = $2::timestamptz,
            content = content || jsonb_build_object('submissionDeadline', $2::text, 'clarificationDeadline', $3::text) WHERE id = $1`,
    [requirementId, instantOf(deadline), instantOf(deadline - AN_HOUR)],
  )
}

async function attempt({ clients, clock }: Track, { bidId, token }: Entry, place: number, at: Micros, ahead: Micros): Promise<Try> {
  const client = clients[place % clients.length]
  if (client === undefined) throw new Error('There is no process to ask.')
  await until(at, ahead)
  const sentAt = await clock.now()
  const { status, text } = await client.ask('POST', `/api/v1/bids/${bidId}/submit`, { ...bearer(token), 'Idempotency-Key': randomUUID() })
  const answeredAt = await clock.now()
  return { bidId, sentAt, answeredAt, status, body: JSON.parse(text) as Try['body'] }
}

const HELD: Record<Exclude<Obstacle, 'nothing'>, string> = {
  requirement: 'SELECT id FROM requirement WHERE id = $1 FOR UPDATE',
  bids: 'SELECT id FROM bid WHERE requirement_id = $1 FOR UPDATE',
}

/** Holds rows in another connection until the planned moment; answers when they were let go. */
async function hold({ owner, clock }: Track, { requirementId }: Course, plan: Plan, deadline: Micros, ahead: Micros): Promise<Micros> {
  if (plan.obstacle === 'nothing') return clock.now()
  const holder = await owner.connect()
  try {
    await until(deadline + plan.holdAt, ahead)
    await holder.query('BEGIN')
    await holder.query(HELD[plan.obstacle], [requirementId])
    await until(deadline + plan.releaseAt, ahead)
    return await clock.now()
  } finally {
    await holder.query('COMMIT')
    holder.release()
  }
}

/** Whether the deadline was moved: only while the one before had not passed. */
async function extend(
  { market }: Track,
  { requirementId }: Course,
  { extension }: Plan,
  deadline: Micros,
  ahead: Micros,
): Promise<boolean> {
  if (extension === null) return false
  await until(deadline + extension.at, ahead)
  return extendDeadline(market.test, requirementId, Math.round(deadline + extension.by))
}

/** Asks the worker of the product for a sweep now, which writes down that what is due is closed. */
async function close({ sweep }: Track, at: Micros, ahead: Micros): Promise<void> {
  await until(at, ahead)
  await sweep.add('sweep', {})
}

const storedOf = ({ market }: Track, requirementId: string): Promise<StoredVersion[]> =>
  market.test.rows<StoredVersion>(
    `SELECT b.id AS "bidId", ${MICROS('v.received_at')} AS "receivedAt" FROM bid b JOIN bid_version v ON v.bid_id = b.id WHERE b.requirement_id = $1`,
    [requirementId],
  )
