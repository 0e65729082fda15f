import { describe, expect, it } from '@jest/globals'

import { goldenBid } from '../golden-bids.js'
import { readPackSource } from '../guideline-packs.js'
import { aPackSource, aRule } from '../pack.fixture.js'
import type { Answers } from './answers.js'
import { checkEthics, type Facts } from './check-ethics.js'
import { compilePack } from './compile-pack.js'
import type { CheckReport, ClauseStatus } from './report.js'
import type { RequirementForRules } from './requirement-for-rules.js'
import { TIERS } from './risk-tier.js'

const pack = compilePack(readPackSource('ai-procurement/2020-06-08'))
const { requirement, passing, firstDraft, facts: known } = goldenBid('low')
const check = (answers: Answers, facts: Facts = known, notice: RequirementForRules = requirement) =>
  checkEthics(pack, { requirement: notice, answers, facts })
const HASH = /^sha256-[0-9a-f]{64}$/

const withStatus = ({ clauses }: CheckReport, status: ClauseStatus): string[] =>
  clauses.filter(clause => clause.status === status).map(({ id }) => id)

describe('checkEthics', () => {
  it.each(TIERS)('passes the golden bid of the %s tier without a finding', tier => {
    const golden = goldenBid(tier)
    const report = checkEthics(pack, { requirement: golden.requirement, answers: golden.passing, facts: golden.facts })
    expect(report).toMatchObject({
      guideline: 'ai-procurement',
      edition: '2020-06-08',
      questionnaire: '1.0.0',
      ruleSet: '1.0.0',
      engine: '1.0.0',
      inputHash: expect.stringMatching(HASH),
      tier,
      tierFromRequirement: tier,
      outcome: 'passed',
      findings: [],
    })
    expect(report.clauses.filter(({ rules }) => rules.length > 0)).toEqual([])
  })

  it('says of each clause that binds suppliers whether a rule of its own looked, or people have to', () => {
    const report = check(passing)
    const binding = pack.clauses.filter(({ binds }) => binds !== 'buyer').map(({ id }) => id)
    expect(report.clauses.map(({ id }) => id)).toEqual(binding)
    expect([withStatus(report, 'not-applicable'), withStatus(report, 'for-evaluators'), withStatus(report, 'met').length]).toEqual([
      ['AIP-E.4', 'AIP-E.6'],
      ['AIP-3.5', 'AIP-6.2', 'AIP-9.1', 'AIP-10.4', 'AIP-P.2', 'AIP-E.5', 'AIP-C.2'],
      binding.length - 9,
    ])
  })

  it('blocks the first draft by five rules, each with its way out', () => {
    const report = check(firstDraft)
    expect(report.outcome).toBe('blocked')
    expect(report.clauses.filter(({ status }) => status === 'not-met').map(({ id, rules }) => [id, ...rules])).toEqual([
      ['AIP-4.2', 'SR-01', 'SR-10'],
      ['AIP-7.1', 'XR-03'],
      ['AIP-9.2', 'SR-02'],
      ['AIP-D.1', 'SR-01', 'SR-10'],
      ['AIP-D.5', 'SR-02', 'SR-42'],
      ['AIP-C.4', 'SR-02', 'SR-42'],
    ])
    expect(
      report.findings.map(({ rule, outcome, clauses, also, questions, changes }) => [rule, outcome, clauses, also, questions, changes]),
    ).toEqual([
      ['SR-01', 'block', ['AIP-4.2', 'AIP-D.1'], [], ['Q201'], [{ at: 'Q201', words: 'fill in Q201' }]],
      ['SR-02', 'block', ['AIP-9.2', 'AIP-C.4', 'AIP-D.5'], ['CYB-13'], ['Q906'], [{ at: 'Q906', words: 'fill in the timetable in Q906' }]],
      ['SR-10', 'block', ['AIP-4.2', 'AIP-D.1'], [], ['Q201'], [{ at: 'Q201', words: 'fill in the outcomes served in Q201' }]],
      ['SR-42', 'block', ['AIP-C.4', 'AIP-D.5'], [], ['Q906'], [{ at: 'Q906', words: 'fill in the timetable in Q906' }]],
      [
        'XR-03',
        'block',
        ['AIP-7.1'],
        ['LAW-22C'],
        ['Q203', 'Q501'],
        [{ at: 'Q203', words: 'choose something else than “It decides with no meaningful human involvement” in Q203' }],
      ],
    ])
    expect(report.findings.map(({ fix }) => fix)).toEqual([
      'Answer Q201. Q201 (“Which published outcomes do you serve, and how will the public gain be measured?”) is required because every bid shows what the public gains.',
      'Complete Q906. What counts is facts that can be checked, not style.',
      'Pick in Q201 at least one outcome, and only outcomes from the list in the notice.',
      'Fill in the timetable in Q906, so that data, model and knowledge each have an end and a date.',
      'If a person decides on or checks each output, change Q203 to “It recommends a decision to a person” or “It informs a person who decides”. If not, change Q501 to what people do in the live service.',
    ])
  })

  it('traces what a rule read', () => {
    const contradiction = check(firstDraft).findings.find(({ rule }) => rule === 'XR-03')
    expect(contradiction?.trace).toEqual({
      all: [
        { op: 'eq', question: 'Q203', value: 'solely', expected: 'solely', result: true },
        { op: 'in', question: 'Q501', value: 'human_decides', expected: ['human_decides', 'reviews_each'], result: true },
      ],
      result: true,
    })
  })

  it('says what each unanswered question is asked for, and cites its clauses', () => {
    const answers = Object.fromEntries(Object.entries(passing).filter(([id]) => id !== 'Q805'))
    expect(check(answers).findings).toMatchObject([
      {
        rule: 'SR-01',
        questions: ['Q805'],
        clauses: ['AIP-9.3', 'AIP-E.3'],
        message: 'Not every required question is answered: Q805.',
        fix: expect.stringMatching(/^Answer Q805\. Q805 \(“.+”\) is required because every bid tells what went wrong before\.$/),
      },
    ])
  })

  const noAi = { Q101: { value: 'no_ai' } }

  it('asks a bid without AI about decisions only where people are concerned', () => {
    const people = { ...requirement, riskProfile: { ...requirement.riskProfile, subjects: 'individuals' } }
    const asked = (notice: RequirementForRules) => check(noAi, known, notice).findings.find(({ rule }) => rule === 'SR-01')?.questions
    const always = ['Q704', 'Q801', 'Q802', 'Q805', 'Q904', 'Q905']
    expect(asked(requirement)).toEqual(['Q201', ...always])
    expect(asked(people)).toEqual(['Q201', 'Q203', 'Q204', 'Q301', 'Q305', 'Q306', 'Q401', 'Q501', ...always])
  })

  it('leaves clauses aside whose questions are not asked', () => {
    const withoutAi = withStatus(check({ ...passing, ...noAi }), 'not-applicable')
    expect(withoutAi).toEqual(expect.arrayContaining(['AIP-3.3', 'AIP-7.1', 'AIP-7.4', 'AIP-8.1', 'AIP-10.1', 'AIP-C.1', 'AIP-C.4']))
    expect(withoutAi).not.toEqual(expect.arrayContaining(['AIP-4.2', 'AIP-7.2', 'AIP-E.2']))
  })

  it('counts a malformed answer as none', () => {
    expect(check({ ...passing, Q203: { value: ['recommends'] } })).toEqual(
      check(Object.fromEntries(Object.entries(passing).filter(([id]) => id !== 'Q203'))),
    )
  })

  it('reports the tier the answers raise beside the tier of the notice', () => {
    const people = { ...requirement, riskProfile: { subjects: 'individuals', effect: 'significant', role: 'informs' } }
    expect(check({ ...passing, Q203: { value: 'recommends' } }, {}, people)).toMatchObject({
      tier: 'high',
      tierFromRequirement: 'medium',
      gates: ['T3.1'],
    })
  })

  it.each<[string, Answers, string]>([
    ['the outcome of its tier', {}, 'refer'],
    ['the first escalation that is true', { Q503: { value: 1 } }, 'block'],
    ['a later escalation when the first is not true', { Q503: { value: 0 } }, 'warn'],
  ])('gives a rule %s', (_name, answers, outcome) => {
    const rule = aRule({
      when: { op: 'empty', of: { q: 'Q203' } },
      outcome: { low: 'refer', medium: 'block', high: 'block' },
      escalate: [
        { when: { op: 'eq', of: { q: 'Q503' }, to: 1 }, to: 'block' },
        { when: { op: 'in', of: { q: 'Q101' }, to: ['no_ai'] }, to: 'inform' },
        { when: { op: 'eq', of: { q: 'Q503' }, to: 0 }, to: 'warn' },
      ],
    })
    const { findings } = checkEthics(compilePack(aPackSource({ supplierRules: [rule] })), { requirement: {}, answers, facts: {} })
    expect(findings.map(finding => finding.outcome)).toEqual([outcome])
  })
})

describe('the input hash', () => {
  const hash = (answers: Answers, facts: Facts = known, notice: RequirementForRules = requirement) =>
    check(answers, facts, notice).inputHash
  const [file = ''] = Object.keys(known.files)

  it.each<[string, Answers, Facts, RequirementForRules]>([
    ['an answer', { ...passing, Q501: { value: 'reviews_each' } }, known, requirement],
    ['the risk profile', passing, known, { ...requirement, riskProfile: { ...requirement.riskProfile, public: 'public' } }],
    ['a setting', passing, known, { ...requirement, settings: { ...requirement.settings, incidentHours: 71 } }],
    ['an earlier statement', passing, { ...known, earlierStatements: [{ question: 'Q805', value: 'yes', ageYears: 1 }] }, requirement],
    ['a linked system card', passing, { ...known, systemCards: [{ name: 'A', ai: 'yes' }] }, requirement],
    ['the scan of a file', passing, { ...known, files: { ...known.files, [file]: { scan: 'pending' } } }, requirement],
    ['the version the answers were written for', passing, { ...known, questionnaire: '0.9.0' }, requirement],
  ])('changes with %s', (_name, answers, facts, notice) => {
    expect(hash(answers, facts, notice)).not.toBe(hash(passing))
  })

  const otherTitle: RequirementForRules & { title: string } = { ...requirement, title: 'Other' }
  const withoutTable = Object.fromEntries(Object.entries(passing).filter(([id]) => id !== 'Q103'))

  it.each<[string, Answers, Facts, RequirementForRules]>([
    ['a hidden answer', { ...withoutTable, Q504: { value: ['inform'] } }, known, requirement],
    ['a malformed answer in place of none', { ...withoutTable, Q103: { rows: 'none' } }, known, requirement],
    ['a member no rule reads', withoutTable, known, otherTitle],
    ['the declaration on AI in writing', { ...withoutTable, D1: { value: 'yes' } }, known, requirement],
    ['a file that is attached nowhere', withoutTable, { ...known, files: { ...known.files, other: { scan: 'infected' } } }, requirement],
    ['facts no rule reads', withoutTable, { ...known, ...{ today: '2026-11-30' } }, requirement],
  ])('does not change with %s', (_name, answers, facts, notice) => {
    expect(hash(answers, facts, notice)).toBe(hash(withoutTable))
  })
})
