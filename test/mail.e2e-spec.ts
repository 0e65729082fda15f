import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

import { EventHandlers, type HandledEvent } from '../src/modules/outbox/event-handlers.js'
import { londonTime, londonTimeToMs } from '../src/shared/domain/london-time.js'
import { type CaughtMail, MailCatcher } from './support/mail-catcher.js'
import { happened, mailsOf } from './support/mails.js'
import { grant, hire } from './support/people.js'
import { storedVersion } from './support/stored-version.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWorkingCopy, eventsHandled, eventually } from './support/world.js'

describe('Mail about a bid', () => {
  let catcher: MailCatcher
  let test: TestApp
  let requirementId: string
  let bidId: string

  beforeAll(async () => {
    catcher = await MailCatcher.start()
    test = await TestApp.start({ working: true, config: { smtpUrl: catcher.url } })
    await hire(test, 'new-admin', 'First Example Supplier', 'supplier-admin')
    requirementId = await anOpenRequirement(test)
    bidId = await aPassingBid(test, requirementId)
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
  })
  afterAll(async () => {
    await test.stop()
    await catcher.close()
  })

  /** The mails with such a subject, once there are so many and nothing waits any more. */
  const arrived = (subject: string, count: number): Promise<CaughtMail[]> =>
    eventually(async () => {
      const waiting = await test.rows(
        'SELECT FROM notification WHERE mailed_at IS NULL UNION ALL SELECT FROM outbox_event WHERE handled_at IS NULL',
      )
      const mails = catcher.caught.filter(mail => mail.subject?.startsWith(subject))
      expect({ waiting: waiting.length, mails: mails.length }).toEqual({ waiting: 0, mails: count })
      return mails
    })

  const recipientsOf = (mails: readonly CaughtMail[]): string[] => mails.flatMap(({ recipients }) => recipients).toSorted()

  const ADMINS = ['new-admin@example.test', 'supplier-admin@example.test']

  it('brings the stored receipt to every administrator of the supplier and to nobody else', async () => {
    const mails = await arrived('Your bid was received: ', 2)
    expect(recipientsOf(mails)).toEqual(ADMINS)
    const [version] = await test.rows<{ receipt: Buffer; receivedAt: string }>(
      `SELECT receipt, to_char(received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "receivedAt" FROM bid_version WHERE bid_id = $1`,
      [bidId],
    )
    const { salt } = await storedVersion(test, bidId)
    for (const { attachments, text, raw } of mails) {
      expect(attachments).toMatchObject([{ filename: `receipt-${requirementId.slice(-12)}-v1.json`, mimeType: 'application/json' }])
      expect(Buffer.from(attachments[0]?.content as ArrayBuffer)).toEqual(version?.receipt)
      expect(text).toContain('Version: 1')
      expect(text).toContain(`Received: ${londonTimeToMs(String(version?.receivedAt))}`)
      expect(text).toContain(`${test.config.publicUrl}/supplier/bids/${bidId}`)
      for (const encoding of ['hex', 'base64'] as const) expect(raw).not.toContain(Buffer.from(salt, 'hex').toString(encoding))
    }
  })

  it('is kept with what the server answered', async () => {
    const rows = await mailsOf(test, 'bid.submitted')
    expect(rows).toHaveLength(2)
    const mails = await arrived('Your bid was received: ', 2)
    for (const row of rows) {
      expect(mails.find(({ recipients }) => recipients.includes(row.email))?.messageId).toBe(`<${row.id}@localhost>`)
      expect(row).toMatchObject({ mailed: true, attempts: 1, trouble: null, answer: expect.stringMatching(/^250 .*queued as \d+$/) })
    }
  })

  it('arrives once when the event is delivered twice, and ten times at the same moment', async () => {
    const [event] = await test.rows<HandledEvent & Record<string, unknown>>(
      `SELECT id, type, payload FROM outbox_event WHERE type = 'bid.submitted'`,
    )
    const handlers = test.app.get(EventHandlers)
    await handlers.handle(event as HandledEvent)
    await Promise.all(Array.from({ length: 10 }, () => handlers.handle(event as HandledEvent)))
    await arrived('Your bid was received: ', 2)
    expect(await mailsOf(test, 'bid.submitted')).toHaveLength(2)
  })

  it('arrives once when one event is first handled ten times at the same moment', async () => {
    const event = await happened(test, { type: 'bid.replaced', payload: { bidId, version: 1 } })
    await Promise.all(Array.from({ length: 10 }, () => test.app.get(EventHandlers).handle(event)))
    const mails = await arrived('Your bid was replaced: ', 2)
    expect(recipientsOf(mails)).toEqual(ADMINS)
    const [version] = await test.rows<{ receipt: Buffer }>('SELECT receipt FROM bid_version WHERE bid_id = $1', [bidId])
    for (const { attachments } of mails) expect(Buffer.from(attachments[0]?.content as ArrayBuffer)).toEqual(version?.receipt)
  })

  it('tells every administrator of a withdrawal, when it was and that a new bid may be started', async () => {
    const { id } = await happened(test, { type: 'bid.withdrawn', payload: { bidId } })
    const mails = await arrived('Your bid was withdrawn: ', 2)
    expect(recipientsOf(mails)).toEqual(ADMINS)
    const [event] = await test.rows<{ at: string }>(
      `SELECT to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at FROM outbox_event WHERE id = $1`,
      [id],
    )
    for (const { text, attachments } of mails) {
      expect(attachments).toEqual([])
      expect(text).toContain(`Withdrawn: ${londonTimeToMs(String(event?.at))}, by a supplier administrator of your organisation`)
      expect(text).toContain('may start a new bid')
    }
  })

  it('tells those who write bids that a draft was not submitted', async () => {
    const draft = await aWorkingCopy(test, await anOpenRequirement(test))
    await test.rows(`UPDATE bid SET state = 'not-submitted' WHERE id = $1`, [draft])
    await test.rows('UPDATE requirement SET submission_deadline = market_now() WHERE id = (SELECT requirement_id FROM bid WHERE id = $1)', [
      draft,
    ])
    await happened(test, { type: 'bid.not-submitted', payload: { bidId: draft, deadline: '2026-07-04T16:00:00.000000Z' } })
    const mails = await arrived('Your bid was not submitted: ', 3)
    expect(recipientsOf(mails)).toEqual(['bid-writer@example.test', ...ADMINS])
    for (const { text } of mails) expect(text).toMatch(/Deadline: 4 July 2026 at 17:00:00 \(BST\)\n[^]*are kept as they were/)
  })

  it('names the requirement and its deadline where it is about a requirement', async () => {
    const open = await anOpenRequirement(test, { title: 'A named chatbot' })
    const [mail] = await arrived('You are invited to bid: A named chatbot', 4)
    const [requirement] = await test.rows<{ deadline: string }>(
      `SELECT to_char(submission_deadline AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS deadline FROM requirement WHERE id = $1`,
      [open],
    )
    expect(mail?.text).toContain('Requirement: A named chatbot\n')
    expect(mail?.text).toContain(`Deadline: ${londonTime(String(requirement?.deadline))}\n`)
    expect(mail?.text).toContain(`${test.config.publicUrl}/opportunities/${open}`)
  })

  it('tells nothing as an officer to whoever works for a supplier as well', async () => {
    await hire(test, 'new-both', 'Marketplace Operator', 'senior-officer')
    await grant(test, 'new-both', 'First Example Supplier', 'bid-writer')
    const payload = { requirementId }
    for (const type of ['requirement.held', 'requirement.reopening-proposed', 'problem.reported']) await happened(test, { type, payload })
    await eventsHandled(test)
    const told = await test.rows<{ kind: string; officers: string[] }>(
      `SELECT kind, array_agg(DISTINCT p.email) AS officers FROM notification n JOIN person p ON p.id = n.person_id
       WHERE kind IN ('requirement.held', 'requirement.reopening-proposed', 'problem.reported') GROUP BY kind`,
    )
    expect(told).toHaveLength(3)
    for (const { officers } of told) {
      expect(officers).toContain('senior-officer@example.test')
      expect(officers).not.toContain('new-both@example.test')
    }
  })

  it('shows a title that means harm as text, and goes to nobody whom it names', async () => {
    const title = 'A\r\nBcc: everybody@example.test\r\n\r\n<script>alert(1)</script> & more'
    const open = await anOpenRequirement(test, { title })
    const bid = await aPassingBid(test, open)
    await test.api('supplier-admin').post(`/bids/${bid}/submit`).expect(201)
    const mails = await arrived('Your bid was received: A Bcc: everybody@example.test', 2)
    expect(recipientsOf(mails)).toEqual(ADMINS)
    for (const mail of mails) {
      expect(mail.bcc ?? []).toEqual([])
      expect(mail.text).toContain('Requirement: A Bcc: everybody@example.test <script>alert(1)</script> & more\n')
      expect(mail.html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>')
    }
  })

  it('went to nobody outside the supplier, whatever happened to the bids', async () => {
    await eventsHandled(test)
    const told = await test.rows(
      `SELECT FROM notification n JOIN bid b ON b.id = n.subject_id WHERE n.subject_type = 'bid' AND n.organisation_id <> b.supplier_id`,
    )
    expect(told).toEqual([])
    expect(catcher.for('buyer-approver').filter(({ subject }) => subject?.includes('bid was'))).toEqual([])
  })
})
