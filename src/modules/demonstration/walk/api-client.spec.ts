import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

import { afterEach, describe, expect, it } from '@jest/globals'

import { ApiClient } from './api-client.js'

describe('The client of the walk', () => {
  const servers: Server[] = []
  afterEach(async () => {
    await Promise.all(servers.splice(0).map(server => server[Symbol.asyncDispose]()))
  })

  /** A server that answers one after the other, and the last again and again. */
  async function answering(...answers: [status: number, code: string][]): Promise<{ url: string; asked: () => number }> {
    let asked = 0
    const server = createServer((_request, reply) => {
      const [status, code] = answers[Math.min(asked, answers.length - 1)] ?? [500, '']
      asked += 1
      reply.writeHead(status, { 'Content-Type': 'application/json', 'Retry-After': '0' }).end(JSON.stringify({ code, token: 'x' }))
    }).listen(0, '127.0.0.1')
    servers.push(server)
    await once(server, 'listening')
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked: () => asked }
  }

  it('asks again when it is turned away under load', async () => {
    const { url, asked } = await answering([201, ''], [503, 'overloaded'], [503, 'overloaded'], [200, ''])
    const client = await ApiClient.signIn(url, 'bid-writer')
    expect(await client.get('/requirements')).toMatchObject({ status: 200 })
    expect(asked()).toBe(4)
  })

  it('gives up after a few times, and asks nothing again that may have been done', async () => {
    const { url, asked } = await answering([201, ''], [503, 'overloaded'])
    expect(await (await ApiClient.signIn(url, 'bid-writer')).post('/requirements', {})).toMatchObject({ status: 503 })
    expect(asked()).toBe(7)
    const other = await answering([201, ''], [503, 'unavailable'])
    expect(await (await ApiClient.signIn(other.url, 'bid-writer')).post('/requirements', {})).toMatchObject({ status: 503 })
    expect(other.asked()).toBe(2)
  })
})
