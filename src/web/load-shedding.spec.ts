import { Readable } from 'node:stream'

import { afterEach, describe, expect, it } from '@jest/globals'
import { fastify, type FastifyInstance } from 'fastify'

import { inPlaces, ordinaryPlaces, shedLoad } from './load-shedding.js'

const POOL = 5
const MOST = ordinaryPlaces(POOL)
const CLIENTS = 4 * MOST

describe('The first requests to a server', () => {
  const server: FastifyInstance = fastify()
  afterEach(() => server.close())

  it('are not turned away for the work that it had before it listened', async () => {
    await shedLoad(server, { databasePool: POOL, shedDelayMs: 1 })
    server.get('/', () => 'Served.')
    await server.ready()
    await judgedWhileBusy(server)
    await expect(server.inject('/').then(({ json }) => json<unknown>())).resolves.toMatchObject({ code: 'overloaded' })
    await server.listen({ host: '127.0.0.1', port: 0 })
    expect((await server.inject('/')).statusCode).toBe(200)
  })

  /** Keeps the event loop late until it is judged so. */
  async function judgedWhileBusy(busy: FastifyInstance): Promise<void> {
    const spun = new Int32Array(new SharedArrayBuffer(4))
    while (!busy.isUnderPressure()) {
      Atomics.wait(spun, 0, 0, 50)
      await new Promise(setImmediate)
    }
  }
})

describe('An answer that is made while it is sent', () => {
  const server: FastifyInstance = fastify()
  afterEach(() => server.close())

  it('makes each piece in a place of its own, and holds none between them', async () => {
    let making = 0
    let mostAtOnce = 0
    const piece = async (text: string): Promise<string> => {
      making += 1
      mostAtOnce = Math.max(mostAtOnce, making)
      await new Promise(setImmediate)
      making -= 1
      return text
    }
    async function* pieces(): AsyncGenerator<string> {
      for (const text of ['a', 'b', 'c', 'd', 'e']) yield piece(text)
    }
    await shedLoad(server, { databasePool: POOL, shedDelayMs: 0 })
    server.get('/long', (request, reply) => reply.type('text/plain').send(Readable.from(inPlaces(request, reply, pieces()))))
    await server.listen({ host: '127.0.0.1', port: 0 })

    const answers = await Promise.all(Array.from({ length: CLIENTS }, () => fetch(`${server.listeningOrigin}/long`)))
    expect(new Set(await Promise.all(answers.map(answer => answer.text())))).toEqual(new Set(['abcde']))
    expect(mostAtOnce).toBe(MOST)
    expect(Array.from({ length: MOST }, () => server.ordinaryPlaces.take()).every(leave => leave !== null)).toBe(true)
  })
})
