import { describe, expect, it } from '@jest/globals'

import { readPackSource } from '../guideline-packs.js'
import { compilePack } from './compile-pack.js'
import { PackRefused } from './pack.js'
import { aPackSource, aQuestion, aRule } from '../pack.fixture.js'
import type { PackSource, QuestionSource } from './pack-source.js'
import type { RaisedBy } from './risk-tier.js'

function problemsOf(source: PackSource): readonly string[] {
  try {
    compilePack(source)
    return []
  } catch (error) {
    if (error instanceof PackRefused) return error.problems
    throw error
  }
}

const questions = (...added: QuestionSource[]): Partial<PackSource> => ({
  sections: [...aPackSource().sections, { id: '2', title: 'Added', questions: added }],
})
const when = { op: 'empty', of: { q: 'Q203' } }
const rule = (changes: Parameters<typeof aRule>[0]): Partial<PackSource> => ({ supplierRules: [aRule({ when, ...changes })] })
const ANY_ROW = { op: 'anyRow', of: { q: 'Q202' }, where: { op: 'empty', of: { col: 'group' } } }
const NO_OWNER = { op: 'empty', of: { r: 'governance.dataOwner' } }
const REFERS = { low: 'refer', medium: 'refer', high: 'refer' } as const
const single = { type: 'single' as const, options: [{ code: 'yes', label: 'Yes' }] }

describe('compilePack', () => {
  it('takes the published pack and the pack of these tests', () => {
    expect([...problemsOf(readPackSource('ai-procurement/2020-06-08')), ...problemsOf(aPackSource(rule({})))]).toEqual([])
  })

  it.each<[string, Partial<PackSource>, string]>([
    ['a question id used twice', questions(aQuestion({ id: 'Q203', ...single })), 'question ids are not unique: Q203'],
    [
      'an option used twice',
      questions(aQuestion({ id: 'Q900', type: 'single', options: [...single.options, ...single.options] })),
      'Q900 option ids are not unique: yes',
    ],
    ['a choice without options', questions(aQuestion({ id: 'Q900', type: 'single' })), 'Q900: a choice needs options'],
    ['a table without columns', questions(aQuestion({ id: 'Q900', type: 'table' })), 'Q900: a table needs columns'],
    ['evidence that takes no file', questions(aQuestion({ id: 'Q900', type: 'evidence' })), 'Q900: evidence says how many files it takes'],
    [
      'a question citing no such clause',
      questions(aQuestion({ id: 'Q900', ...single, clauses: ['AIP-0.0'] })),
      'Q900: there is no clause AIP-0.0 in this edition',
    ],
    [
      'a question shown by its own answer',
      questions(aQuestion({ id: 'Q900', ...single, visibleWhen: { op: 'eq', of: { q: 'Q900' }, to: 'yes' } })),
      'whether Q900 is shown depends on itself: Q900 → Q900',
    ],
    [
      'a circle of two questions',
      questions(
        aQuestion({ id: 'Q900', ...single, visibleWhen: { op: 'eq', of: { q: 'Q901' }, to: 'yes' } }),
        aQuestion({ id: 'Q901', ...single, visibleWhen: { op: 'eq', of: { q: 'Q900' }, to: 'yes' } }),
      ),
      'whether Q900 is shown depends on itself: Q900 → Q901 → Q900',
    ],
    [
      'a question shown by D1',
      questions(aQuestion({ id: 'Q900', ...single, visibleWhen: { op: 'eq', of: { q: 'D1' }, to: 'yes' } })),
      'Q900: no rule may read D1',
    ],
    ['a rule id used twice', { supplierRules: [aRule({ when }), aRule({ when })] }, 'rule ids are not unique: SR-90'],
    ['a rule citing no clause', rule({ clauses: [] }), 'SR-90: a rule cites at least one clause of the edition'],
    ['a rule citing no such companion', rule({ also: ['LAW-0'] }), 'SR-90: there is no companion LAW-0'],
    ['a rule without condition', rule({ when: undefined as never }), 'SR-90: a rule needs a "when" or a "form"'],
    ['a rule with two conditions', rule({ form: 'unanswered' }), 'SR-90: a rule has a "when" or a "form", not both'],
    ['an unknown form pass', { supplierRules: [aRule({ form: 'toString' })] }, 'SR-90: there is no form pass toString'],
    [
      'an outcome of buyers',
      rule({ outcome: { low: 'hold', medium: 'block', high: 'block' } }),
      'SR-90: supplier rules have no outcome hold',
    ],
    ['a rule that never runs', rule({ outcome: { low: 'none', medium: 'none', high: 'none' } }), 'SR-90: the rule runs at no tier'],
    ['an unfillable placeholder', rule({ message: 'Add {what}.' }), 'SR-90: nothing can fill {what}'],
    [
      'a placeholder that is not always filled',
      rule({ when: { any: [when, { op: 'eq', of: { q: 'Q203' }, to: 'none' }] }, fix: 'Add {missing}.' }),
      'SR-90: nothing can fill {missing}',
    ],
    [
      'a rule that may not know without a case',
      rule({ when: { op: 'eq', of: { q: 'Q203' }, to: 'none' } }),
      'SR-90: a rule has an unknown fixture exactly when it can be unknown, and this one can',
    ],
    [
      'a rule that always knows with a case of not knowing',
      rule({ fixtures: { fires: 'a', passes: 'b', unknown: 'c' } }),
      'SR-90: a rule has an unknown fixture exactly when it can be unknown, and this one cannot',
    ],
    [
      'an unknown option in an escalation',
      rule({ escalate: [{ when: { op: 'eq', of: { q: 'Q203' }, to: 'x' }, to: 'warn' }] }),
      'SR-90: eq cannot be compared with x',
    ],
    ['words shown nowhere', rule({ fills: { limit: { r: 'settings.incidentHours' } } }), 'SR-90: no words show {limit}'],
    [
      'a fill that reads nothing',
      rule({ fills: { limit: { r: 'settings.hours' } }, fix: 'Within {limit} hours.' }),
      'SR-90: there is no member settings.hours of a requirement',
    ],
    ['rows named without words for them', rule({ when: ANY_ROW, fix: 'Mend {rows}.' }), 'SR-90: nothing can fill {rows}'],
    [
      'rows named where no row need be found',
      rule({ when: { any: [when, ANY_ROW] }, rowWords: '{group}', fix: 'Mend {rows}.' }),
      'SR-90: nothing can fill {rows}',
    ],
    ['rows named by no such column', rule({ when: ANY_ROW, rowWords: '{colour}' }), 'SR-90: no table has a column for {colour}'],
    ['a message of nothing', rule({ message: ' ' }), 'SR-90: a rule says what is wrong'],
    ['a fix of nothing', rule({ fix: '' }), 'SR-90: a rule says the way out'],
    [
      'a placeholder of another form pass',
      { supplierRules: [aRule({ form: 'unsigned', fix: 'Answer {questions}.' })] },
      'SR-90: nothing can fill {questions}',
    ],
    ['a buyer rule over the form', { buyerRules: [aRule({ id: 'BR-90', form: 'unanswered' })] }, 'BR-90: a buyer rule cannot read answers'],
    [
      'a buyer rule that refers',
      { buyerRules: [aRule({ id: 'BR-90', when: NO_OWNER, outcome: REFERS })] },
      'BR-90: buyer rules have no outcome refer, refer, refer',
    ],
    [
      'a rule on the award date where no notice has one',
      { ...rule({ when: { op: 'empty', of: { sys: 'awardDate' } } }), fields: [] },
      'SR-90: there is no member awardDate of a requirement',
    ],
    ['a buyer rule that reads answers', { buyerRules: [aRule({ id: 'BR-90', when })] }, 'BR-90: a buyer rule cannot read answers'],
    [
      'a gate on no such value',
      { gates: [{ id: 'T9', tier: 'high', says: 'x', anyOf: [{ role: 'alone' }] }] },
      'T9: there is no risk attribute role with the value alone',
    ],
    ['a gate without floor', { gates: [{ id: 'T9', tier: 'high', says: 'x', anyOf: [{}] }] }, 'T9: a gate needs at least one floor'],
  ])('refuses %s', (_name, changes, problem) => {
    expect(problemsOf(aPackSource(changes))).toContain(problem)
  })

  it('refuses a question that would raise the tier by which it is shown', () => {
    const [section] = aPackSource().sections
    const asked = { low: 'no', medium: 'required', high: 'required' } as const
    const circular = (section?.questions ?? []).map(question => (question.id === 'Q202' ? { ...question, asked } : question))
    expect(problemsOf(aPackSource({ sections: [{ id: '1', title: 'x', questions: circular }] }))).toEqual([
      'whether Q202 is shown depends on itself: Q202 → Q202',
    ])
  })

  it('refuses an attribute raised by what nobody can answer', () => {
    const { attributes } = aPackSource()
    const raised = (raisedBy: RaisedBy) =>
      aPackSource({ attributes: attributes.map(each => (each.name === 'role' ? { ...each, raisedBy } : each)) })
    expect(problemsOf(raised({ question: 'Q999' }))).toContain('role: there are no options at Q999')
    expect(problemsOf(raised({ question: 'Q102', as: { rules: 'alone', laws: 'none' } }))).toEqual([
      'role: there is no value alone',
      'role: Q102 has no option laws',
    ])
  })

  it('lists every problem in one error', () => {
    const source = aPackSource({
      supplierRules: [
        aRule({ when: { op: 'empty', of: { q: 'Q999' } }, clauses: ['AIP-0.0'], fixtures: { fires: 'a', passes: 'b', unknown: 'c' } }),
        aRule({ when, fix: '{x}' }),
      ],
    })
    expect(problemsOf(source)).toEqual([
      'rule ids are not unique: SR-90',
      'SR-90: there is no clause AIP-0.0 in this edition',
      'SR-90: there is no question Q999',
      'SR-90: nothing can fill {x}',
    ])
    expect(() => compilePack(source)).toThrow('The guideline pack ai-procurement 2020-06-08 is refused:\n- rule ids')
  })
})
