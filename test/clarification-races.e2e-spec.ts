import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import type { Response } from 'supertest'

import { problem } from './support/problems.js'
import { Questions, REUSE } from './support/questions.js'
import { inOrder } from './support/queues.js'
import { TestApp } from './support/test-app.js'
import { anOpenRequirement, answer, aPassingBid } from './support/world.js'

describe('At the same instant', () => {
  let test: TestApp
  let questions: Questions

  beforeAll(async () => {
    test = await TestApp.start({ config: { databasePool: 30 } })
    questions = new Questions(test)
  })
  beforeEach(() => test.signInAll())
  afterAll(() => test.stop())

  const submit = (bidId: string) => test.api('supplier-admin').post(`/bids/${bidId}/submit`)

  const aBlockedBid = async (id: string): Promise<string> => {
    const bidId = await aPassingBid(test, id)
    await answer(test, bidId, REUSE.answers)
    return bidId
  }

  const statuses = (answers: readonly Response[]) => answers.map(({ status }) => status)

  const counted = async (table: string): Promise<number> =>
    Number((await test.rows<{ count: string }>(`SELECT count(*) FROM ${table}`))[0]?.count)

  /** One consent short of being given. */
  const almostGiven = async (id: string): Promise<string> => {
    const waiver = await questions.proposed(id)
    await questions.agree(waiver).expect(200)
    await questions.give(waiver).expect(200)
    return waiver
  }

  it('a waiver is given and a bid submitted: whoever came first is before the other', async () => {
    const [earlier, later] = [await anOpenRequirement(test), await anOpenRequirement(test)]
    const [first, second] = [await aBlockedBid(earlier), await aBlockedBid(later)]
    const [waiver, other] = [await almostGiven(earlier), await almostGiven(later)]
    const given = await inOrder(
      test,
      earlier,
      null,
      () => questions.give(waiver, 'senior-officer'),
      () => submit(first),
    )
    expect(statuses(given)).toEqual([200, 201])
    const submitted = await inOrder(
      test,
      later,
      null,
      () => submit(second),
      () => questions.give(other, 'senior-officer'),
    )
    expect(statuses(submitted)).toEqual([422, 200])
    await submit(second).expect(201)
  })

  it('an answer waits past its time and is refused; a submission behind it is referred', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await aBlockedBid(id)
    const asked = await questions.askedOfRule(id)
    const answers = await inOrder(
      test,
      id,
      '46 minutes',
      () => questions.answerOfRule(asked, 'not-accepted'),
      () => submit(bidId),
    )
    expect(statuses(answers)).toEqual([409, 201])
    expect(answers[0]?.body).toMatchObject({ code: 'answer-too-late' })
  })

  it('an answer is in time and a submission behind it is blocked', async () => {
    const id = await anOpenRequirement(test)
    const bidId = await aBlockedBid(id)
    const asked = await questions.askedOfRule(id)
    const answers = await inOrder(
      test,
      id,
      '44 minutes',
      () => questions.answerOfRule(asked, 'not-accepted'),
      () => submit(bidId),
    )
    expect(statuses(answers)).toEqual([201, 422])
  })

  it('a question waits past the last moment and is refused', async () => {
    const id = await anOpenRequirement(test)
    const late = await inOrder(test, id, '31 minutes', () => questions.ask(id))
    for (const refused of late) problem(409, 'clarification-deadline-passed')(refused)
    expect(late).toHaveLength(1)
    expect(await questions.listed(id, 'clarifications/own', 'bid-writer')).toEqual([])
  })

  it('the last moment for questions comes: what was asked is before it, what was refused is not, to the microsecond', async () => {
    const id = await anOpenRequirement(test)
    const [{ deadline } = { deadline: '' }] = await test.rows<{ deadline: string }>(
      `UPDATE requirement SET content = content || jsonb_build_object(
         'clarificationDeadline', to_char(market_now() AT TIME ZONE 'UTC' + interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
       WHERE id = $1 RETURNING content->>'clarificationDeadline' AS deadline`,
      [id],
    )
    const [asked, refused]: [string[], string[]] = [[], []]
    while (refused.length < 20) {
      for (const { status, body } of await Promise.all(Array.from({ length: 4 }, async () => questions.ask(id)))) {
        const { askedAt, serverTime } = body as { askedAt?: string; serverTime?: string }
        if (status === 201) asked.push(String(askedAt))
        else refused.push(String(serverTime))
      }
    }
    expect(asked.length).toBeGreaterThan(0)
    expect(asked.filter(at => at >= deadline)).toEqual([])
    expect(refused.filter(at => at < deadline)).toEqual([])
  })

  it('two officers and the approver consent, in any order: one waiver is given', async () => {
    for (let time = 0; time < 3; time += 1) {
      const before = await counted('waiver')
      const waiver = await questions.proposed(await anOpenRequirement(test))
      const answers = await Promise.all([
        questions.agree(waiver),
        questions.give(waiver, 'procurement-officer'),
        questions.give(waiver, 'senior-officer'),
      ])
      expect(statuses(answers)).toEqual([200, 200, 200])
      expect(answers.map(({ body }) => (body as { given: boolean }).given).toSorted()).toEqual([false, false, true])
      expect(await counted('waiver')).toBe(before + 1)
    }
  })

  it('one officer gives ten times and counts once', async () => {
    const waiver = await questions.proposed(await anOpenRequirement(test))
    await questions.agree(waiver).expect(200)
    const answers = await Promise.all(Array.from({ length: 10 }, async () => questions.give(waiver, 'senior-officer')))
    expect(statuses(answers).toSorted()).toEqual([200, ...Array<number>(9).fill(409)])
    expect(answers.filter(({ body }) => (body as { given?: boolean }).given === true)).toEqual([])
  })

  it('a question is answered, refused and taken back: one of them stands', async () => {
    for (let time = 0; time < 3; time += 1) {
      const id = await anOpenRequirement(test)
      const asked = await questions.asked(id)
      const answers = await Promise.all([questions.answer(asked), questions.refuse(asked), questions.withdraw(asked)])
      expect(statuses(answers).filter(status => status < 300)).toHaveLength(1)
      for (const refused of answers.filter(({ status }) => status >= 300)) problem(409, 'clarification-state')(refused)
    }
  })

  it('twenty questions are answered: numbers have no gap', async () => {
    const id = await anOpenRequirement(test)
    const asked = await Promise.all(Array.from({ length: 20 }, () => questions.asked(id)))
    const answers = await Promise.all(asked.map(async each => questions.answer(each)))
    const numbers = answers.map(({ body }) => (body as { number: number }).number)
    expect(numbers.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1))
  })
})
