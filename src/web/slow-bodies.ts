import type { FastifyInstance } from 'fastify'

import { refuseConnection } from './early-problems.js'

/** A body of the largest size comes in time over 0.3 Mbit/s. */
const SLOWEST_BODY_MS = 30_000

/** An evidence file of 20 MiB comes in time over 0.6 Mbit/s, a slow line of a small firm. Node cuts off whatever takes longer. */
export const SLOWEST_FILE_MS = 300_000

/** Cuts off a body that does not arrive in time. What comes as a form is a file, and has the time that the server gives every request. */
export function limitSlowBodies(fastify: FastifyInstance, slowestBodyMs = SLOWEST_BODY_MS): void {
  fastify.addHook('preParsing', ({ raw, headers }, reply, _payload, done) => {
    if (headers['content-type']?.startsWith('multipart/form-data') !== true) {
      const timer = setTimeout(() => {
        const waits = !raw.complete && !reply.raw.writableEnded
        if (waits) refuseConnection(Object.assign(new Error('too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), raw.socket)
      }, slowestBodyMs)
      timer.unref()
      raw.once('close', () => {
        clearTimeout(timer)
      })
    }
    done()
  })
}
