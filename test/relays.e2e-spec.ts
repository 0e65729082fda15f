import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals'

import { EventHandlers, type HandledEvent } from '../src/modules/outbox/event-handlers.js'
import { MOST_FAILURES } from '../src/modules/outbox/parked-events.js'
import type { Log } from '../src/shared/log.js'
import { LOG } from '../src/shared/tokens.js'
import { Metrics } from '../src/web/metrics.js'
import { happened } from './support/mails.js'
import { contents } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { anOpening, anOpenRequirement, eventsHandled, settled } from './support/world.js'

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
  })
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
      `SELECT event_id, count(*)::int AS people FROM notification WHERE kind = 'requirement.invited' GROUP BY 1`,
    )
    expect(told).toHaveLength(10)
    expect(new Set(told.map(({ people }) => people))).toEqual(new Set([3]))
  })

  it('change nothing when the queue delivers an event again, to one or to both at once', async () => {
    await anOpening(test, 'supplier-admin')
    await settled(test)
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

  it('handle what the queue lost a thousand times', async () => {
    const [lost] = await published()
    await test.rows(
      `UPDATE outbox_event SET relayed_at = market_now() - interval '1 minute', handled_at = NULL, attempts = 1000 WHERE id = $1`,
      [lost],
    )
    await test.sweep()
    await eventsHandled(test)
  })

  it('name no kind of event in the log when one fails', async () => {
    const seen = [test, second].map(({ app }) => jest.spyOn(app.get<Log>(LOG), 'error'))
    await anOpenRequirement(test)
    await eventsHandled(test)
    const lines = seen.flatMap(({ mock }) => mock.calls)
    expect(lines).toContainEqual([
      { queue: 'events', job: expect.any(String), attempt: 1, reason: 'The first time it fails.' },
      'a job failed',
    ])
    expect(JSON.stringify(lines)).not.toContain('requirement.')
  })
})

describe('An event whose handling fails', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const parked = async (): Promise<string | undefined> => /^events_parked .*$/m.exec(await test.app.get(Metrics).registry.metrics())?.[0]

  it('is tried again until it has failed a hundred times, and then waits for a person', async () => {
    const handlers = test.app.get(EventHandlers)
    handlers.register({ name: 'fail', on: 'test.failing', handle: () => Promise.reject(new Error('It always fails.')) })
    const event = await happened(test, { type: 'test.failing', payload: {} })
    const fail = async (times: number): Promise<void> => {
      for (let time = 0; time < times; time += 1) await expect(handlers.handle(event)).rejects.toThrow('It always fails.')
    }
    const isRelayedAgain = async (): Promise<boolean> => {
      await test.rows(`UPDATE outbox_event SET relayed_at = market_now() - interval '1 minute' WHERE id = $1`, [event.id])
      await test.sweep()
      return (await test.rows('SELECT FROM outbox_event WHERE id = $1 AND relayed_at IS NULL', [event.id])).length > 0
    }
    await fail(MOST_FAILURES - 1)
    expect(await isRelayedAgain()).toBe(true)
    expect(await parked()).toBe('events_parked 0')
    const said = jest.spyOn(test.app.get<Log>(LOG), 'error')
    await fail(1)
    expect(said.mock.calls).toEqual([[{ event: event.id }, 'an event was parked']])
    expect(await isRelayedAgain()).toBe(false)
    expect(await parked()).toBe('events_parked 1')
  })
})
