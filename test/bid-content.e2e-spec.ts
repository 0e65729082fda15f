import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'node-html-parser'

import { londonTime } from '../src/shared/domain/london-time.js'
import { PageSender } from './support/page-sender.js'
import { problem } from './support/problems.js'
import { TestApp } from './support/test-app.js'
import { aDraft, anOpenRequirement, aPassingBid, aWorkingCopy, answer, GOLDEN } from './support/world.js'

interface WorkingCopy {
  wordCounts: { questionId: string; words: number; wordLimit: number }[]
  priceTotal: string | null
}

const LIMITS = { A1: 500, A2: 400, A3: 400, A4: 250 }

describe('What a bid offers', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const patch = async (bidId: string, change: object): Promise<WorkingCopy> => {
    const { headers } = await test.api('bid-writer').get(`/bids/${bidId}`).expect(200)
    const { body } = await test.api('bid-writer').patch(`/bids/${bidId}`).set('If-Match', String(headers['etag'])).send(change).expect(200)
    return body as WorkingCopy
  }

  it('is saved by a reason for a warning too, and its pages say when that was', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    await answer(test, bidId, GOLDEN.passing)
    await test.moveClock('1 minute')
    const { body } = await test.api('supplier-admin').put(`/bids/${bidId}/acknowledgements/SR-31`).send({ reason: 'Later.' }).expect(200)
    const page = await new PageSender(test).open('supplier-admin', `/supplier/bids/${bidId}`)
    const { acknowledgedAt } = body as { acknowledgedAt: string }
    expect(parse(page.body).querySelector('#last-saved')?.text).toBe(`Last saved: ${londonTime(acknowledgedAt)}.`)
  })

  it('shows the words of each answer beside its limit, and the exact total of its prices', async () => {
    const bidId = await aWorkingCopy(test, await anOpenRequirement(test))
    const { body } = await test.api('bid-writer').get(`/bids/${bidId}`).expect(200)
    // 1 × 22,000 + 24 × 4,950 + 6 × 850
    expect(body).toMatchObject({ priceTotal: '145900.00' })
    expect((body as WorkingCopy).wordCounts.map(({ questionId, wordLimit }) => [questionId, wordLimit])).toEqual(Object.entries(LIMITS))
    for (const { words } of (body as WorkingCopy).wordCounts) expect(words).toBeGreaterThan(40)

    const changed = await patch(bidId, {
      awardAnswers: [{ questionId: 'A2', text: ' Month one:\n\tstart. ' }],
      priceSchedule: [
        { lineId: 'P1', unitPrice: '0.0001' },
        { lineId: 'P2', unitPrice: '0.1' },
        { lineId: 'P3', unitPrice: '0.2' },
      ],
    })
    expect(changed.wordCounts.map(({ words }) => words)).toEqual([0, 3, 0, 0])
    expect(changed.priceTotal).toBe('3.6001')
    expect((await patch(bidId, { priceSchedule: [{ lineId: 'P1', unitPrice: '1' }] })).priceTotal).toBeNull()
    expect((await patch(bidId, { priceSchedule: null, awardAnswers: null })).wordCounts.map(({ words }) => words)).toEqual([0, 0, 0, 0])
  })

  it('is taken with as many words as are allowed, and not with one more', async () => {
    const bidId = await aPassingBid(test, await anOpenRequirement(test))
    const withWords = (words: number) =>
      GOLDEN.bid.awardAnswers.map(each => (each.questionId === 'A4' ? { ...each, text: 'word '.repeat(words) } : each))
    await patch(bidId, { awardAnswers: withWords(LIMITS.A4 + 1) })
    const { body } = await test
      .api('supplier-admin')
      .post(`/bids/${bidId}/submit`)
      .expect(problem(422, 'bid-incomplete', '/awardAnswers'))
    expect(body).toMatchObject({ errors: [{ code: 'award-answer-too-long', detail: 'The answer to A4 has 251 words; cut it to 250.' }] })
    await patch(bidId, { awardAnswers: withWords(LIMITS.A4) })
    await test.api('supplier-admin').post(`/bids/${bidId}/submit`).expect(201)
  })
})

describe('What a requirement asks of bids', () => {
  let test: TestApp

  beforeAll(async () => {
    test = await TestApp.start()
  })
  afterAll(() => test.stop())

  const submitted = async (fields: Record<string, unknown>) => {
    const { id } = await aDraft(test, fields)
    return test.api('buyer-author').post(`/requirements/${id}/submit-for-approval`)
  }

  const weighing = (...weights: string[]) =>
    weights.map((weight, place) => ({ id: `C${place + 1}`, title: 'A criterion', kind: place === 2 ? 'price' : 'quality', weight }))

  const questions = ['C1', 'C2'].map((criterionId, place) => ({ id: `A${place + 1}`, criterionId, text: 'How?', wordLimit: 10 }))

  it('weighs 100 exactly, and is told its sum where it does not', async () => {
    const refused = await submitted({ criteria: weighing('33.33', '33.33', '33.33'), awardQuestions: questions })
    problem(422, 'requirement-incomplete', '/criteria')(refused)
    const detail = 'The weights of the criteria sum to 99.99; they must sum to exactly 100.'
    expect((refused.body as { errors: object[] }).errors).toContainEqual({ pointer: '/criteria', code: 'weights-not-100', detail })
    const taken = await submitted({ criteria: weighing('33.33', '33.33', '33.34'), awardQuestions: questions })
    expect(JSON.stringify(taken.body)).not.toContain('weights-not-100')
  })

  it('names each criterion, question and price line once', async () => {
    const [line] = [{ id: 'P1', title: 'Service', unit: 'month', quantity: '24' }]
    const [criterion] = weighing('50')
    const refused = await submitted({
      criteria: [criterion, criterion],
      awardQuestions: [questions[0], questions[0]],
      priceLines: [line, line],
    })
    problem(422, 'requirement-incomplete', '/criteria', '/awardQuestions', '/priceLines')(refused)
    const codes = (refused.body as { errors: { pointer: string; code: string }[] }).errors.filter(({ code }) => code === 'id-twice')
    expect(codes.map(({ pointer }) => pointer)).toEqual(['/criteria', '/awardQuestions', '/priceLines'])
  })
})
