import { describe, expect, it } from '@jest/globals'

import type { Answer } from './api-client.js'
import { mustShowJust } from './clarify.js'

const WORDS = { number: 1, question: 'Which roads?', answer: 'All of them.', material: true }
const LISTED = { ...WORDS, answeredAt: '2026-11-26T15:26:11.839629Z' }

const page = (items: object[], more: object = {}): Answer => ({
  status: 200,
  etag: '',
  body: { items, nextCursor: null, ...more },
  asked: { who: 'rival-admin', method: 'GET', path: '/requirements/1/clarifications' },
})

describe('A page of questions', () => {
  it('may say each question, its answer, and when', () => {
    expect(() => {
      mustShowJust(page([LISTED]), [WORDS])
    }).not.toThrow()
  })

  it.each<[string, Answer]>([
    ['lacks a question', page([])],
    ['has a question that was not asked', page([LISTED, { ...LISTED, number: 2 }])],
    ['lacks the answer', page([{ number: 1, question: WORDS.question, material: true }])],
    ['gives another answer', page([{ ...LISTED, answer: 'None of them.' }])],
    ['tells of a question who asked', page([{ ...LISTED, supplierId: '2' }])],
    ['tells beside the questions who asked', page([LISTED], { askers: ['2'] })],
    ['goes on', page([LISTED], { nextCursor: 'x' })],
  ])('is refused when it %s', (_name, answer) => {
    expect(() => {
      mustShowJust(answer, [WORDS])
    }).toThrow('rival-admin, GET /requirements/1/clarifications: expected just the questions')
  })
})
