import type { FastifyInstance } from 'fastify'

import { Malformed } from '../shared/domain/errors.js'
import type { Log } from '../shared/log.js'
import { refuseHostileText } from './hostile-text.js'

/** Gives each request its id, its log line, and the rule that what is private is never stored. */
export function guardRequests(fastify: FastifyInstance, log: Log): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'X-Request-Id': request.id, 'Cache-Control': 'no-store' })
    done()
  })
  fastify.addHook('preValidation', (request, _reply, done) => {
    done(refusalOf(request.query) ?? refusalOf(request.params))
  })
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    // A connection kept alive would hold up a server that is shutting down.
    if (!fastify.server.listening) void reply.header('Connection', 'close')
    done()
  })
  fastify.addHook('onResponse', (request, reply, done) => {
    const { id: requestId, method, routeOptions } = request
    const ms = Math.round(reply.elapsedTime)
    log.info({ requestId, method, route: routeOptions.url ?? 'none', status: reply.statusCode, ms }, 'answered')
    done()
  })
}

function refusalOf(value: unknown): Malformed | undefined {
  try {
    refuseHostileText(value)
    return undefined
  } catch (error) {
    if (error instanceof Malformed) return error
    throw error
  }
}
