import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { fastify, type FastifyInstance } from 'fastify'

import { EarlyProblems } from './early-problems.js'
import { parseJsonBodies } from './json-body.js'
import { limitSlowClients, serverLimits } from './slow-clients.js'

const PATIENCE = { headersMs: 90, bodyMs: 100, fileMs: 5_000, silenceMs: 20_000, answerMs: 6_000 }

/** More than the buffers on the way hold. */
const LONG = 24 * 1_048_576

describe('A client that takes too long', () => {
  let server: FastifyInstance

  beforeAll(async () => {
    const early = new EarlyProblems({ 'Cache-Control': 'no-store' })
    server = fastify({ ...serverLimits(PATIENCE), clientErrorHandler: early.refuseConnection })
    parseJsonBodies(server)
    limitSlowClients(server, early.refuseConnection, PATIENCE)
    server.post('/', () => ({ taken: true }))
    server.get('/long', () => 'x'.repeat(LONG))
    await server.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => server.close())

  const opened = (sent = ''): Socket => {
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1')
    // A connection that the server drops while something is still sent ends in an error; what was answered counts.
    socket.on('error', () => undefined)
    socket.write(sent)
    return socket
  }

  /** Sends a byte again and again, as slow attackers do, until the connection is over; answers what came back. */
  const trickled = async (start: string): Promise<string> => {
    const socket = opened(start)
    const answer = text(socket)
    while (!socket.closed && !socket.readableEnded) {
      if (socket.writable) socket.write('x')
      await pause(20)
    }
    return answer
  }

  it.each([
    ['its headers', 'GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['its body', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"a":"'],
  ])('over %s is cut off with 408, however busily it trickles, with the way out said', async (_part, start) => {
    const answer = await trickled(start)
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(answer).toContain('"code":"request-too-slow"')
  })

  it('to send anything at all is cut off', async () => {
    expect(await text(opened())).toMatch(/^HTTP\/1\.1 408 /)
  })

  it('to read the answer is cut off, though it reads some now and then', async () => {
    const connected = once(server.server, 'connection')
    const socket = opened('GET /long HTTP/1.1\r\nHost: x\r\n\r\n')
    let read = 0
    // With a listener for "readable" nothing is read but what is asked for.
    socket.on('readable', () => undefined)
    const sips = setInterval(() => {
      read += (socket.read(1_024) as Buffer | null)?.length ?? 0
    }, 50)
    const [connection] = (await connected) as [Socket]
    await once(connection, 'close')
    clearInterval(sips)
    expect(read).toBeGreaterThan(0)
    // What is on the way still comes, and the rest never does.
    socket.removeAllListeners('readable').on('data', (bytes: Buffer) => (read += bytes.length))
    if (!socket.closed) await once(socket, 'close')
    expect(read).toBeLessThan(LONG)
  })

  it('is another matter than one that does not', async () => {
    const { statusCode } = await server.inject({ method: 'POST', url: '/', payload: { a: 1 } })
    expect(statusCode).toBe(200)
    const whole = await fetch(`http://127.0.0.1:${(server.server.address() as AddressInfo).port}/long`)
    expect((await whole.text()).length).toBe(LONG)
  })
})
