import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { parse } from 'node-html-parser'

import { CloseRequirements } from '../src/modules/requirements/close-requirements.js'
import { Changes, REASON } from './support/changes.js'
import { hire } from './support/people.js'
import { complaintOf, type PageAnswer, PageSender } from './support/page-sender.js'
import { problem } from './support/problems.js'
import { Questions } from './support/questions.js'
import { queued } from './support/queues.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, aPassingBid, aWaitingDraft } from './support/world.js'

const TIMES = 3

type Send = () => PromiseLike<unknown>

const CONFIRMED = { confirmed: 'yes' }

describe('Two windows on the pages of one requirement', () => {
  let test: TestApp
  let pages: PageSender
  let the: Changes

  beforeAll(async () => {
    test = await TestApp.start({ working: true })
    pages = new PageSender(test)
    the = new Changes(test)
    await hire(test, 'new-approver', 'First Example Council', 'buyer-approver')
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const approvalOf = (id: string): string => `/buyer/requirements/${id}/approval`
  const changesOf = (id: string): string => `/buyer/requirements/${id}/changes`

  const approving = (id: string, player: 'buyer-approver' | 'new-approver') =>
    pages.formOn(player, approvalOf(id), `${approvalOf(id)}/approve`, CONFIRMED)

  const publishing = (id: string, player: 'buyer-author' | 'buyer-approver') =>
    pages.formOn(player, approvalOf(id), `${approvalOf(id)}/publish`, CONFIRMED)

  const statusesOf = (answers: readonly PageAnswer[]): number[] => answers.map(({ status }) => status).toSorted()

  const loserOf = (answers: readonly PageAnswer[]): PageAnswer => {
    const loser = answers.find(({ status }) => status !== 303)
    if (loser === undefined) throw new Error('Nobody lost.')
    return loser
  }

  const stateOf = async (id: string): Promise<unknown> =>
    (await test.rows<{ state: string }>('SELECT state FROM requirement WHERE id = $1', [id]))[0]?.state

  /** Everybody asks while the requirement is held, in this order, and the clock may move before it is let go. */
  async function inLine(id: string, moveClock: string | null, ...sends: readonly Send[]): Promise<unknown[]> {
    const holder = await test.db.connect()
    const asked: Promise<unknown>[] = []
    await holder.query('BEGIN')
    await holder.query('SELECT id FROM requirement WHERE id = $1 FOR UPDATE', [id])
    try {
      for (const send of sends) {
        asked.push(Promise.resolve(send()))
        await queued(test, asked.length)
      }
      if (moveClock !== null) await test.moveClock(moveClock)
    } finally {
      await holder.query('COMMIT')
      holder.release()
    }
    return Promise.all(asked)
  }

  it('T7 approve: of two approvers at once one approves, and the other is told so', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const { id } = await aWaitingDraft(test)
      const sends = [await approving(id, 'buyer-approver'), await approving(id, 'new-approver')]
      const answers = await Promise.all(sends.map(send => send()))
      expect(statusesOf(answers)).toEqual([303, 409])
      expect(complaintOf(loserOf(answers))).toContain('Somebody was faster')
      expect((await the.audited(id)).filter(action => action === 'requirement.approved')).toHaveLength(1)
    }
  })

  it('T7 approve: a version that was changed since it was read is not approved', async () => {
    const { id } = await aWaitingDraft(test)
    const send = await approving(id, 'buyer-approver')
    await test.api('new-approver').post(`/requirements/${id}/return`).send({ reason: 'x' }).expect(200)
    const { headers } = await test.api('buyer-author').get(`/requirements/${id}`).expect(200)
    const changed = test.api('buyer-author').patch(`/requirements/${id}`).set('If-Match', String(headers['etag']))
    await changed.send({ title: 'Something else' }).expect(200)
    await test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`).expect(200)
    const answer = await send()
    expect(answer.status).toBe(412)
    expect(complaintOf(answer)).toContain('Somebody changed the requirement after you opened this page')
    expect(await stateOf(id)).toBe('in-approval')
  })

  it('T7 return: of a return and an approval at once one counts, and the other is told so', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const { id } = await aWaitingDraft(test)
      const returning = await pages.formOn('new-approver', approvalOf(id), `${approvalOf(id)}/return`, { reason: REASON })
      const answers = (await inLine(id, null, returning, await approving(id, 'buyer-approver'))) as PageAnswer[]
      expect(answers.map(({ status }) => status)).toEqual([303, 409])
      expect(await stateOf(id)).toBe('draft')
    }
  })

  it('T7 publish: twice at once publishes once, and the other is told so', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const { id } = await aWaitingDraft(test)
      await (
        await approving(id, 'buyer-approver')
      )()
      const sends = [await publishing(id, 'buyer-author'), await publishing(id, 'buyer-approver')]
      const answers = await Promise.all(sends.map(send => send()))
      expect(statusesOf(answers)).toEqual([303, 409])
      expect(complaintOf(loserOf(answers))).toContain('Somebody was faster')
      expect((await the.audited(id)).filter(action => action === 'requirement.published')).toHaveLength(1)
    }
  })

  it('T7 publish: a double click publishes once and leads on both times', async () => {
    const { id } = await aWaitingDraft(test)
    await (
      await approving(id, 'buyer-approver')
    )()
    const send = await publishing(id, 'buyer-author')
    expect(statusesOf(await Promise.all([send(), send()]))).toEqual([303, 303])
    expect((await the.audited(id)).filter(action => action === 'requirement.published')).toHaveLength(1)
  })

  it('T7 amend: an extension that waits until after the deadline is refused, and the page says by which clock', async () => {
    const id = await anOpenRequirement(test, { closesIn: 3600 })
    const later = { 'submissionDeadline-year': '2029', 'awardDate-year': '2031', reason: REASON }
    const send = await pages.formOn('buyer-author', `${changesOf(id)}/extend`, `${changesOf(id)}/extend`, later)
    const [answer] = (await inLine(id, '2 hours', send)) as [PageAnswer]
    expect(answer.status).toBe(409)
    expect(complaintOf(answer)).toContain('by the server when this arrived; the deadline was')
    await test.signInAll()
    expect(await the.changesOf(id)).toEqual([])
  })

  it('T7 amend: of two amendments from one version one counts, and the other is shown what it is now', async () => {
    const id = await anOpenRequirement(test, { closesIn: 30 * 86_400 })
    const amending = async (title: string) => {
      const preview = await pages.formOn('buyer-author', `${changesOf(id)}/amend?part=problem`, `${changesOf(id)}/amend/preview`, {
        title,
        reason: REASON,
      })
      expect((await preview()).status).toBe(200)
      return preview
    }
    const late = await amending('One')
    const { status } = await the.amend(id, { title: 'Other' })
    expect(status).toBe(200)
    const answer = await late()
    expect(answer.status).toBe(412)
    expect(complaintOf(answer)).toContain('Somebody changed the requirement after you opened this page')
  })

  it('T7 amend: a submission is judged wholly as it was before the amendment, or wholly as it is after it', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const id = await anOpenRequirement(test, { closesIn: 30 * 86_400 })
      const bidId = await aPassingBid(test, id)
      const preview = await pages.formOn('buyer-author', `${changesOf(id)}/amend?part=governance`, `${changesOf(id)}/amend/preview`, {
        'governance-seniorOwner': 'Director of Roads and Bridges',
        reason: REASON,
      })
      const send = pages.formIn('buyer-author', await preview(), `${changesOf(id)}/amend`)
      const [amended, submitted] = await Promise.all([send(), test.api('supplier-admin').post(`/bids/${bidId}/submit`)])
      expect([amended.status, submitted.status]).toEqual([303, 201])
      const order = await test.rows<{ distinct: boolean }>(
        `SELECT v.received_at <> c.changed_at AS distinct FROM bid_version v JOIN bid b ON b.id = v.bid_id
         JOIN requirement_change c ON c.requirement_id = b.requirement_id WHERE b.requirement_id = $1`,
        [id],
      )
      expect(order).toEqual([{ distinct: true }])
    }
  })

  it('T7 amend: two people who confirm amendments of one version at once: one counts, and the other is shown what it is now', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const id = await anOpenRequirement(test, { closesIn: 30 * 86_400 })
      const confirming = async (title: string) => {
        const filled = { title, reason: REASON }
        const preview = await pages.formOn('buyer-author', `${changesOf(id)}/amend?part=problem`, `${changesOf(id)}/amend/preview`, filled)
        return pages.formIn('buyer-author', await preview(), `${changesOf(id)}/amend`)
      }
      const sends = [await confirming('One'), await confirming('Other')]
      const answers = await Promise.all(sends.map(send => send()))
      expect(statusesOf(answers)).toEqual([303, 412])
      expect(complaintOf(loserOf(answers))).toContain('Somebody changed the requirement after you opened this page')
      expect(await the.changesOf(id)).toHaveLength(1)
    }
  })

  it('T7 deadline: an extension that meets the closing is refused where it comes after the deadline, and the requirement closes', async () => {
    const id = await anOpenRequirement(test, { closesIn: 300 })
    const later = { 'submissionDeadline-year': '2029', 'awardDate-year': '2031', reason: REASON }
    const send = await pages.formOn('buyer-author', `${changesOf(id)}/extend`, `${changesOf(id)}/extend`, later)
    await test.moveClock('6 minutes')
    const [answer] = await Promise.all([send(), test.app.get(CloseRequirements).closeDue()])
    expect(answer.status).toBe(409)
    expect(complaintOf(answer)).not.toBe('')
    expect(await stateOf(id)).toBe('closed')
    await test.signInAll()
    expect(await the.changesOf(id)).toEqual([])
  })

  it('T7 cancel: a submission lands wholly before the cancellation or is told that it is not open', async () => {
    for (let time = 0; time < TIMES; time += 1) {
      const id = await anOpenRequirement(test)
      const bidId = await aPassingBid(test, id)
      await the.verb(id, 'cancel', { reason: REASON }).expect(200)
      const send = await pages.formOn('buyer-approver', `${changesOf(id)}/cancel`, `${changesOf(id)}/cancel`, CONFIRMED)
      const [cancelled, submitted] = await Promise.all([send(), test.api('supplier-admin').post(`/bids/${bidId}/submit`)])
      expect(cancelled.status).toBe(303)
      expect(await stateOf(id)).toBe('cancelled')
      if (submitted.status !== 201) problem(409, 'requirement-not-open')(submitted)
    }
  })

  it('T7 cancel: two people who agree at once cancel it once', async () => {
    const id = await anOpenRequirement(test)
    const sending = (player: 'buyer-author' | 'buyer-approver') =>
      pages.formOn(player, `${changesOf(id)}/cancel`, `${changesOf(id)}/cancel`, { ...CONFIRMED, reason: REASON })
    const sends = [await sending('buyer-author'), await sending('buyer-approver')]
    expect(statusesOf(await Promise.all(sends.map(send => send())))).toEqual([303, 303])
    expect(await stateOf(id)).toBe('cancelled')
    expect(await the.changesOf(id)).toHaveLength(1)
  })

  it('T7 clarification: of two answers at once one is published, and the other is told so', async () => {
    const questions = new Questions(test)
    const id = await anOpenRequirement(test)
    const questionId = await questions.asked(id)
    const here = `/buyer/requirements/${id}/questions/${questionId}`
    const answering = async (answer: string) => {
      const preview = await pages.formOn('buyer-author', here, `${here}/preview`, { answer, material: 'no' })
      const shown = await preview()
      expect([shown.status, shown.body.includes('What everybody will read')]).toEqual([200, true])
      return questions.answer(questionId, { answer })
    }
    const refuse = await pages.formOn('buyer-author', here, `${here}/refuse`, { reason: 'Confidential.' })
    const [answered, refused] = (await inLine(id, null, () => answering('A roads.'), refuse)) as [{ status: number }, PageAnswer]
    expect([answered.status, refused.status]).toEqual([201, 409])
    expect(complaintOf(refused)).toContain('Somebody has dealt with this question')
    expect(await questions.listed(id, 'clarifications', 'supplier-admin')).toHaveLength(1)
  })

  it('T7 clarification: a question that waits until after its last moment is not taken', async () => {
    const questions = new Questions(test)
    const id = await anOpenRequirement(test, { closesIn: 7200 })
    const [asked] = (await inLine(id, '90 minutes', () => questions.ask(id))) as [Parameters<ReturnType<typeof problem>>[0]]
    problem(409, 'clarification-deadline-passed')(asked)
    await test.signInAll()
    const { body } = await pages.open('buyer-author', `/buyer/requirements/${id}/questions`)
    expect(parse(body).text).toContain('Nothing waits.')
  })
})
