import { createHash } from 'node:crypto'

import { describe, expect, it } from '@jest/globals'

import { hashOfPinned } from './pinned-hash.js'

const [A, B] = ['a'.repeat(64), 'b'.repeat(64)]
const PRODUCT = '01a208cf-0000-7000-8000-000000000001'
const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()

describe('What pinned answers come to', () => {
  it('is the hash of one line for each, sorted by bytes', () => {
    const answers = [
      { question: 'B2', productId: PRODUCT, version: 3, hash: B },
      { question: 'B10', productId: null, version: 1, hash: A },
    ]
    const expected = sha256(`B10 - 1 ${A}\nB2 ${PRODUCT} 3 ${B}`)
    expect(hashOfPinned(answers)).toEqual(expected)
    expect(hashOfPinned(answers.toReversed())).toEqual(expected)
  })

  it('is that of nothing where there are none', () => {
    expect(hashOfPinned([])).toEqual(sha256(''))
  })

  it.each<[string, object]>([
    ['question', { question: 'B3' }],
    ['product', { productId: null }],
    ['version', { version: 4 }],
    ['hash', { hash: A }],
  ])('is another with another %s', (_, change) => {
    const answer = { question: 'B2', productId: PRODUCT, version: 3, hash: B }
    expect(hashOfPinned([{ ...answer, ...change }])).not.toEqual(hashOfPinned([answer]))
  })
})
