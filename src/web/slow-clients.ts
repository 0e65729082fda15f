import type { IncomingHttpHeaders } from 'node:http'
import type { Socket } from 'node:net'

import type { FastifyInstance } from 'fastify'

/** How long a client may take for each part of a request, in milliseconds. */
export interface Patience {
  /** The headers, from the opening of the connection, or from the first byte of a later request. */
  headersMs: number
  /** A body: one of the largest size comes in time over 0.3 Mbit/s. */
  bodyMs: number
  /** A file with all before it: one of 20 MiB comes in time over 0.6 Mbit/s, a slow line of a small firm. */
  fileMs: number
  /** Neither sending nor taking a byte. A statement that runs as long as it may is answered before that. */
  silenceMs: number
  /** Reading the answer: a file of 20 MiB is read in time over 0.6 Mbit/s. */
  answerMs: number
}

export const PATIENCE: Patience = { headersMs: 15_000, bodyMs: 30_000, fileMs: 300_000, silenceMs: 60_000, answerMs: 300_000 }

/** What Node watches by itself. It looks once in a while, and cuts off whoever is beyond a limit by then. */
export const serverLimits = ({ headersMs, fileMs, silenceMs }: Patience) => ({
  requestTimeout: fileMs,
  connectionTimeout: silenceMs,
  http: { headersTimeout: headersMs, connectionsCheckingInterval: Math.ceil(headersMs / 3) },
})

type Refuse = (error: NodeJS.ErrnoException, socket: Socket) => void

/** Cuts off a body that does not arrive in time, and an answer that is not read in time. What comes as a form is a file, and has the time of the whole request. */
export function limitSlowClients(fastify: FastifyInstance, refuse: Refuse, { bodyMs, answerMs }: Patience = PATIENCE): void {
  fastify.addHook('preParsing', ({ raw, headers }, reply, _payload, done) => {
    if (bringsBody(headers) && headers['content-type']?.startsWith('multipart/form-data') !== true)
      limit(raw, bodyMs, () => {
        const waits = !raw.complete && !reply.raw.writableEnded
        if (waits) refuse(Object.assign(new Error('too slow'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' }), raw.socket)
      })
    done()
  })
  fastify.addHook('onSend', (_request, { raw }, _payload, done) => {
    limit(raw, answerMs, () => {
      raw.socket?.destroy()
    })
    done()
  })
}

/** By HTTP what names neither a length nor chunks is over with its headers (RFC 9112, 6.3): most requests, for which no clock has to run. */
const bringsBody = (headers: IncomingHttpHeaders): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined

/** Does it when the message is not over by then. */
function limit(message: { once(event: 'close', listener: () => void): unknown }, ms: number, cutOff: () => void): void {
  const timer = setTimeout(cutOff, ms).unref()
  message.once('close', () => {
    clearTimeout(timer)
  })
}
