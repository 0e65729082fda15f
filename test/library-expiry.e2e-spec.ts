import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { RemindOfExpiry } from '../src/modules/library/remind-of-expiry.js'
import { EventHandlers, type HandledEvent } from '../src/modules/outbox/event-handlers.js'
import { aCertificate, aClaim, aProduct, saveAnswer } from './support/library.js'
import { dayIn, daysPass } from './support/standing.js'
import { TestApp } from './support/test-app.js'

describe('A supplier whose certificate or claim runs out', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const remind = async (): Promise<[number, string][]> => {
    await test.app.get(RemindOfExpiry).remindAll()
    const events = await test.rows<HandledEvent & Record<string, unknown>>(
      `SELECT id, type, payload FROM outbox_event WHERE type = 'library.answer-expires' AND handled_at IS NULL ORDER BY id`,
    )
    for (const event of events) await test.app.get(EventHandlers).handle(event)
    return events.map(({ payload }) => [Number(payload['daysBefore']), String(payload['expiresOn'])])
  }

  const pass = async (days: number): Promise<void> => {
    await daysPass(test, days)
    await test.signInAll()
  }

  it('is told of 60, 30 and 0 days before, once each, and of a later date again', async () => {
    const day = await dayIn(test, 61)
    await saveAnswer(test, 'L401', aCertificate(day, 'CE-1'), { as: 'rival-admin' })
    expect(await remind()).toEqual([])
    await pass(1)
    expect(await remind()).toEqual([[60, day]])
    expect(await remind()).toEqual([])
    const told = await test.rows<{ email: string }>(
      `SELECT p.email FROM notification n JOIN person p ON p.id = n.person_id WHERE n.kind = 'library.answer-expires' ORDER BY 1`,
    )
    expect(told).toEqual([{ email: 'rival-admin@example.test' }])
    await saveAnswer(test, 'L401', aCertificate(day, 'CE-2'), { as: 'rival-admin' })
    expect(await remind()).toEqual([])
    await pass(30)
    expect(await remind()).toEqual([[30, day]])
    await pass(30)
    expect(await remind()).toEqual([[0, day]])
    const later = await dayIn(test, 61)
    await saveAnswer(test, 'L401', aCertificate(later, 'CE-3'), { as: 'rival-admin' })
    await pass(1)
    expect(await remind()).toEqual([[60, later]])
  })

  it('is told of the nearest alone where several are due, of none that was due before the date was known, and of no retired product', async () => {
    // What is taken back reminds nobody.
    await saveAnswer(test, 'L401', {}, { as: 'rival-admin' })
    const product = await aProduct(test, 'Short lived')
    const [near, far] = [await dayIn(test, 20), await dayIn(test, 100)]
    await saveAnswer(test, 'B2', aClaim(near), { product })
    await saveAnswer(test, 'B3', aClaim(far), { product })
    const retired = await aProduct(test, 'Given up')
    await saveAnswer(test, 'B3', aClaim(far), { product: retired })
    await test.api('supplier-admin').post(`/library/products/${retired}/retire`).expect(200)
    expect(await remind()).toEqual([])
    await pass(75)
    expect(await remind()).toEqual([[30, far]])
    const { answers } = (await test.api('supplier-admin').get('/library').expect(200)).body as {
      answers: { question: string; productId: string; expiry: string }[]
    }
    expect(answers.filter(({ productId }) => productId === product).map(({ question, expiry }) => [question, expiry])).toEqual([
      ['B2', 'expired'],
      ['B3', 'near'],
    ])
  })

  it('is told of once by two sweeps at the same moment', async () => {
    await saveAnswer(test, 'L401', aCertificate(await dayIn(test, 61), 'CE-9'))
    await pass(1)
    await Promise.all([test.app.get(RemindOfExpiry).remindAll(), test.app.get(RemindOfExpiry).remindAll()])
    expect(await remind()).toHaveLength(1)
  })
})
