import { describe, expect, it } from '@jest/globals'

import { bidIncompletenessOf, wordsIn } from './bid-completeness.js'
import type { BidDraft } from './bid-content.js'

const ASKED = {
  awardQuestions: [
    { id: 'A1', criterionId: 'C1', text: 'How?', wordLimit: 3 },
    { id: 'A2', criterionId: 'C2', text: 'Why?', wordLimit: 1 },
  ],
  priceLines: [
    { id: 'P1', title: 'Service', unit: 'month', quantity: '24' },
    { id: 'P2', title: 'Training', unit: 'day', quantity: '2' },
  ],
}

const COMPLETE: Required<BidDraft> = {
  awardAnswers: [
    { questionId: 'A1', text: 'one two three' },
    { questionId: 'A2', text: 'one' },
  ],
  priceSchedule: [
    { lineId: 'P1', unitPrice: '10.00' },
    { lineId: 'P2', unitPrice: '0.00' },
  ],
  declarations: { conflictOfInterest: 'None.', termsAccepted: true },
}

const problemsOf = (draft: BidDraft): string[] => bidIncompletenessOf(draft, ASKED).map(({ code }) => code)

describe('A bid', () => {
  it('is complete with every answer, every price and its declarations', () => {
    expect(problemsOf(COMPLETE)).toEqual([])
  })

  it('lacks everything while it is empty, each thing by name', () => {
    expect(bidIncompletenessOf({}, ASKED)).toEqual([
      { pointer: '/awardAnswers', code: 'award-answer-missing', detail: 'Answer award question A1.' },
      { pointer: '/awardAnswers', code: 'award-answer-missing', detail: 'Answer award question A2.' },
      { pointer: '/priceSchedule', code: 'price-missing', detail: 'Give a price for line P1.' },
      { pointer: '/priceSchedule', code: 'price-missing', detail: 'Give a price for line P2.' },
      { pointer: '/declarations/conflictOfInterest', code: 'missing', detail: expect.any(String) },
      { pointer: '/declarations/termsAccepted', code: 'terms-not-accepted', detail: expect.any(String) },
    ])
  })

  it('of a requirement that asks nothing needs only its declarations', () => {
    expect(bidIncompletenessOf({ declarations: COMPLETE.declarations }, {})).toEqual([])
  })

  it.each<[string, BidDraft, string[]]>([
    [
      'an answer of white space',
      { awardAnswers: [{ questionId: 'A1', text: ' \n\u00a0' }, ...COMPLETE.awardAnswers.slice(1)] },
      ['award-answer-missing'],
    ],
    [
      'an answer a word too long',
      { awardAnswers: [{ questionId: 'A1', text: 'a b c d' }, ...COMPLETE.awardAnswers.slice(1)] },
      ['award-answer-too-long'],
    ],
    ['an answer to no question', { awardAnswers: [...COMPLETE.awardAnswers, { questionId: 'A9', text: 'x' }] }, ['award-question-unknown']],
    ['two answers to one question', { awardAnswers: [...COMPLETE.awardAnswers, { questionId: 'A1', text: 'x' }] }, ['award-answer-twice']],
    ['no price for a line', { priceSchedule: COMPLETE.priceSchedule.slice(1) }, ['price-missing']],
    ['a price for no line', { priceSchedule: [...COMPLETE.priceSchedule, { lineId: 'P9', unitPrice: '1.00' }] }, ['price-line-unknown']],
    ['two prices for one line', { priceSchedule: [...COMPLETE.priceSchedule, { lineId: 'P1', unitPrice: '1.00' }] }, ['price-twice']],
    ['no word on conflicts of interest', { declarations: { termsAccepted: true } }, ['missing']],
    ['blanks for conflicts of interest', { declarations: { conflictOfInterest: ' ', termsAccepted: true } }, ['missing']],
    ['terms not accepted', { declarations: { conflictOfInterest: 'None.', termsAccepted: false } }, ['terms-not-accepted']],
  ])('with %s has the problem %j%j', (_what, change, problems) => {
    expect(problemsOf({ ...COMPLETE, ...change })).toEqual(problems)
  })
})

describe('wordsIn', () => {
  it.each<[string, number]>([
    ['', 0],
    [' \t\r\n', 0],
    ['one', 1],
    [' one  two\nthree\t', 3],
    ['one\u00a0two\u2003three', 3],
    ['mother-in-law’s e.g. 24/7', 3],
    ['你好 世界', 2],
    ['😀 👩‍💻', 2],
  ])('counts %j as %d', (text, words) => {
    expect(wordsIn(text)).toBe(words)
  })
})
