import { describe, expect, it } from '@jest/globals'

import { refuseMalformedAnswers } from './domain/answer-shape.js'
import type { Answer, Answers } from './domain/answers.js'
import { compilePack } from './domain/compile-pack.js'
import { tierOf, TIERS } from './domain/risk-tier.js'
import { GOLDEN_BIDS, goldenBid, goldenBidWithoutFiles, signedOn } from './golden-bids.js'
import { readPackSource } from './guideline-packs.js'

const pack = compilePack(readPackSource('ai-procurement/2020-06-08'))

interface Asked {
  id: string
  kind?: string
  weight?: string
  criterionId?: string
  wordLimit?: number
}

interface Evidence {
  issueDate: string
  expiryDate: string | null
}

/** Answers of the first draft that differ from the passing ones. */
const FAULTS = { low: 3, medium: 9, high: 9 }

const filesOf = (answers: Answers): string[] =>
  (Object.values(answers) as Answer[]).flatMap(({ files = [], itemFiles = {} }) => [...files, ...Object.values(itemFiles).flat()])

describe.each(TIERS.map(tier => [GOLDEN_BIDS[tier], tier] as const))('the golden bid %s', (_name, tier) => {
  const { requirement, facts, passing, firstDraft, bid } = goldenBid(tier)
  const list = (name: string) => requirement[name] as Asked[]

  it(`has a requirement of ${tier} tier`, () => {
    expect(tierOf(requirement.riskProfile, pack.gates).tier).toBe(tier)
  })

  it('has weights that add up to 100 and a way to answer every criterion', () => {
    const criteria = list('criteria')
    const asked = new Set(list('awardQuestions').map(({ criterionId }) => criterionId))
    expect(criteria.reduce((sum, { weight }) => sum + Number(weight), 0)).toBe(100)
    expect(criteria.filter(({ id, kind }) => kind !== 'price' && !asked.has(id))).toEqual([])
    expect(criteria.filter(({ kind }) => kind === 'ethics')).toHaveLength(1)
  })

  it('answers every award question within its word limit and prices every line', () => {
    const words = new Map(bid.awardAnswers.map(({ questionId, text }) => [questionId, text.split(/\s+/).length]))
    expect(list('awardQuestions').filter(({ id, wordLimit }) => (words.get(id) ?? Infinity) > (wordLimit ?? 0))).toEqual([])
    expect(bid.awardAnswers.map(({ questionId }) => questionId)).toEqual(list('awardQuestions').map(({ id }) => id))
    expect(bid.priceSchedule.map(({ lineId }) => lineId)).toEqual(list('priceLines').map(({ id }) => id))
    expect(bid.declarations.termsAccepted).toBe(true)
  })

  it('answers only questions that the pack asks, in their form', () => {
    expect([passing, firstDraft].flatMap(answers => refuseMalformedAnswers(pack, answers))).toEqual([])
    expect(passing).toHaveProperty('D2')
    expect(passing).not.toHaveProperty('D1')
  })

  it('names files that are known, each once, and valid at the award', () => {
    expect(filesOf(passing).toSorted()).toEqual(Object.keys(facts.files).toSorted())
    const award = String(requirement.awardDate)
    const evidence = Object.values(facts.files) as Evidence[]
    expect(evidence.filter(({ issueDate, expiryDate }) => issueDate > '2026-11-30' || (expiryDate ?? award) < award)).toEqual([])
  })

  it(`has a first draft with ${FAULTS[tier]} faults`, () => {
    const ids = new Set([...Object.keys(passing), ...Object.keys(firstDraft)])
    const changed = [...ids].filter(id => JSON.stringify(firstDraft[id]) !== JSON.stringify(passing[id]))
    expect(changed).toHaveLength(FAULTS[tier])
  })
})

describe('signedOn', () => {
  it('signs the declaration on the day, and leaves all other answers as they are', () => {
    const { passing } = goldenBid('low')
    const { D2, ...others } = signedOn('2031-05-06', passing) as Record<string, Answer>
    expect(D2?.signature).toEqual({ ...(passing['D2'] as Answer).signature, date: '2031-05-06' })
    expect({ ...others, D2: passing['D2'] }).toEqual(passing)
  })
})

describe('goldenBidWithoutFiles', () => {
  it('names no file, and says why there is no certificate', () => {
    const { facts, passing, firstDraft } = goldenBidWithoutFiles()
    expect([...filesOf(passing), ...filesOf(firstDraft), ...Object.keys(facts.files)]).toEqual([])
    expect(passing['Q704']).toEqual(firstDraft['Q704'])
    expect(refuseMalformedAnswers(pack, passing)).toEqual([])
  })
})
