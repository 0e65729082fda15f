import { describe, expect, it } from '@jest/globals'

import { aPackSource, aQuestion, aRule } from '../pack.fixture.js'
import { readPackSource } from '../guideline-packs.js'
import { compilePack } from './compile-pack.js'
import { PackRefused } from './pack.js'
import type { PackSource, RuleSource } from './pack-source.js'
import { provePack, type Proof } from './prove-pack.js'
import type { RuleCase } from './rule-case.js'

const SOLELY: RuleCase = { answers: { 'Q203.value': 'solely' } }
const CASES = { fires: SOLELY, passes: {}, unknown: { answers: { Q203: null } } }
const clauses = (...ids: string[]) => readPackSource('ai-procurement/2020-06-08').clauses.filter(({ id }) => ids.includes(id))

const rule = (changes: Partial<RuleSource> = {}): RuleSource =>
  aRule({
    when: { op: 'eq', of: { q: 'Q203' }, to: 'solely' },
    fixtures: { fires: 'fires', passes: 'passes', unknown: 'unknown' },
    ...changes,
  })

/** What is wrong with the small pack with one rule that says something against deciding solely, and with its cases. */
function problemsOf(cases: Record<string, RuleCase> = {}, source: Partial<PackSource> = {}): readonly string[] {
  const whole = aPackSource({ clauses: clauses('AIP-4.3'), supplierRules: [rule()], ...source })
  const example = (riskProfile: Record<string, string>) => ({
    requirement: { riskProfile },
    answers: { Q203: { value: 'none' } },
    facts: {},
  })
  const examples = { low: example({}), medium: example({ pdata: 'personal' }), high: example({ safety: 'yes' }) }
  const proof: Proof = { examples, cases: { ...CASES, ...cases } }
  try {
    provePack(whole, compilePack(whole), proof)
    return []
  } catch (error) {
    if (error instanceof PackRefused) return error.problems
    throw error
  }
}

const NONE = { low: 'none', medium: 'block', high: 'block' } as const
const UNSEEN = aQuestion({ id: 'Q900', type: 'text', visibleWhen: { op: 'eq', of: { q: 'Q203' }, to: 'recommends' } })
const WITH_UNSEEN = { sections: [...aPackSource().sections, { id: '2', title: 'Unseen', questions: [UNSEEN] }] }
const OF_FORM = { supplierRules: [aRule({ form: 'unsigned', fixtures: { fires: 'unsigned', passes: 'signed', unknown: null } })] }
const SIGNED = { D2: { signature: { name: 'A', role: 'Director', date: '2026-11-30', consent: true } } }
const EVIDENCE = { op: 'anyRow', of: { fact: 'evidence' }, where: { op: 'eq', of: { col: 'scan' }, to: 'infected' } }
const OF_EVIDENCE = { supplierRules: [rule({ when: EVIDENCE })] }
const PENDING = { answers: { 'Q603.files': ['F1'] }, facts: { 'files.F1.name': 'a.pdf' } }

describe('A pack proves itself when each rule', () => {
  it('fires on one case, passes on another, and does not know on a third', () => {
    expect(problemsOf()).toEqual([])
  })

  it.each<[string, Record<string, RuleCase>, Partial<PackSource>]>([
    ['of the form fires by the version the answers were written for', { unsigned: { facts: { questionnaire: '0' } } }, OF_FORM],
    ['of evidence fires by a file that is attached', { fires: infected() }, OF_EVIDENCE],
  ])('%s', (_name, cases, source) => {
    expect(problemsOf({ signed: { answers: SIGNED }, unknown: PENDING, ...cases }, source)).toEqual([])
  })
})

function infected(): RuleCase {
  return { of: ['high'], answers: { 'Q603.files': ['F1'] }, facts: { 'files.F1.scan': 'infected' } }
}

describe('A pack is refused where', () => {
  const gives = (name: string, result: string, what: string) => `SR-90: “${name}” should give ${result}, and gives ${what}`
  const beyond = (what: string) => `SR-90: “fires” changes ${what}, which the rule does not read`

  it.each<[string, Record<string, RuleCase>, Partial<PackSource>, string]>([
    [
      'a rule has no such case',
      {},
      { supplierRules: [rule({ fixtures: { fires: 'toString', passes: 'passes', unknown: 'unknown' } })] },
      'SR-90: there is no case “toString”',
    ],
    ['a rule never fires', { fires: {} }, {}, gives('fires', 'true', 'false, false, false')],
    [
      'a rule can never fire, its question being hidden',
      { fires: SOLELY, passes: SOLELY },
      { ...WITH_UNSEEN, supplierRules: [rule({ when: { op: 'empty', of: { q: 'Q900' } } })] },
      gives('fires', 'true', 'unknown, unknown, unknown'),
    ],
    ['a rule fires at some tier on what it should pass', { passes: { ...SOLELY, of: ['low'] } }, {}, gives('passes', 'false', 'true')],
    ['a rule knows where it should not', { unknown: {} }, {}, gives('unknown', 'unknown', 'false, false, false')],
    [
      'a rule does not run at any tier of its case',
      { fires: { ...SOLELY, of: ['low'] } },
      { supplierRules: [rule({ outcome: NONE })] },
      gives('fires', 'true', 'nothing'),
    ],
    ['a rule fires on other answers too', { fires: { answers: { ...SOLELY.answers, 'Q204.value': 'none' } } }, {}, beyond('Q204')],
    [
      'a rule fires on another notice too',
      { fires: { ...SOLELY, requirement: { 'settings.reuse': 'allowed' } } },
      {},
      beyond('settings.reuse'),
    ],
    ['a rule fires on other facts too', { fires: { ...SOLELY, facts: { earlierStatements: [] } } }, {}, beyond('earlierStatements')],
    [
      'a rule fires on files too that it does not read',
      { fires: { ...SOLELY, facts: { 'files.F1.scan': 'infected' } } },
      {},
      beyond('files'),
    ],
    ['a rule fires on another questionnaire too', { fires: { ...SOLELY, facts: { questionnaire: '0' } } }, {}, beyond('questionnaire')],
    ['a question is never shown', {}, WITH_UNSEEN, 'Q900: it is shown on no case'],
    [
      'a clause binds suppliers and nobody asks about it',
      {},
      { clauses: clauses('AIP-4.3', 'AIP-3.3', 'AIP-5.1', 'AIP-5.2') },
      'AIP-3.3: it binds suppliers, and no question asks about it',
    ],
  ])('%s', (_name, cases, source, problem) => {
    expect(problemsOf(cases, source)).toEqual(expect.arrayContaining([problem]))
  })

  it('a buyer rule never fires, beside all else that is wrong', () => {
    const buyer = rule({
      id: 'BR-90',
      when: { op: 'empty', of: { r: 'governance.dataOwner' } },
      fixtures: { fires: 'fires', passes: 'passes', unknown: null },
    })
    expect(problemsOf({ fires: {} }, { buyerRules: [buyer] })).toEqual([
      gives('fires', 'true', 'false, false, false'),
      'BR-90: “passes” should give false, and gives true, true, true',
    ])
  })
})
