import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { drawSample, sizeOf } from './sample.js'

const SEED = 'ab'.repeat(32)
const BID = '01900000-0000-7000-8000-000000000001'

const seeds = fc.stringMatching(/^[\da-f]{64}$/)
const questions = fc.uniqueArray(fc.stringMatching(/^[A-Z]\d{1,3}$/), { maxLength: 60 })

describe('The size of a sample', () => {
  it.each([
    [0, 0],
    [1, 1],
    [5, 5],
    [25, 5],
    [26, 6],
    [45, 9],
  ])('from %d answers is %d', (candidates, size) => {
    expect(sizeOf({ percent: 20, least: 5 }, candidates)).toBe(size)
  })
})

describe('A sample', () => {
  it('is the one that the published way of drawing gives', () => {
    expect(drawSample(SEED, BID, ['Q101', 'Q201', 'Q301', 'Q401', 'Q501'], 2)).toEqual(EXPECTED)
  })

  it('is drawn again from its seed, whatever order the candidates come in', () => {
    fc.assert(
      fc.property(seeds, questions, fc.nat(60), (seed, candidates, size) => {
        const drawn = drawSample(seed, BID, candidates, size)
        expect(drawSample(seed, BID, candidates, size)).toEqual(drawn)
        expect(drawSample(seed, BID, candidates.toReversed(), size).toSorted()).toEqual(drawn.toSorted())
      }),
    )
  })

  it('holds as many as asked for, each once, and nothing but candidates', () => {
    fc.assert(
      fc.property(seeds, questions, fc.nat(60), (seed, candidates, size) => {
        const drawn = drawSample(seed, BID, candidates, size)
        expect(drawn).toHaveLength(Math.min(size, candidates.length))
        expect(new Set(drawn).size).toBe(drawn.length)
        expect(drawn.every(question => candidates.includes(question))).toBe(true)
      }),
    )
  })

  it('of more holds the sample of fewer', () => {
    fc.assert(
      fc.property(seeds, questions, fc.nat(59), (seed, candidates, size) => {
        const more = drawSample(seed, BID, candidates, size + 1)
        expect(drawSample(seed, BID, candidates, size).every(question => more.includes(question))).toBe(true)
      }),
    )
  })

  it('leaves no answer out of reach: each comes up about as often as any other', () => {
    const candidates = Array.from({ length: 20 }, (_, index) => `Q${100 + index}`)
    const drawn = Array.from({ length: 1_000 }, (_, index) => drawSample(String(index), BID, candidates, 5)).flat()
    const counts = candidates.map(question => drawn.filter(each => each === question).length)
    expect(Math.min(...counts)).toBeGreaterThan(180)
    expect(Math.max(...counts)).toBeLessThan(320)
  })

  it('differs from bid to bid', () => {
    const candidates = Array.from({ length: 40 }, (_, index) => `Q${100 + index}`)
    expect(drawSample(SEED, BID, candidates, 8)).not.toEqual(drawSample(SEED, BID.replace(/1$/, '2'), candidates, 8))
  })
})

/** By hand: printf '<seed> <bid> <question>' | sha256sum for each, sorted. */
const EXPECTED = ['Q101', 'Q501']
