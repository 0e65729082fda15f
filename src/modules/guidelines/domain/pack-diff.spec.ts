import { describe, expect, it } from '@jest/globals'

import { ALWAYS_BLOCKS, aPackSource, aQuestion, aRule } from '../pack.fixture.js'
import { packDiff } from './pack-diff.js'
import type { PackSource, QuestionSource, RuleSource } from './pack-source.js'

const NEVER = { low: 'none', medium: 'none', high: 'none' } as const
const WARNS = { ...NEVER, high: 'warn' } as const
const OPTIONAL = { low: 'no', medium: 'optional', high: 'optional' } as const

const QUESTION = aQuestion({
  id: 'Q901',
  type: 'single',
  options: [
    { code: 'static', label: 'static' },
    { code: 'other', label: 'other' },
  ],
})
const BLOCKING = aRule({ id: 'SR-90' })
const WARNING = aRule({ id: 'SR-91', outcome: WARNS })

function aPack(rules: RuleSource[], questions: QuestionSource[] = [QUESTION], changes: Partial<PackSource> = {}): PackSource {
  return aPackSource({ sections: [{ id: '9', title: 'Life', questions }], supplierRules: rules, ...changes })
}

const BEFORE = aPack([BLOCKING, WARNING])

const RULES: [what: string, rules: RuleSource[], kind: string, rules: object][] = [
  ['another message', [{ ...BLOCKING, message: 'Other words.', version: 2 }, WARNING], 'patch', { changed: ['message', 'version'] }],
  ['another case', [{ ...BLOCKING, fixtures: { fires: 'a', passes: 'b', unknown: null } }, WARNING], 'patch', { changed: ['fixtures'] }],
  ['a rule that warns', [BLOCKING, WARNING, aRule({ id: 'SR-92', outcome: WARNS })], 'minor', { added: ['SR-92'] }],
  ['a rule that refers', [BLOCKING, WARNING, aRule({ id: 'SR-92', outcome: { ...NEVER, low: 'refer' } })], 'major', { added: ['SR-92'] }],
  ['a rule that may hold', [BLOCKING, WARNING, aRule({ id: 'BR-92', outcome: { ...NEVER, low: 'hold' } })], 'major', { added: ['BR-92'] }],
  [
    'a rule that warns and may come to block',
    [BLOCKING, WARNING, aRule({ id: 'SR-92', outcome: WARNS, escalate: [{ when: { all: [] }, to: 'block' }] })],
    'major',
    { added: ['SR-92'] },
  ],
  ['one rule less that warns', [BLOCKING], 'minor', { retired: ['SR-91'] }],
  ['one rule less that blocks', [WARNING], 'major', { retired: ['SR-90'] }],
  ['another condition of a warning', [BLOCKING, { ...WARNING, when: { any: [] } }], 'minor', { changed: ['when'] }],
  ['another condition of a block', [{ ...BLOCKING, when: { any: [] } }, WARNING], 'major', { changed: ['when'] }],
  ['another clause of a block', [{ ...BLOCKING, clauses: ['AIP-7.1'] }, WARNING], 'major', { changed: ['clauses'] }],
  ['a warning that now blocks', [BLOCKING, { ...WARNING, outcome: ALWAYS_BLOCKS }], 'major', { changed: ['outcome'] }],
  ['a block that now warns', [{ ...BLOCKING, outcome: WARNS }, WARNING], 'major', { changed: ['outcome'] }],
]

const QUESTIONS: [what: string, question: QuestionSource[], kind: string, questions: object][] = [
  ['other words', [{ ...QUESTION, text: 'Other words?', askedBecause: 'of it' }], 'patch', { changed: ['askedBecause', 'text'] }],
  [
    'another label',
    [
      {
        ...QUESTION,
        options: [
          { code: 'static', label: 'fixed' },
          { code: 'other', label: 'other' },
        ],
      },
    ],
    'patch',
    { changed: ['options'] },
  ],
  ['an optional question', [QUESTION, aQuestion({ id: 'Q902', type: 'text', asked: OPTIONAL })], 'minor', { added: ['Q902'] }],
  ['a required question', [QUESTION, aQuestion({ id: 'Q902', type: 'text' })], 'major', { added: ['Q902'] }],
  ['a required question less', [], 'major', { retired: ['Q901'] }],
  ['other option codes', [{ ...QUESTION, options: [{ code: 'static', label: 'static' }] }], 'major', { changed: ['options'] }],
  [
    'a reason asked for',
    [
      {
        ...QUESTION,
        options: [
          { code: 'static', label: 'static' },
          { code: 'other', label: 'other', needsReason: true },
        ],
      },
    ],
    'major',
    { changed: ['options'] },
  ],
  ['another floor', [{ ...QUESTION, floorWords: 5 }], 'major', { changed: ['floorWords'] }],
  ['no longer required', [{ ...QUESTION, asked: OPTIONAL }], 'major', { changed: ['asked'] }],
]

const OTHERS: [what: string, changes: Partial<PackSource>, kind: string, others: string[]][] = [
  ['other words of an attribute', { attributes: BEFORE.attributes.map(each => ({ ...each, asks: 'What?' })) }, 'patch', ['attributes']],
  ['another gate', { gates: BEFORE.gates.slice(1) }, 'major', ['gates']],
  ['another default', { settings: BEFORE.settings.map(each => ({ ...each, default: 'x' })) }, 'major', ['settings']],
  ['another limit', { meta: { ...BEFORE.meta, limits: { ...BEFORE.meta.limits, rows: 9 } } }, 'major', ['limits']],
  ['a clause that was read', { clauses: BEFORE.clauses.map(each => ({ ...each, confirmed: true })) }, 'patch', ['clauses']],
  ['another clause', { clauses: BEFORE.clauses.slice(1) }, 'minor', ['clauses']],
]

const ids = (changes: { changed: { id: string }[] }): string[] => changes.changed.map(({ id }) => id)

const shown = ({ added, retired, changed }: ReturnType<typeof packDiff>['rules']): object =>
  Object.fromEntries(
    Object.entries({ added, retired, changed: changed.flatMap(({ members }) => members) }).filter(([, list]) => list.length > 0),
  )

describe('packDiff', () => {
  it('finds nothing between a pack and itself, whatever the order of its members', () => {
    const again = aPack([Object.fromEntries(Object.entries(BLOCKING).reverse()) as never, WARNING])
    expect(packDiff(BEFORE, again)).toEqual({
      change: 'none',
      rules: { added: [], retired: [], changed: [] },
      questions: { added: [], retired: [], changed: [] },
      other: [],
    })
  })

  it.each(RULES)('of the rules calls %s', (_what, rules, kind, expected) => {
    const diff = packDiff(BEFORE, aPack(rules))
    expect([diff.change, shown(diff.rules), diff.other]).toEqual([kind, expected, []])
  })

  it.each(QUESTIONS)('of the questions calls %s', (_what, questions, kind, expected) => {
    const diff = packDiff(BEFORE, aPack([BLOCKING, WARNING], questions))
    expect([diff.change, shown(diff.questions)]).toEqual([kind, expected])
  })

  it('calls a question minor that is asked at one more tier and required nowhere', () => {
    const optional = { ...QUESTION, asked: OPTIONAL }
    const diff = packDiff(aPack([], [optional]), aPack([], [{ ...optional, asked: { ...OPTIONAL, low: 'optional' } }]))
    expect([diff.change, ids(diff.questions)]).toEqual(['minor', ['Q901']])
  })

  it.each(OTHERS)('of the rest calls %s', (_what, changes, kind, others) => {
    const diff = packDiff(BEFORE, aPack([BLOCKING, WARNING], [QUESTION], changes))
    expect([diff.change, diff.other.map(({ id }) => id)]).toEqual([kind, others])
  })

  it('is as grave as the gravest change', () => {
    const diff = packDiff(BEFORE, aPack([{ ...BLOCKING, message: 'Other words.' }], [QUESTION]))
    expect([diff.change, diff.rules.changed[0]?.change]).toEqual(['minor', 'patch'])
  })
})
