import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { grant } from './support/people.js'
import { contents, problem } from './support/problems.js'
import { queued } from './support/queues.js'
import { type Player, TestApp } from './support/test-app.js'
import { acknowledge, anOpenRequirement, aPassingBid, answer, eventually, GOLDEN } from './support/world.js'

describe('Did it arrive?', () => {
  let test: TestApp
  let requirementId: string
  let bidId: string

  beforeAll(async () => {
    test = await TestApp.start()
    requirementId = await anOpenRequirement(test, { closesIn: 3 * 86_400 })
    bidId = await aPassingBid(test, requirementId)
  })
  afterAll(() => test.stop())

  const submit = (key: string, player: Player = 'supplier-admin') =>
    test.api(player).post(`/bids/${bidId}/submit`).set('Idempotency-Key', key)

  const asked = async (key: string, player: Player = 'supplier-admin', bid = bidId): Promise<unknown> =>
    (
      await test
        .api(player)
        .get(`/bids/${bid}/submissions/${encodeURIComponent(key)}`)
        .expect(200)
    ).body

  const NOT_RECEIVED = { state: 'not-received' }

  /** A price that was not there before, so that the next submission is a new version. */
  const change = async (): Promise<void> => {
    const { headers } = await test.api('supplier-admin').get(`/bids/${bidId}`).expect(200)
    const declarations = { ...GOLDEN.bid.declarations, subcontractors: [randomUUID()] }
    await test.api('supplier-admin').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send({ declarations }).expect(200)
  }

  /** Submits while somebody else holds the requirement, and lets go when `meanwhile` is over. */
  const heldOpen = async (start: () => unknown, meanwhile: () => Promise<void>): Promise<void> => {
    const holder = await test.db.connect()
    try {
      await holder.query('BEGIN')
      await holder.query('SELECT id FROM requirement WHERE id = $1 FOR UPDATE', [requirementId])
      start()
      await queued(test)
      await meanwhile()
    } finally {
      await holder.query('ROLLBACK')
      holder.release()
    }
  }

  it('not, when it was never sent; and asking changes nothing', async () => {
    const before = await contents(test)
    expect(await asked('never-sent')).toEqual(NOT_RECEIVED)
    expect(await contents(test)).toEqual(before)
  })

  it('not, when it was refused; and then yes, when it was sent again and accepted', async () => {
    const other = await aPassingBid(test, await anOpenRequirement(test))
    await answer(test, other, GOLDEN.firstDraft)
    const send = () => test.api('supplier-admin').post(`/bids/${other}/submit`).set('Idempotency-Key', 'mended')
    await send().expect(problem(422, 'ethics-check-failed'))
    expect(await asked('mended', 'supplier-admin', other)).toEqual(NOT_RECEIVED)
    await answer(test, other, GOLDEN.passing)
    await acknowledge(test, other)
    const { body } = await send().expect(201)
    expect(await asked('mended', 'supplier-admin', other)).toEqual({ state: 'received', receipt: body })
    expect(await asked('mended')).toEqual(NOT_RECEIVED)
  })

  it('yes, with the very receipt that was answered; also to a submission that changed nothing', async () => {
    await change()
    const { body: first } = await submit('first').expect(201)
    const { body: same } = await submit('unchanged').expect(200)
    expect(same).toEqual(first)
    await change()
    const { body: second } = await submit('second').expect(201)
    expect(await asked('first')).toEqual({ state: 'received', receipt: first })
    expect(await asked('unchanged')).toEqual({ state: 'received', receipt: first })
    expect(await asked('second')).toEqual({ state: 'received', receipt: second })
  })

  it('it is in flight while it waits, however many ask, and nobody else’s question is answered so', async () => {
    await change()
    const key = randomUUID()
    let answered: Promise<{ status: number; body: unknown }> | undefined
    await heldOpen(
      () => {
        answered = Promise.resolve(submit(key))
      },
      async () => {
        expect(await Promise.all(Array.from({ length: 5 }, () => asked(key)))).toEqual(
          Array.from({ length: 5 }, () => ({ state: 'in-flight' })),
        )
        expect(await asked('never-sent')).toEqual(NOT_RECEIVED)
      },
    )
    const submitted = await answered
    expect(submitted).toMatchObject({ status: 201 })
    expect(await asked(key)).toEqual({ state: 'received', receipt: submitted?.body })
  })

  it('yes, although the client’s connection was killed before the answer; sending it again gives the same', async () => {
    await change()
    const key = randomUUID()
    const { port } = test.app.getHttpServer().address() as { port: number }
    const socket = connect(port, '127.0.0.1')
    await heldOpen(
      () => {
        socket.write(
          [
            `POST /api/v1/bids/${bidId}/submit HTTP/1.1`,
            'Host: localhost',
            `Authorization: Bearer ${String(test.tokens.get('supplier-admin'))}`,
            `Idempotency-Key: ${key}`,
            'Content-Length: 0',
            '\r\n',
          ].join('\r\n'),
        )
      },
      async () => {
        socket.destroy()
        await once(socket, 'close')
        expect(await asked(key)).toEqual({ state: 'in-flight' })
      },
    )
    const outcome = await eventually(async () => {
      const found = (await asked(key)) as { state: string; receipt: object }
      expect(found.state).not.toBe('in-flight')
      return found
    })
    expect(outcome).toMatchObject({ state: 'received', receipt: { bidId } })
    const { body } = await submit(key).expect(201)
    expect(body).toEqual(outcome.receipt)
  })

  it('fifty who ask at once do not take each other for the submission', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => asked('first')))
    expect(new Set(answers.map(found => (found as { state: string }).state))).toEqual(new Set(['received']))
  })

  it('yes, also for a colleague of whoever sent it; a key that both have used tells each of the own submission', async () => {
    await grant(test, 'bid-writer', 'First Example Supplier', 'supplier-admin')
    expect(await asked('first', 'bid-writer')).toEqual(await asked('first'))
    expect(await asked('first')).toMatchObject({ state: 'received' })
    await change()
    const { body } = await submit('first', 'bid-writer').expect(201)
    expect(await asked('first', 'bid-writer')).toEqual({ state: 'received', receipt: body })
    expect(await asked('first')).not.toMatchObject({ receipt: body as object })
  })

  it('a key of another supplier’s is not known, and neither is the bid', async () => {
    await test.api('rival-admin').get(`/bids/${bidId}/submissions/first`).expect(problem(404, 'not-found'))
  })

  it('a key may be all that prints', async () => {
    const printable = Array.from({ length: 94 }, (_, code) => String.fromCharCode(code + 33)).join('')
    for (const key of [printable, '%'.repeat(255), '/?#%2F']) {
      const { body } = await submit(key).expect(200)
      expect(await asked(key)).toEqual({ state: 'received', receipt: body })
    }
  })

  it('yes for ever, when the key itself is long forgotten; used again, it is answered by the last', async () => {
    const before = await asked('second')
    await test.moveClock('25 hours')
    await test.signIn('supplier-admin')
    await test.rows(`DELETE FROM idempotency_key`)
    expect(await asked('second')).toEqual(before)
    await change()
    const { body } = await submit('second').expect(201)
    expect(await asked('second')).toEqual({ state: 'received', receipt: body })
  })
})
