import { describe, expect, it } from '@jest/globals'

import { refuseMalformedAnswers } from '../../guidelines/domain/answer-shape.js'
import { checkEthics, type Facts } from '../../guidelines/domain/check-ethics.js'
import { compilePack } from '../../guidelines/domain/compile-pack.js'
import type { CheckReport } from '../../guidelines/domain/report.js'
import { type Tier, TIERS } from '../../guidelines/domain/risk-tier.js'
import { goldenBid } from '../../guidelines/golden-bids.js'
import { readPackSource } from '../../guidelines/guideline-packs.js'
import { type Offer, type WorkedCase, workedCase } from './worked-case.js'

const pack = compilePack(readPackSource('ai-procurement/2020-06-08'))

const check = ({ tier }: WorkedCase, answers: Offer['answers'], files: Facts['files'] = {}): CheckReport =>
  checkEthics(pack, { requirement: goldenBid(tier).requirement, answers, facts: { files, earlierStatements: [], systemCards: [] } })

/** What the check would know of the evidence once it is uploaded. */
const uploaded = ({ evidence }: Offer): Facts['files'] =>
  Object.fromEntries(
    Object.entries(evidence).map(([key, { name, issueDate, expiryDate }]) => [
      key,
      { name, issueDate, expiryDate, scan: 'pending', readable: 'yes' },
    ]),
  )

const findingsOf = ({ findings }: CheckReport): string[] => findings.map(({ rule, outcome }) => `${rule} ${outcome}`)
const allCases = TIERS.map(tier => workedCase(tier))
const allOffers = allCases.flatMap(each => each.offers.map(offer => [`${each.key} by ${offer.bidder}`, each, offer] as const))

describe('The worked cases', () => {
  it.each<[Tier, string, string[]]>([
    ['low', 'road-defect', []],
    ['medium', 'council-chatbot', ['T2.1', 'T2.3', 'T2.5', 'T2.8', 'T2.9']],
    ['high', 'fraud-referrals', ['T3.1', 'T3.2', 'T3.6']],
  ])('of the %s tier is %s, by its gates', (tier, key, gates) => {
    const worked = workedCase(tier)
    expect([worked.key, check(worked, worked.firstDraft)]).toMatchObject([key, { tier, gates }])
  })

  it.each<[Tier, string[]]>([
    ['low', ['SR-01 block', 'SR-02 block', 'SR-03 block', 'SR-10 block', 'SR-42 block', 'SR-46 warn', 'XR-03 block']],
    [
      'medium',
      [
        ...['SR-01 block', 'SR-02 block', 'SR-03 block', 'SR-08 block', 'SR-11 block', 'SR-14 block', 'SR-17 block', 'SR-18 block'],
        ...['SR-19 block', 'SR-32 warn', 'SR-36 warn', 'SR-42 block', 'SR-45 block', 'SR-46 block', 'XR-06 warn'],
      ],
    ],
    [
      'high',
      [
        ...['SR-01 block', 'SR-02 block', 'SR-03 block', 'SR-12 block', 'SR-15 block', 'SR-16 block', 'SR-19 block', 'SR-22 block'],
        ...['SR-25 block', 'SR-26 block', 'SR-28 block', 'SR-36 block', 'SR-39 block', 'SR-46 block', 'XR-04 block'],
      ],
    ],
  ])('begin, at the %s tier, with a draft that is blocked for exactly these reasons', (tier, findings) => {
    const worked = workedCase(tier)
    const report = check(worked, worked.firstDraft)
    expect([report.outcome, findingsOf(report)]).toEqual(['blocked', findings])
  })

  it.each<[string, string, string[]]>([
    ['road-defect by supplier-admin', 'passed', []],
    ['council-chatbot by supplier-admin', 'passed', []],
    ['council-chatbot by rival-admin', 'referred', ['SR-16 refer', 'SR-21 warn', 'SR-26 refer']],
    ['fraud-referrals by supplier-admin', 'passed', []],
  ])('go in as %s: %s', (name, outcome, findings) => {
    const [, worked, offer] = allOffers.find(([each]) => each === name) ?? []
    if (worked === undefined || offer === undefined) throw new Error(`There is no offer ${name}.`)
    const report = check(worked, offer.answers, uploaded(offer))
    expect([report.outcome, findingsOf(report)]).toEqual([outcome, findings])
    expect(Object.keys(offer.acknowledgements)).toEqual(report.findings.filter(each => each.outcome === 'warn').map(({ rule }) => rule))
  })

  it('have two or three questions with an answer for all', () => {
    expect(allCases.map(({ clarifications }) => clarifications.length)).toEqual([2, 3, 3])
    const texts = allCases.flatMap(({ clarifications }) => clarifications.flatMap(({ question, answer }) => [question, answer]))
    expect(texts.filter(text => text.length < 60 || text.length > 600)).toEqual([])
  })
})

describe.each(allOffers)('The offer %s', (_name, worked, { answers, bid, evidence, audit }) => {
  it('answers in the form that the questionnaire asks, each award question and each price line', () => {
    expect(refuseMalformedAnswers(pack, answers)).toEqual([])
    const { awardQuestions = [], priceLines = [] } = worked.requirement
    expect(bid.awardAnswers.map(({ questionId }) => questionId)).toEqual(awardQuestions.map(({ id }) => id))
    expect(bid.priceSchedule.map(({ lineId }) => lineId)).toEqual(priceLines.map(({ id }) => id))
  })

  it('attaches every file it has a document for, and no other', () => {
    const named = [...JSON.stringify(answers).matchAll(/"(file-[a-z-]+)"/g)].map(([, key]) => key)
    expect(named.toSorted()).toEqual(Object.keys(evidence).toSorted())
    expect(Object.values(evidence).filter(({ name, sections }) => !name.endsWith('.pdf') || sections.length === 0)).toEqual([])
  })

  it('is audited by verdicts on answers it has, citing clauses of the edition', () => {
    const found = Object.entries({ ...audit.queried, ...audit.rejected })
    expect(found.length).toBeGreaterThan(0)
    expect(found.filter(([question]) => !(question in answers))).toEqual([])
    expect(found.filter(([, { clause }]) => !pack.clauses.some(({ id }) => id === clause))).toEqual([])
  })
})
