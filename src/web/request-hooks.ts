import type { FastifyInstance } from 'fastify'

import { Malformed } from '../shared/domain/errors.js'
import type { Log } from '../shared/log.js'
import { requestContext } from '../shared/request-context.js'
import { refuseHostileText } from './hostile-text.js'

/** Gives each request its id, its log line, and the rule that what is private is never stored. */
export function guardRequests(fastify: FastifyInstance, log: Log): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers({ 'X-Request-Id': request.id, 'Cache-Control': 'no-store' })
    requestContext.run({ requestId: request.id }, done)
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
    const { method, routeOptions } = request
    log.info({ method, route: routeOptions.url ?? 'none', status: reply.statusCode, ms: Math.round(reply.elapsedTime) }, 'answered')
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
