import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'

import type { FastifyReply, FastifyRequest } from 'fastify'

import { problemOf } from './problem.js'

const PROBLEM = 'application/problem+json; charset=utf-8'

const STATUS_OF: Record<string, number> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 }

/** What is refused before any hook and any filter, with the headers that every answer has. */
export class EarlyProblems {
  constructor(private readonly headers: Readonly<Record<string, string>>) {}

  /** What Fastify refuses before it finds a route: an address that cannot be read or is too long. */
  readonly refuseAddress = (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    const { problem } = problemOf(error, request.url.split('?', 1)[0] ?? '/', request.id)
    void reply
      .code(problem.status)
      .headers({ ...this.headers, 'X-Request-Id': request.id })
      .type(PROBLEM)
      .send(problem)
  }

  /** What Node refuses before there is a request at all: headers that are too large, a request that never ends, and what is no HTTP. */
  readonly refuseConnection = (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const statusCode = STATUS_OF[error.code ?? ''] ?? 400
    const { problem } = problemOf(Object.assign(new Error(error.message), { statusCode }), '/', 'none')
    if (socket.writable) socket.write(this.answer(statusCode, JSON.stringify(problem)))
    socket.destroy(error)
  }

  private answer(status: number, body: string): string {
    const headers = { ...this.headers, 'Content-Type': PROBLEM, 'Content-Length': Buffer.byteLength(body), Connection: 'close' }
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
    return [`HTTP/1.1 ${status} ${String(STATUS_CODES[status])}`, ...lines, '', body].join('\r\n')
  }
}
