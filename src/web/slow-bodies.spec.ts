import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { fastify, type FastifyInstance } from 'fastify'

import { parseJsonBodies } from './json-body.js'
import { limitSlowBodies } from './slow-bodies.js'

describe('A body that does not arrive in time', () => {
  let server: FastifyInstance

  beforeAll(async () => {
    server = fastify()
    parseJsonBodies(server)
    limitSlowBodies(server, 100)
    server.post('/', () => ({ taken: true }))
    await server.listen({ port: 0, host: '127.0.0.1' })
  })
  afterAll(() => server.close())

  it('is cut off with 408, the way out said', async () => {
    const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1')
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"a":')
    const answer = await text(socket)
    expect(answer).toMatch(/^HTTP\/1\.1 408 /)
    expect(answer).toContain('"code":"request-too-slow"')
  })

  it('is another matter than one that does', async () => {
    const { statusCode } = await server.inject({ method: 'POST', url: '/', payload: { a: 1 } })
    expect(statusCode).toBe(200)
  })
})
