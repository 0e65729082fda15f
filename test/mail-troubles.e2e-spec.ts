import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals'

import { claimMails } from '../src/modules/notifications/mail-ledger.js'
import { SendMails } from '../src/modules/notifications/send-mails.js'
import { UnitOfWork } from '../src/shared/database/unit-of-work.js'
import { SYSTEM } from '../src/shared/domain/actor.js'
import { Metrics } from '../src/web/metrics.js'
import { MailCatcher } from './support/mail-catcher.js'
import { handled, type MailRow, mailsOf } from './support/mails.js'
import { grant, hire, revoke } from './support/people.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aWorkingCopy, eventually } from './support/world.js'

const KIND = 'bid.withdrawn'
const ADMINS = ['new-first', 'new-second', 'new-third', 'supplier-admin'] as const
const FIRST = 'new-first@example.test'

describe('The mail of two processes', () => {
  let catcher: MailCatcher
  let test: TestApp
  let second: TestApp
  let requirementId: string
  let bidId: string

  beforeAll(async () => {
    catcher = await MailCatcher.start()
    test = await TestApp.start({ config: { smtpUrl: catcher.url } })
    second = await TestApp.start({ config: { smtpUrl: catcher.url }, beside: test })
    await hire(test, 'new-first', 'First Example Supplier', 'supplier-admin')
    await hire(test, 'new-second', 'First Example Supplier', 'supplier-admin')
    await hire(test, 'new-third', 'First Example Supplier', 'supplier-admin')
    requirementId = await anOpenRequirement(test, { closesIn: 3600 })
    bidId = await aWorkingCopy(test, requirementId)
  })
  afterAll(async () => {
    await second.stop()
    await test.stop()
    await catcher.close()
  })
  afterEach(async () => {
    catcher.moods.clear()
    await send()
    await test.rows('DELETE FROM notification')
    catcher.caught.length = 0
  })

  /** Makes a mail for each administrator and begins to send them. */
  const tellAdmins = (): Promise<void> => handled(test, { type: KIND, payload: { bidId } })

  /** Sends what is due now and waits for the end of it. */
  const send = (by: TestApp = test): Promise<void> => by.app.get(SendMails).start()

  const mailOf = async (email: string): Promise<MailRow | undefined> => (await mailsOf(test, KIND)).find(row => row.email === email)

  const unsent = async (): Promise<MailRow[]> => (await mailsOf(test, KIND)).filter(({ mailed }) => !mailed)

  const ids = (): (string | undefined)[] => catcher.caught.map(({ messageId }) => messageId)

  it('arrives once each when both send at the same moment', async () => {
    await catcher.close()
    for (let count = 0; count < 10; count += 1) await tellAdmins()
    await send()
    await catcher.open()
    await test.moveClock('1 hour')
    await Promise.all([send(test), send(second), send(test), send(second)])
    await send()
    expect(await unsent()).toEqual([])
    expect(catcher.caught).toHaveLength(10 * ADMINS.length)
    expect(new Set(ids()).size).toBe(10 * ADMINS.length)
  })

  it('waits while the mail server is away, and arrives once when it is back', async () => {
    await catcher.close()
    await tellAdmins()
    await send()
    const waiting = await unsent()
    expect(waiting).toHaveLength(ADMINS.length)
    for (const mail of waiting) expect(mail).toMatchObject({ attempts: 1, givenUp: false, trouble: 'ESOCKET' })
    await catcher.open()
    await send()
    expect(catcher.caught).toEqual([])
    await test.moveClock('31 seconds')
    await Promise.all([send(test), send(second)])
    expect(await unsent()).toEqual([])
    expect(catcher.caught).toHaveLength(ADMINS.length)
  })

  it.each(['refuses', 'postpones', 'hangs-up'] as const)('reaches the others when the server %s one, and that one later', async mood => {
    catcher.moods.set(FIRST, mood)
    await tellAdmins()
    await send()
    const trouble = { refuses: 'EENVELOPE 550', postpones: 'EENVELOPE 451', 'hangs-up': 'ECONNECTION' }[mood]
    expect(await unsent()).toMatchObject([{ email: FIRST, attempts: 1, givenUp: false, trouble }])
    catcher.moods.clear()
    await test.moveClock('31 seconds')
    await send()
    expect(await unsent()).toEqual([])
    expect(catcher.caught).toHaveLength(ADMINS.length)
    expect(catcher.for('new-first')).toHaveLength(1)
  })

  it('is given up where the server refuses it twenty times', async () => {
    catcher.moods.set(FIRST, 'refuses')
    await tellAdmins()
    for (let attempt = 1; attempt <= 22; attempt += 1) {
      await send()
      await test.moveClock('31 minutes')
    }
    expect(await unsent()).toMatchObject([{ email: FIRST, attempts: 20, givenUp: true, trouble: 'EENVELOPE 550' }])
    // A mail about a bid: the number of these would tell how many bid.
    expect(await metric()).toContain('mails_unsent{state="given-up"} 0')
  })

  it('reaches the others while the server never answers one, with no transaction open, and the process ends in time', async () => {
    const third = await TestApp.start({ config: { smtpUrl: catcher.url }, beside: test })
    catcher.moods.set(FIRST, 'stalls')
    await catcher.close()
    await tellAdmins()
    await send()
    await catcher.open()
    await test.moveClock('31 seconds')
    const sending = send(third)
    await eventually(async () => {
      expect(await unsent()).toMatchObject([{ email: FIRST, attempts: 2 }])
    })
    expect(
      await test.rows(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%' AND pid <> pg_backend_pid()`,
      ),
    ).toEqual([])
    await third.stop()
    await sending
    expect(await unsent()).toMatchObject([{ email: FIRST, givenUp: false, trouble: 'EABORT' }])
    catcher.moods.clear()
    await test.moveClock('2 minutes')
    await send()
    expect(catcher.for('new-first')).toHaveLength(1)
  })

  it('is sent by another when a process dies with it, and not before', async () => {
    await catcher.close()
    await tellAdmins()
    await send()
    await catcher.open()
    await test.moveClock('31 seconds')
    const claimed = await test.app.get(UnitOfWork).run(SYSTEM, tx => claimMails(tx, 10))
    expect(claimed).toHaveLength(ADMINS.length)
    await send(second)
    expect(catcher.caught).toEqual([])
    await test.moveClock('151 seconds')
    await send(second)
    expect(await unsent()).toEqual([])
    expect(catcher.caught).toHaveLength(ADMINS.length)
  })

  it('can be known for a copy when a process dies after handing it over', async () => {
    await tellAdmins()
    await send()
    const first = ids().toSorted()
    await test.rows('UPDATE notification SET mailed_at = NULL, mail_answer = NULL')
    await test.moveClock('151 seconds')
    await send()
    expect(catcher.caught).toHaveLength(2 * ADMINS.length)
    expect(ids().slice(ADMINS.length).toSorted()).toEqual(first)
  })

  it('does not follow whoever has left the organisation', async () => {
    await catcher.close()
    await tellAdmins()
    await send()
    await revoke(test, 'new-third', 'First Example Supplier')
    await catcher.open()
    await test.moveClock('31 seconds')
    await send()
    expect(catcher.for('new-third')).toEqual([])
    expect(catcher.caught).toHaveLength(ADMINS.length - 1)
    expect(await mailOf('new-third@example.test')).toMatchObject({ mailed: false, givenUp: true, trouble: 'left-the-organisation' })
    await grant(test, 'new-third', 'First Example Supplier', 'supplier-admin')
  })

  it('is not sent when it has become too old, and counted until then', async () => {
    await catcher.close()
    await tellAdmins()
    await handled(test, { type: 'requirement.approved', payload: { requirementId } })
    // To suppliers that are invited or bid, which must not be counted.
    await handled(test, { type: 'requirement.extended', payload: { requirementId } })
    await send()
    expect(await metric()).toContain('mails_unsent{state="overdue"} 0')
    await test.moveClock('1 day')
    expect(await metric()).toContain('mails_unsent{state="overdue"} 1')
    await test.moveClock('4 days 1 hour')
    await catcher.open()
    await send()
    expect(catcher.caught).toEqual([])
    for (const mail of await unsent()) expect(mail).toMatchObject({ givenUp: true, trouble: 'too-old' })
  })

  it.each([
    ['the bid is a draft again', `UPDATE bid SET state = 'draft'`],
    ['the requirement is open again', `UPDATE requirement SET submission_deadline = market_now() + interval '1 day'`],
  ])('does not say that a bid was not submitted when %s', async (_, change) => {
    await catcher.close()
    await test.rows(`UPDATE bid SET state = 'not-submitted'`)
    await test.rows('UPDATE requirement SET submission_deadline = market_now()')
    await handled(test, { type: 'bid.not-submitted', payload: { bidId } })
    await send()
    await test.rows(change)
    await catcher.open()
    await test.moveClock('31 seconds')
    await send()
    expect(catcher.caught).toEqual([])
    const mails = await mailsOf(test, 'bid.not-submitted')
    expect(mails.length).toBeGreaterThan(0)
    for (const mail of mails) expect(mail).toMatchObject({ mailed: false, givenUp: true, trouble: 'no-longer-due' })
  })

  const metric = (): Promise<string> => test.app.get(Metrics).registry.metrics()
})

describe('Without a mail server', () => {
  it('mails stay listed as unsent', async () => {
    const test = await TestApp.start()
    try {
      const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
      await handled(test, { type: KIND, payload: { bidId } })
      await test.app.get(SendMails).start()
      expect(await mailsOf(test, KIND)).toMatchObject([{ mailed: false, givenUp: false, attempts: 0, trouble: null }])
    } finally {
      await test.stop()
    }
  })
})
