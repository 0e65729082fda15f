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

declare module 'fastify' {
  interface FastifyInstance {
    /** Where ordinary requests wait for the database. */
    ordinaryPlaces: Places
  }
}

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
  const isStarting = startOf(fastify)
  await fastify.register(underPressure, {
    maxEventLoopDelay: shedDelayMs,
    sampleInterval: SAMPLE_MS,
    pressureHandler: request => (isSpared(request) || isStarting() ? undefined : Promise.reject(new Overloaded())),
  })
  const most = ordinaryPlaces(databasePool)
  fastify.decorate('ordinaryPlaces', new Places(most, most * WAITING_FOR_EACH))
  limitOrdinary(fastify)
}

/** The event loop is judged by the mean of this time. */
const SAMPLE_MS = 1_000

/** Whether the latest judgement of the event loop may still be of the work before the server listened, which says nothing of its load. */
function startOf(fastify: FastifyInstance): () => boolean {
  let listeningSince = Number.NEGATIVE_INFINITY
  fastify.addHook('onListen', done => {
    listeningSince = performance.now()
    done()
  })
  return () => performance.now() - listeningSince < 2 * SAMPLE_MS
}

/**
 * What an answer is made of piece by piece while it is sent: each piece is made in a place of its own, because the request has given its own
 * back by then. Waits in line as long as the client does; throws Overloaded where the line is full.
 */
export async function* inPlaces<T>({ server }: FastifyRequest, reply: FastifyReply, pieces: AsyncIterable<T>): AsyncGenerator<T> {
  const making = pieces[Symbol.asyncIterator]()
  for (;;) {
    const piece = await inPlace(server.ordinaryPlaces, reply, () => making.next())
    if (piece.done === true) return
    yield piece.value
  }
}

async function inPlace<T>(places: Places, reply: FastifyReply, work: () => Promise<T>): Promise<T> {
  const leave = places.take() ?? (await inLine(places, reply))
  if (leave === null) throw new Overloaded()
  try {
    return await work()
  } finally {
    leave()
  }
}

/** A place is taken once the body is there, so that slow senders hold none, and is given back before the answer is sent, so that slow readers hold none. */
function limitOrdinary(fastify: FastifyInstance): void {
  const places = fastify.ordinaryPlaces
  const held = new WeakMap<FastifyRequest, Leave>()
  fastify.addHook('preHandler', async (request, reply) => {
    if (isSpared(request)) return
    const leave = places.take() ?? (await inLine(places, reply, LONGEST_WAIT_MS))
    if (leave === null) throw new Overloaded()
    held.set(request, leave)
  })
  fastify.addHook('onSend', (request, _reply, _payload, done) => {
    held.get(request)?.()
    done()
  })
}

/** A place once it is this one's turn, or null: where the line is full, where the client has gone, or after so long. */
async function inLine(places: Places, { raw }: FastifyReply, longestMs?: number): Promise<Leave | null> {
  const waiting = raw.destroyed ? null : places.join()
  if (waiting === null) return null
  const { entered, giveUp } = waiting
  // Not AbortSignals, of which three a request were a burden on the garbage collector: under load many wait.
  const timer = longestMs === undefined ? undefined : setTimeout(giveUp, longestMs)
  raw.once('close', giveUp)
  const leave = await entered
  clearTimeout(timer)
  raw.off('close', giveUp)
  return leave
}
