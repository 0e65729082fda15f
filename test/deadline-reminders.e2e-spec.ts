import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'

import { RemindOfDeadlines } from '../src/modules/notifications/remind-of-deadlines.js'
import { SendMails } from '../src/modules/notifications/send-mails.js'
import { Sweeper } from '../src/modules/outbox/sweeper.js'
import { EventHandlers, type HandledEvent } from '../src/modules/outbox/event-handlers.js'
import { MailCatcher } from './support/mail-catcher.js'
import { mailsOf } from './support/mails.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWorkingCopy, eventually } from './support/world.js'

const KIND = 'bid.deadline-near'
const HOUR = 3600

describe('Reminders of a deadline', () => {
  let test: TestApp
  let catcher: MailCatcher
  let requirementId: string
  let bidId: string

  beforeAll(async () => {
    catcher = await MailCatcher.start()
    test = await TestApp.start({ config: { smtpUrl: catcher.url } })
  })
  afterAll(async () => {
    await test.stop()
    await catcher.close()
  })

  /** A draft on the only open requirement, which closes in 72 hours, and nothing told yet. */
  beforeEach(async () => {
    await test.rows(`UPDATE requirement SET state = 'cancelled' WHERE state = 'open'`)
    await test.rows('DELETE FROM notification')
    catcher.caught.length = 0
    await Promise.all([
      test.signIn('buyer-author'),
      test.signIn('buyer-approver'),
      test.signIn('supplier-admin'),
      test.signIn('rival-admin'),
    ])
    requirementId = await anOpenRequirement(test, { closesIn: 72 * HOUR })
    bidId = await aWorkingCopy(test, requirementId)
  })

  /** Moves the clock to so many seconds before the deadline as it stood at first, or after it where they are negative. */
  const beforeDeadline = async (seconds: number): Promise<void> => {
    await test.rows(
      `UPDATE clock_offset SET by = by + (r.submission_deadline - make_interval(secs => $2) - market_now()) FROM requirement r WHERE r.id = $1`,
      [requirementId, seconds],
    )
  }

  /** One sweep, and its events handled; answers how many reminders there have been for each deadline mark. */
  const sweep = async (): Promise<number[]> => {
    await test.app.get(RemindOfDeadlines).remindAll()
    for (const event of await test.rows<HandledEvent & Record<string, unknown>>(
      `SELECT id, type, payload FROM outbox_event WHERE type = '${KIND}' AND handled_at IS NULL ORDER BY id`,
    ))
      await test.app.get(EventHandlers).handle(event)
    await test.app.get(SendMails).start()
    const given = await test.rows<{ hours: number }>(
      'SELECT hours_before AS hours FROM deadline_reminder WHERE bid_id = $1 ORDER BY reminded_at',
      [bidId],
    )
    return given.map(({ hours }) => hours)
  }

  beforeAll(() => test.moveClock('1 second'))

  it('come 48 and 2 hours before it to everybody who may write the bid, once each, and not after it', async () => {
    await beforeDeadline(48 * HOUR + 30)
    expect(await sweep()).toEqual([])
    await beforeDeadline(48 * HOUR - 1)
    expect(await sweep()).toEqual([48])
    expect(await sweep()).toEqual([48])
    expect(catcher.caught.flatMap(({ recipients }) => recipients).toSorted()).toEqual([
      'bid-writer@example.test',
      'supplier-admin@example.test',
    ])
    expect(catcher.caught[0]?.subject).toMatch(/^Your bid is not submitted yet: /)
    await beforeDeadline(2 * HOUR + 30)
    expect(await sweep()).toEqual([48])
    await beforeDeadline(2 * HOUR - 1)
    expect(await sweep()).toEqual([48, 2])
    await beforeDeadline(1)
    expect(await sweep()).toEqual([48, 2])
    await beforeDeadline(-1)
    expect(await sweep()).toEqual([48, 2])
    expect(catcher.caught).toHaveLength(4)
  })

  it('are given once by ten sweeps at the same moment', async () => {
    await beforeDeadline(47 * HOUR)
    await Promise.all(Array.from({ length: 10 }, () => test.app.get(RemindOfDeadlines).remindAll()))
    expect(await sweep()).toEqual([48])
    expect(await mailsOf(test, KIND)).toHaveLength(2)
  })

  it('are not for who has submitted or has no bid', async () => {
    const rival = await aPassingBid(test, requirementId, 'rival-admin')
    await test.api('rival-admin').post(`/bids/${rival}/submit`).expect(201)
    await beforeDeadline(47 * HOUR)
    await sweep()
    expect(await test.rows('SELECT FROM deadline_reminder WHERE bid_id = $1', [rival])).toEqual([])
    expect(catcher.for('rival-admin')).toEqual([])
  })

  it('leave out what was due before the draft was started', async () => {
    await beforeDeadline(30 * HOUR)
    await test.rows('UPDATE bid SET created_at = market_now() WHERE id = $1', [bidId])
    expect(await sweep()).toEqual([])
    await beforeDeadline(2 * HOUR)
    expect(await sweep()).toEqual([2])
  })

  it.each([
    ['is made up for a few hours later', 30, [48]],
    ['is not made up for in the last day', 20, []],
    ['of two hours is made up for until the end', 0.005, [2]],
  ])('one that nobody swept for %s', async (_, hours, given) => {
    await beforeDeadline(hours * HOUR)
    expect(await sweep()).toEqual(given)
  })

  it('come again before a later deadline', async () => {
    await beforeDeadline(47 * HOUR)
    expect(await sweep()).toEqual([48])
    await test.rows(`UPDATE requirement SET submission_deadline = submission_deadline + interval '5 days' WHERE id = $1`, [requirementId])
    expect(await sweep()).toEqual([48])
    await beforeDeadline(48 * HOUR)
    expect(await sweep()).toEqual([48, 48])
    await beforeDeadline(2 * HOUR)
    expect(await sweep()).toEqual([48, 48, 2])
    expect(await mailsOf(test, KIND)).toHaveLength(6)
  })

  it.each([
    ['the bid has been submitted', `UPDATE bid SET state = 'submitted' WHERE requirement_id = $1`],
    ['the deadline is later', `UPDATE requirement SET submission_deadline = submission_deadline + interval '1 day' WHERE id = $1`],
    ['the deadline has passed', `UPDATE requirement SET submission_deadline = market_now() WHERE id = $1`],
    ['the requirement was cancelled', `UPDATE requirement SET state = 'cancelled' WHERE id = $1`],
  ])('that could not be sent in time are not sent when %s', async (_, change) => {
    await catcher.close()
    await beforeDeadline(47 * HOUR)
    await sweep()
    await catcher.open()
    await test.rows(change, [requirementId])
    await test.moveClock('31 seconds')
    await test.app.get(SendMails).start()
    expect(catcher.caught).toEqual([])
    expect(await mailsOf(test, KIND)).toMatchObject(Array(2).fill({ mailed: false, givenUp: true, trouble: 'no-longer-due' }))
  })
})

describe('The background work', () => {
  it('reminds by mail in a sweep', async () => {
    const catcher = await MailCatcher.start()
    const test = await TestApp.start({ working: true, config: { smtpUrl: catcher.url } })
    try {
      await test.moveClock('1 second')
      await aWorkingCopy(test, await anOpenRequirement(test, { closesIn: 3 * HOUR }))
      await test.moveClock('61 minutes')
      await test.app.get(Sweeper).sweepAll()
      await eventually(async () => {
        expect(catcher.caught.filter(({ subject }) => subject?.startsWith('Your bid is not submitted yet'))).toHaveLength(2)
        expect(await mailsOf(test, KIND)).toMatchObject(Array(2).fill({ mailed: true, attempts: 1 }))
      })
    } finally {
      await test.stop()
      await catcher.close()
    }
  })
})
