import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { storedFiles, upload } from './support/evidence.js'
import { hire } from './support/people.js'
import { problem } from './support/problems.js'
import { END, fileHead, NEXT, sendRaw } from './support/raw-upload.js'
import { type Newcomer, TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, aWorkingCopy, eventually } from './support/world.js'

/** More than the buffers between two ends of a connection hold, so that a reader who stands still holds it up. */
const LARGE = 18_000_000

describe('Whoever is removed', () => {
  let test: TestApp
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start()
    await hire(test, 'new-supplier-admin', 'First Example Supplier', 'organisation-admin')
    bidId = await aWorkingCopy(test, await anOpenRequirement(test, { closesIn: 86_400 }))
  })
  afterAll(() => test.stop())

  const idOf = async (who: Newcomer | 'supplier-admin'): Promise<string> => {
    const [person] = await test.rows<{ id: string }>('SELECT id FROM person WHERE email = $1', [`${who}@example.test`])
    return String(person?.id)
  }
  const remove = async (who: Newcomer | 'supplier-admin') =>
    test
      .api('new-supplier-admin')
      .delete(`/people/${await idOf(who)}`)
      .expect(204)

  it('is out by whatever their sign-in comes with: token or cookie', async () => {
    await hire(test, 'new-author', 'First Example Council', 'buyer-author')
    const { id } = await aDraft(test)
    const byCookie = () =>
      test
        .api()
        .get(`/requirements/${id}`)
        .set('Cookie', `session=${String(test.tokens.get('new-author'))}`)
    await byCookie().expect(200)
    await test.api('new-author').get(`/requirements/${id}`).expect(200)
    await test
      .api('organisation-admin')
      .delete(`/people/${await idOf('new-author')}`)
      .expect(204)
    await byCookie().expect(problem(404, 'not-found'))
    await test.api('new-author').get(`/requirements/${id}`).expect(problem(404, 'not-found'))
  })

  it('gets no more of a download that has begun, within a second', async () => {
    await hire(test, 'new-reader', 'First Example Supplier', 'bid-writer')
    const { body } = await upload(test, bidId, 'long.txt', Buffer.alloc(LARGE, 'A line of evidence.\n')).expect(201)
    const taken = once(test.app.getHttpServer(), 'connection') as Promise<[Socket]>
    const response = await started(`/api/v1/files/${(body as { id: string }).id}/content`, String(test.tokens.get('new-reader')))
    const [socket] = await taken
    const ended = once(socket, 'close')
    await remove('new-reader')
    const removedAt = performance.now()
    await ended
    expect(performance.now() - removedAt).toBeLessThan(1_000)
    const broken = once(response, 'error')
    let read = 0
    response.on('data', (part: Buffer) => (read += part.length))
    await broken
    expect(read).toBeLessThan(LARGE)
  })

  it('adds nothing by an upload that has begun', async () => {
    const before = (await storedFiles(test)).length
    async function* slowly(): AsyncGenerator<Buffer> {
      yield fileHead('notes.txt')
      yield Buffer.alloc(100_000, 'x')
      await eventually(async () => {
        expect((await storedFiles(test)).length).toBe(before + 1)
      })
      await remove('supplier-admin')
      yield NEXT
      yield END
    }
    expect(await sendRaw(test, bidId, { parts: slowly() })).toMatchObject({ status: 404, code: 'not-found' })
    expect(await storedFiles(test)).toHaveLength(before)
    expect(await test.rows(`SELECT FROM evidence_file WHERE size = 100000`)).toEqual([])
  })

  /** The answer once its head is there; nothing of its body is read. */
  const started = (path: string, token: string): Promise<IncomingMessage> =>
    new Promise((resolve, reject) => {
      const { port } = test.app.getHttpServer().address() as AddressInfo
      get({ host: '127.0.0.1', port, path, agent: false, headers: { Authorization: `Bearer ${token}` } }, resolve).on('error', reject)
    })
})
