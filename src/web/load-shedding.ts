import underPressure from '@fastify/under-pressure'
import { RouteConfig } from '@nestjs/platform-fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { DomainError } from '../shared/domain/errors.js'
import { type Leave, Places } from './places.js'

/** What is said to a request that is turned away: it comes before any handler, so it is known that nothing was done. */
class Overloaded extends DomainError {
  constructor() {
    super('unavailable', 'overloaded', 'Too much is going on just now, and bids go first. Nothing was done: ask again in a few seconds.')
  }
}

export const NEVER_SHED = { neverShed: true } as const

/** What a bid needs to get through at its deadline, and what tells whether the process lives, is served however busy the process is. */
export const NeverShed = () => RouteConfig(NEVER_SHED)

const isSpared = ({ routeOptions }: FastifyRequest): boolean => (routeOptions.config as { neverShed?: boolean }).neverShed === true

/** Connections of the pool that only spared requests and the background work ever take: a third. */
export const ordinaryPlaces = (databasePool: number): number => databasePool - Math.ceil(databasePool / 3)

/** For each place; at some 20 ms a request the last in line waits less than half a second. */
const WAITING_FOR_EACH = 20

/** Shorter than a request waits for a connection, and than clients wait for an answer. */
const LONGEST_WAIT_MS = 2_000

export interface SheddingLimits {
  databasePool: number
  /** Milliseconds by which the event loop may be late in the mean of a second; 0 never sheds for it. */
  shedDelayMs: number
}

/**
 * Turns ordinary requests away with 503 and Retry-After, before anything was done for them, while the event loop is late or while too many
 * of them wait for the database. Those that are spared find a connection, because ordinary requests never hold all of them.
 */
export async function shedLoad(fastify: FastifyInstance, { databasePool, shedDelayMs }: SheddingLimits): Promise<void> {
  await fastify.register(underPressure, {
    maxEventLoopDelay: shedDelayMs,
    pressureHandler: request => (isSpared(request) ? undefined : Promise.reject(new Overloaded())),
  })
  const most = ordinaryPlaces(databasePool)
  limitOrdinary(fastify, new Places(most, most * WAITING_FOR_EACH))
}

/** A place is taken once the body is there, so that slow senders hold none, and is given back before the answer is sent, so that slow readers hold none. */
function limitOrdinary(fastify: FastifyInstance, places: Places): void {
  const held = new WeakMap<FastifyRequest, Leave>()
  fastify.addHook('preHandler', async (request, reply) => {
    if (isSpared(request)) return
    const leave = places.take() ?? (await places.wait(untilGone(reply)))
    if (leave === null) throw new Overloaded()
    held.set(request, leave)
  })
  fastify.addHook('onSend', (request, _reply, _payload, done) => {
    held.get(request)?.()
    done()
  })
}

/** Fires when the client has gone or has waited long enough. */
function untilGone({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    gone.abort()
  })
  return AbortSignal.any([gone.signal, AbortSignal.timeout(LONGEST_WAIT_MS)])
}
