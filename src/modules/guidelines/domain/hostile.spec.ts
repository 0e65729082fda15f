import { describe, expect, it } from '@jest/globals'
import canonicalize from 'canonicalize'
import fc from 'fast-check'

import { goldenBid } from '../golden-bids.js'
import { readPackSource } from '../guideline-packs.js'
import { refuseMalformedAnswers } from './answer-shape.js'
import type { Answers } from './answers.js'
import { checkEthics } from './check-ethics.js'
import { checkReadiness } from './check-readiness.js'
import { compilePack } from './compile-pack.js'
import type { CheckReport } from './report.js'

const pack = compilePack(readPackSource('ai-procurement/2020-06-08'))
const golden = goldenBid('high')
const bytes = (value: unknown): string => canonicalize(value) ?? ''

/** Whatever is sent, as the types of the engine would never let through. */
function check(answers: unknown, requirement: unknown = golden.requirement, facts: unknown = golden.facts): CheckReport {
  return checkEthics(pack, { requirement: requirement as object, answers: answers as Answers, facts: facts as object })
}

const withAnswer = (id: string, answer: unknown): object => ({ ...golden.passing, [id]: answer })
const without = (id: string): object => Object.fromEntries(Object.entries(golden.passing).filter(([each]) => each !== id))
const nested = (text: string, depth: number): unknown => JSON.parse(`${text.repeat(depth)}0${(text === '[' ? ']' : '}').repeat(depth)}`)
const DEEP = { list: nested('[', 10_000), object: nested('{"a":', 10_000) }

describe('a hostile answer', () => {
  it.each<[string, string, unknown]>([
    ['a hundred thousand rows', 'Q103', { rows: Array.from({ length: 100_000 }, () => ({ name: 'x' })) }],
    ['a hundred thousand ticks', 'Q702', { value: Array.from({ length: 100_000 }, () => 'representative') }],
    ['a hundred thousand members', 'Q201', Object.fromEntries(Array.from({ length: 100_000 }, (_none, place) => [`m${place}`, '']))],
    ['lists in lists', 'Q201', { text: DEEP.list }],
    ['objects in objects', 'Q201', { parts: DEEP.object }],
    ['a list instead of an object', 'Q203', ['informs']],
    ['a text instead of an object', 'Q203', 'informs'],
    ['a list of rows in place of cells', 'Q103', { rows: [['x']] }],
    ['an object in place of rows', 'Q103', { rows: { 0: { name: 'x' }, length: 1 } }],
    ['no number', 'Q804', { value: Number.NaN }],
    ['a number without end', 'Q804', JSON.parse('{"value":1e400}')],
    ['a number as text', 'Q804', { value: '24' }],
    ['half a character', 'Q201', { text: '\ud83d word' }],
    ['half a character in a list', 'Q201', { parts: { outcome_ids: ['\udc00'] } }],
    ['a character that is none', 'Q801', { text: 'a\0b' }],
    ['text without end', 'Q801', { text: 'word '.repeat(1_000_000) }],
    ['a member named __proto__', 'Q203', JSON.parse('{"value":"informs","__proto__":{"value":"none"}}')],
    ['a member named constructor', 'Q203', { value: 'informs', constructor: 'x' }],
    ['a part named __proto__', 'Q201', JSON.parse('{"parts":{"__proto__":"x"}}')],
    ['an option everything inherits', 'Q203', { value: 'toString' }],
    ['a column everything inherits', 'Q103', { rows: [{ hasOwnProperty: 'x' }] }],
  ])('that is %s is malformed, and counts as none', (_name, id, answer) => {
    expect(refuseMalformedAnswers(pack, withAnswer(id, answer)).length).toBeGreaterThan(0)
    expect(check(withAnswer(id, answer))).toEqual(check(without(id)))
  })

  it.each<[string, unknown]>([
    ['right-to-left marks', '\u202Efdp.exe\u2066'],
    ['zero-width characters', '\u200B\uFEFF\u2060'],
    ['a name of everything', '__proto__'],
    ['a placeholder', '{missing} {rows} {{x}}'],
    ['a pattern of replacement', '$& $1 $` $$'],
    ['mark-up', '<script>alert(1)</script>'],
    ['a surrogate pair', '\u{1F600}'],
  ])('of %s is kept as it is', (_name, text) => {
    const answers = withAnswer('Q103', { rows: [{ name: text, version: text, licence: '' }] })
    expect(refuseMalformedAnswers(pack, answers)).toEqual([])
    expect(bytes(check(answers))).toBe(bytes(check(answers)))
  })

  it('shows words with braces and dollars as they were written, and fills nothing into them', () => {
    const files = { ...golden.facts.files, odd: { name: '{items} $& $1', readable: 'no', scan: 'clean' } }
    const { findings } = check(withAnswer('Q605', { files: ['odd'] }), golden.requirement, { ...golden.facts, files })
    expect(findings.find(({ rule }) => rule === 'SR-03')?.message).toContain('the file {items} $& $1 in Q605')
  })

  it('to no such question, or under a name everything has, changes nothing', () => {
    const strange = JSON.parse('{"__proto__":{"value":"none"},"constructor":{"value":"none"},"toString":1,"Q999":{},"":null}') as object
    const sent = Object.fromEntries([...Object.entries(golden.passing), ...Object.entries(strange)])
    expect(bytes(check(sent))).toBe(bytes(check(golden.passing)))
    expect(bytes(check(Object.assign(Object.create(null), golden.passing)))).toBe(bytes(check(golden.passing)))
    expect(bytes(check(Object.create(golden.passing)))).toBe(bytes(check({})))
  })
})

describe('a hostile notice or fact', () => {
  it.each<[string, unknown]>([
    ['lists in lists', DEEP.list],
    ['objects in objects', DEEP.object],
    ['no number', Number.NaN],
    ['a number without end', JSON.parse('1e400')],
    ['half a character', '\ud83d'],
    ['a text of everything', '__proto__'],
    ['a hundred thousand rows', Array.from({ length: 100_000 }, () => ({ id: 'M1', kind: 'ethics', minimum: '1' }))],
    ['nothing', null],
  ])('of %s is taken for missing or kept as text, wherever it stands', (_name, value) => {
    const members = ['riskProfile', 'settings', 'outcomes', 'measures', 'governance', 'problemStatement', 'awardDate', 'criteria', 'notice']
    for (const member of members) {
      const notice = { ...golden.requirement, [member]: value }
      expect(bytes(check(golden.passing, notice))).toBe(bytes(check(golden.passing, notice)))
      expect(checkReadiness(pack, notice).outcome).toBe('blocked')
    }
    for (const settings of ['reuse', 'incidentHours', 'baselineCertificates'].map(name => ({ [name]: value }))) {
      expect(check(golden.passing, { ...golden.requirement, settings }).inputHash).toMatch(/^sha256-/)
    }
    for (const facts of [
      value,
      ...['files', 'earlierStatements', 'systemCards', 'questionnaire'].map(name => ({ ...golden.facts, [name]: value })),
    ]) {
      expect(check(golden.passing, golden.requirement, facts).inputHash).toMatch(/^sha256-/)
    }
  })

  it('knows no file by a name everything has', () => {
    const { findings } = check(withAnswer('Q605', { files: ['constructor', '__proto__'] }))
    expect(findings.find(({ rule }) => rule === 'SR-03')?.message).toContain(
      'the file constructor in Q605, which is not a file of this bid',
    )
  })
})

describe('any JSON at all', () => {
  const hostile = fc.constantFrom(
    '__proto__',
    'constructor',
    'Q101',
    'Q103',
    'value',
    'rows',
    'riskProfile',
    'settings',
    'files',
    'toString',
  )
  const { tree } = fc.letrec<{ tree: unknown }>(tie => ({
    tree: fc.oneof(
      { maxDepth: 5 },
      fc.jsonValue(),
      fc.constantFrom('\ud800', Number.NaN, Infinity, -0, 'ai_core', 'solely', '', undefined),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.dictionary(hostile, tie('tree'), { maxKeys: 4, noNullPrototype: false }),
    ),
  }))

  it('gives a report, the same each time, as answers, requirement and facts', () => {
    fc.assert(
      fc.property(tree, tree, tree, (answers, requirement, facts) => {
        const input = { requirement: requirement as object, answers: answers as Answers, facts: facts as object }
        expect(bytes(checkEthics(pack, input))).toBe(bytes(checkEthics(pack, input)))
        expect(checkReadiness(pack, requirement as object).findings.length).toBeGreaterThan(0)
      }),
      { numRuns: 200 },
    )
  })
})
