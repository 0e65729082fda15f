import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { EventHandlers, type HandledEvent } from '../src/modules/outbox/event-handlers.js'
import { contents } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { anOpening, anOpenRequirement, eventsHandled } from './support/world.js'

describe('Two processes that work on one database', () => {
  let test: TestApp
  let second: TestApp
  const counted: string[] = []
  const failed = new Set<string>()

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    second = await TestApp.start({ working: true, beside: test })
    for (const { app } of [test, second]) {
      app.get(EventHandlers).register(
        {
          name: 'count',
          on: 'requirement.published',
          handle: (_, { id }) => {
            counted.push(id)
            return Promise.resolve()
          },
        },
        {
          name: 'fail-once',
          on: 'requirement.approved',
          handle: (_, { id }) => {
            if (failed.has(id)) return Promise.resolve()
            failed.add(id)
            return Promise.reject(new Error('The first time it fails.'))
          },
        },
      )
    }
  }, 30_000)
  afterAll(async () => {
    await second.stop()
    await test.stop()
  })

  const published = async (): Promise<string[]> => {
    const events = await test.rows<{ id: string }>(`SELECT id FROM outbox_event WHERE type = 'requirement.published' ORDER BY id`)
    return events.map(({ id }) => id)
  }

  it('handle each event once, and what failed again', async () => {
    await Promise.all([
      ...Array.from({ length: 5 }, () => anOpenRequirement(test)),
      ...Array.from({ length: 5 }, () => anOpenRequirement(second)),
    ])
    await eventsHandled(test)
    expect([...counted].sort()).toEqual(await published())
    expect(failed.size).toBe(10)
    const told = await test.rows<{ people: number }>(
      `SELECT event_id, count(*)::int AS people FROM notification WHERE kind = 'requirement.published' GROUP BY 1`,
    )
    expect(told).toHaveLength(10)
    expect(new Set(told.map(({ people }) => people))).toEqual(new Set([3]))
  })

  it('change nothing when the queue delivers an event again, to one or to both at once', async () => {
    await anOpening(test, 'supplier-admin')
    await eventsHandled(test)
    const before = await contents(test)
    const events = await test.rows<HandledEvent>('SELECT id, type, payload FROM outbox_event ORDER BY id')
    const seen = counted.length
    for (const event of events) await Promise.all([test, second, test].map(({ app }) => app.get(EventHandlers).handle(event)))
    expect(await contents(test)).toEqual(before)
    expect(counted).toHaveLength(seen)
  })

  it('deliver again what the queue lost, and handle it once', async () => {
    const [lost] = await published()
    await test.rows(`UPDATE outbox_event SET relayed_at = NULL, handled_at = NULL WHERE id = $1`, [lost])
    await eventsHandled(test)
    expect(counted.filter(id => id === lost)).toHaveLength(1)
  })
})
