import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

import type { FastifyReply, FastifyRequest } from 'fastify'

import { problemOf } from './problem.js'

/** What Fastify refuses before it finds a route, and so before the filter: an address that cannot be read or is too long. */
export function refuseAddress(error: Error, request: FastifyRequest, reply: FastifyReply): void {
  const { problem } = problemOf(error, request.url.split('?', 1)[0] ?? '/', request.id)
  void reply
    .code(problem.status)
    .headers({ 'X-Request-Id': request.id, 'Cache-Control': 'no-store' })
    .type('application/problem+json')
    .send(problem)
}

const STATUS_OF: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** What Node refuses before there is a request at all: headers that are too large, a request that never ends, and what is no HTTP. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return
  const statusCode = STATUS_OF[error.code ?? ''] ?? 400
  const { problem } = problemOf(Object.assign(new Error(error.message), { statusCode }), '/', 'none')
  const body = JSON.stringify(problem)
  if (socket.writable)
    socket.write(
      [
        `HTTP/1.1 ${statusCode} ${String(STATUS_CODES[statusCode])}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Cache-Control: no-store',
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  socket.destroy(error)
}
