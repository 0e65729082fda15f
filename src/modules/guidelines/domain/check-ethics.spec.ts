import { describe, expect, it } from '@jest/globals'
import canonicalize from 'canonicalize'
import fc from 'fast-check'

import { goldenBid } from '../golden-bids.js'
import { readPackSource } from '../guideline-packs.js'
import { aPackSource, aRule } from '../pack.fixture.js'
import type { Answers } from './answers.js'
import { checkEthics } from './check-ethics.js'
import { compilePack } from './compile-pack.js'
import type { RequirementForRules } from './requirement-for-rules.js'
import type { RiskProfile } from './risk-tier.js'

const pack = compilePack(readPackSource('ai-procurement/2020-06-08'))
const { requirement, passing, firstDraft } = goldenBid('low')
const check = (answers: Answers, facts = {}, notice: RequirementForRules = requirement) =>
  checkEthics(pack, { requirement: notice, answers, facts })
const HASH = /^sha256-[0-9a-f]{64}$/

describe('checkEthics', () => {
  it('passes the golden bid for finding road defects', () => {
    expect(check(passing)).toEqual({
      guideline: 'ai-procurement',
      edition: '2020-06-08',
      questionnaire: '1.0.0',
      ruleSet: '1.0.0',
      engine: '1.0.0',
      inputHash: expect.stringMatching(HASH),
      tier: 'low',
      tierFromRequirement: 'low',
      gates: [],
      outcome: 'passed',
      clauses: [
        { id: 'AIP-4.2', status: 'for-evaluators', rules: [] },
        { id: 'AIP-4.3', status: 'for-evaluators', rules: [] },
        { id: 'AIP-7.1', status: 'met', rules: [] },
        { id: 'AIP-8.1', status: 'for-evaluators', rules: [] },
        { id: 'AIP-D.1', status: 'for-evaluators', rules: [] },
        { id: 'AIP-D.4', status: 'for-evaluators', rules: [] },
        { id: 'AIP-D.5', status: 'met', rules: [] },
        { id: 'AIP-C.4', status: 'met', rules: [] },
      ],
      findings: [],
    })
  })

  it('blocks the first draft by three rules, each with its way out', () => {
    const report = check(firstDraft)
    expect(report.outcome).toBe('blocked')
    expect(report.clauses.filter(({ status }) => status === 'not-met')).toEqual([
      { id: 'AIP-4.2', status: 'not-met', rules: ['SR-01'] },
      { id: 'AIP-7.1', status: 'not-met', rules: ['XR-03'] },
      { id: 'AIP-D.1', status: 'not-met', rules: ['SR-01'] },
      { id: 'AIP-D.5', status: 'not-met', rules: ['SR-42'] },
      { id: 'AIP-C.4', status: 'not-met', rules: ['SR-42'] },
    ])
    expect(
      report.findings.map(({ rule, outcome, clauses, also, questions, fix }) => ({ rule, outcome, clauses, also, questions, fix })),
    ).toEqual([
      {
        rule: 'SR-01',
        outcome: 'block',
        clauses: ['AIP-4.2', 'AIP-D.1'],
        also: [],
        questions: ['Q201'],
        fix: 'Answer Q201. Q201 (“Which published outcomes do you serve, and how will the public gain be measured?”) is required because every bid shows what the public gains.',
      },
      {
        rule: 'SR-42',
        outcome: 'block',
        clauses: ['AIP-C.4', 'AIP-D.5'],
        also: [],
        questions: ['Q906'],
        fix: 'Fill in the timetable in Q906, so that data, model and knowledge each have an end and a date.',
      },
      {
        rule: 'XR-03',
        outcome: 'block',
        clauses: ['AIP-7.1'],
        also: ['LAW-22C'],
        questions: ['Q203', 'Q501'],
        fix: 'If a person decides on or checks each output, change Q203 to recommends or informs. If not, change Q501 to what people do in the live service.',
      },
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
    const [finding, ...others] = check({ Q101: { value: 'no_ai' } }).findings
    expect(others).toEqual([])
    expect(finding).toMatchObject({
      rule: 'SR-01',
      questions: ['Q201'],
      clauses: ['AIP-4.2', 'AIP-D.1'],
      message: 'Not every required question is answered: Q201.',
    })
  })

  it('asks a bid without AI about decisions only where people are concerned', () => {
    const people = { ...requirement, riskProfile: { ...requirement.riskProfile, subjects: 'individuals' } }
    const asked = (notice: RequirementForRules) =>
      check({ Q101: { value: 'no_ai' } }, {}, notice).findings.flatMap(({ questions }) => questions)
    expect([asked(requirement), asked(people)]).toEqual([['Q201'], ['Q201', 'Q203', 'Q501']])
  })

  it('leaves clauses aside whose questions are not asked', () => {
    const { clauses } = check({ Q101: { value: 'no_ai' }, Q201: passing['Q201'] })
    expect(clauses.filter(({ status }) => status === 'not-applicable').map(({ id }) => id)).toEqual([
      'AIP-7.1',
      'AIP-8.1',
      'AIP-D.5',
      'AIP-C.4',
    ])
  })

  it('counts a malformed answer as none', () => {
    expect(check({ ...passing, Q203: { value: ['recommends'] } })).toEqual(
      check(Object.fromEntries(Object.entries(passing).filter(([id]) => id !== 'Q203'))),
    )
  })

  it('reports the tier the answers raise beside the tier of the notice', () => {
    const people = { ...requirement, riskProfile: { subjects: 'individuals', effect: 'significant', role: 'informs' } }
    expect(check({ ...passing, Q203: { value: 'recommends' } }, {}, people)).toMatchObject({ tier: 'high', tierFromRequirement: 'medium', gates: ['T3.1'] })
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
  const otherTitle: RequirementForRules & { title: string } = { ...requirement, title: 'Other' }
  const hash = (answers: Answers, facts = {}, notice: RequirementForRules = requirement) => check(answers, facts, notice).inputHash

  it.each<[string, Answers, object, RequirementForRules]>([
    ['an answer', { ...passing, Q501: { value: 'reviews_each' } }, {}, requirement],
    ['a fact', passing, { today: '2026-11-30' }, requirement],
    ['the risk profile', passing, {}, { ...requirement, riskProfile: { ...requirement.riskProfile, public: 'public' } }],
  ])('changes with %s', (_name, answers, facts, notice) => {
    expect(hash(answers, facts, notice)).not.toBe(hash(passing))
  })

  it.each<[string, Answers, RequirementForRules]>([
    ['a hidden answer', { Q101: { value: 'no_ai' }, Q201: passing['Q201'], Q906: passing['Q906'] }, requirement],
    ['a member no rule reads', { Q101: { value: 'no_ai' }, Q201: passing['Q201'] }, otherTitle],
    ['the declaration on AI in writing', { Q101: { value: 'no_ai' }, Q201: passing['Q201'], D1: { value: 'yes' } }, requirement],
  ])('does not change with %s', (_name, answers, notice) => {
    expect(hash(answers, {}, notice)).toBe(hash({ Q101: { value: 'no_ai' }, Q201: passing['Q201'] }))
  })
})

const bytes = (input: unknown): string => canonicalize(input) ?? ''
const ids = [...pack.questions.keys()]
const codes = fc.constantFrom(...[...pack.questions.values()].flatMap(({ source }) => (source.options ?? []).map(({ code }) => code)))
const parts = fc.dictionary(
  fc.constantFrom('timetable', 'handover', 'outcome_ids', '__proto__'),
  fc.oneof(fc.string(), fc.array(fc.string())),
)
const answer = fc.oneof(
  fc.record({ value: codes }),
  fc.record({ value: fc.uniqueArray(codes, { maxLength: 4 }) }),
  fc.record({ text: fc.string(), parts }, { requiredKeys: [] }),
  fc.jsonValue(),
)
const someAnswers = fc.dictionary(fc.constantFrom(...ids, 'D1', 'Q999', '__proto__', 'constructor'), answer)
const someProfile = fc.record(
  Object.fromEntries(
    [...pack.attributes.values()].map(({ name, values }) => [
      name,
      values === undefined ? fc.nat() : fc.constantFrom(...values.map(({ code }) => code), 'unknown'),
    ]),
  ),
  { requiredKeys: [] },
)
const reversed = (answers: Answers): Answers => Object.fromEntries(Object.entries(answers).reverse())

describe('checkEthics on any answers', () => {
  const anyInput = fc.record({ answers: someAnswers, riskProfile: someProfile })

  it('gives the same bytes each time, whatever the order of the answers', () => {
    fc.assert(
      fc.property(anyInput, ({ answers, riskProfile }) => {
        const first = bytes(check(answers, {}, { riskProfile }))
        return first === bytes(check(answers, {}, { riskProfile })) && first === bytes(check(reversed(answers), {}, { riskProfile }))
      }),
    )
  })

  it('takes a hidden answer for one never given', () => {
    const shownIds = (answers: Answers, riskProfile: RiskProfile) => ids.filter(id => !hiddenIn(answers, riskProfile).includes(id))
    fc.assert(
      fc.property(anyInput, ({ answers, riskProfile }) => {
        const shown = shownIds(answers, riskProfile)
        const without = Object.fromEntries(Object.entries(answers).filter(([id]) => shown.includes(id)))
        return bytes(check(answers, {}, { riskProfile })) === bytes(check(without, {}, { riskProfile }))
      }),
    )
  })

  it('never lowers the tier of the notice', () => {
    const order = ['low', 'medium', 'high']
    fc.assert(
      fc.property(anyInput, ({ answers, riskProfile }) => {
        const { tier, tierFromRequirement } = check(answers, {}, { riskProfile })
        return order.indexOf(tier) >= order.indexOf(tierFromRequirement)
      }),
    )
  })

  it('never throws, on any JSON', () => {
    const anyJson = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom('\ud800', null),
      fc.constant(JSON.parse('{"__proto__":{"riskProfile":{"safety":"yes"}}}')),
    )
    fc.assert(
      fc.property(anyJson, fc.oneof(someAnswers, anyJson), anyJson, (notice, answers, facts) => {
        const report = checkEthics(pack, {
          requirement: notice as RequirementForRules,
          answers: answers as Answers,
          facts: facts as Answers,
        })
        return HASH.test(report.inputHash)
      }),
    )
  })

  it('survives deep nesting', () => {
    const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown
    expect(check({ Q201: { text: deep } }, { deep }, { riskProfile: { safety: deep }, outcomes: deep as [] }).outcome).toBe('blocked')
  })
})

/** The questions that are not shown, found by a rule for each that fires when it is not visible. */
function hiddenIn(answers: Answers, riskProfile: RiskProfile): string[] {
  const probe = compilePack({ ...readPackSource('ai-procurement/2020-06-08'), supplierRules: ids.map(probing) })
  const { findings } = checkEthics(probe, { requirement: { riskProfile }, answers, facts: {} })
  return findings.flatMap(({ questions }) => questions)
}

const probing = (id: string) =>
  aRule({ id: `probe-${id}`, when: { not: { op: 'visible', of: { q: id } } }, fixtures: { fires: 'a', passes: 'b', unknown: null } })
