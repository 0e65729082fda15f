import { describe, expect, it } from '@jest/globals'

import { aPackSource, aRule, NEVER_REQUIRED } from '../pack.fixture.js'
import { checkEthics } from './check-ethics.js'
import { compilePack } from './compile-pack.js'
import type { QuestionSource } from './pack-source.js'

const FILLS = {
  unanswered: '{questions} {reasons}',
  incomplete: '{questions}: {details}',
  evidence: '{items}',
  unreasoned: '{questions} {words}',
  unsigned: '{todo}',
} as const

type Pass = keyof typeof FILLS

const packs = Object.fromEntries(
  Object.entries(FILLS).map(([form, message]) => [
    form,
    compilePack(aPackSource({ supplierRules: [aRule({ form, message, clauses: ['AIP-9.2'], also: ['PB-1'] })] })),
  ]),
)

const REQUIRED = {
  Q101: { value: 'ai_core' },
  Q102: { value: ['rules'] },
  Q203: { value: 'none' },
  Q204: { value: 'none' },
  Q301: { value: 'none' },
  Q306: { value: ['uk'] },
  Q201: { parts: { measure: 'x' } },
  Q503: { value: 0 },
  Q704: { value: ['none'] },
}
const GOOD = { name: 'a.pdf', scan: 'clean', readable: 'yes' }
const FACTS = {
  files: { good: GOOD, pending: { ...GOOD, scan: 'pending' }, bad: { ...GOOD, scan: 'infected' }, torn: { name: 'b.pdf', readable: 'no' } },
}

function found(form: Pass, answers: object, requirement: object = {}, facts: object = FACTS) {
  const pack = packs[form]
  if (pack === undefined) throw new Error(form)
  const [finding] = checkEthics(pack, { requirement, answers: { ...answers }, facts }).findings
  return finding === undefined ? null : { says: finding.message, questions: finding.questions, clauses: finding.clauses }
}

/** What the finding of the pass shows as read, with what else it tells. */
function explained(form: Pass, answers: object, requirement: object = {}, facts: object = FACTS) {
  const pack = packs[form]
  const finding = pack === undefined ? undefined : checkEthics(pack, { requirement, answers: { ...answers }, facts }).findings[0]
  return finding?.trace
}

const PERSONAL = { riskProfile: { pdata: 'personal' } }
const HIGH = { riskProfile: { safety: 'yes' } }
const signed = (changes: object) => ({ D2: { signature: { name: 'A', role: 'Director', date: '2026-11-30', consent: true, ...changes } } })
const FIFTEEN = 'word '.repeat(15)

/** Answers, what the message says (null when the pass finds nothing), and the rest where it matters. */
type Case = [answers: object, says: string | null, requirement?: object, facts?: object]

const CASES: Record<Pass, Case[]> = {
  unanswered: [
    [REQUIRED, null],
    [{ ...REQUIRED, Q503: {} }, 'Q503 Q503 (“What about Q503?”) is required because a test asks it.'],
    [{ ...REQUIRED, Q203: { value: 'alone' } }, 'Q203 Q203 (“What about Q203?”) is required because a test asks it.'],
    [{ ...REQUIRED, Q306: { parts: { safeguards: 'x' } } }, 'Q306 Q306 (“What about Q306?”) is required because a test asks it.'],
    [
      { ...REQUIRED, Q202: { rows: [{ group: ' ' }] } },
      'Q202 and Q307 Q202 (“What about Q202?”) is required because a test asks it. Q307 (“What about Q307?”) is required because a test asks it.',
      PERSONAL,
    ],
  ],
  incomplete: [
    [{}, null],
    [{ Q304: { text: ' ', parts: { plan: '' } } }, null],
    [{ Q304: { files: ['good'] } }, null],
    [{ Q304: { text: 'three words here', parts: { limits: 'x' } } }, null],
    [{ Q304: { text: 'two words', parts: { limits: 'x' } } }, 'Q304: Q304: 3 words or more (now 2)'],
    [{ Q304: { parts: { limits: 'x' } } }, 'Q304: Q304: 3 words or more (now 0)'],
    [{ Q304: { text: 'three words here' } }, 'Q304: Q304: the limits'],
    [{ Q304: { text: 'three words here', parts: { limits: 'x' } } }, 'Q304: Q304: the plan', { settings: { dataCheck: 'required' } }],
    [{ Q201: { parts: { outcome_ids: [], measure: 'x' } } }, 'Q201: Q201: the outcomes'],
    [{ Q306: { value: ['uk'], parts: { safeguards: ' ' } } }, null],
    [{ Q202: { rows: [{ group: 'a', vulnerable: 'no' }, { vulnerable: 'yes' }] } }, null],
    [{ Q202: { rows: [{ group: 'a' }, { vulnerable: 'no' }, { group: 'b' }] } }, 'Q202: Q202: vulnerable in row 1 and 1 more'],
    [
      { Q201: { text: 'x' }, Q202: { rows: [{ group: 'a' }] } },
      'Q202 and Q201: Q202: vulnerable in row 1; Q201: the outcomes; Q201: the measure',
    ],
  ],
  evidence: [
    [{}, null],
    [{ Q307: { files: ['good'] } }, null, PERSONAL],
    [{ Q307: { files: ['pending'] } }, null, PERSONAL],
    [{}, 'Q307 (“What about Q307?”)', PERSONAL],
    [{ Q307: { files: ['good', 'good', 'good'] } }, 'Q307 (“What about Q307?”)', PERSONAL],
    [{}, 'Q603 (“What about Q603?”)', HIGH],
    [{ Q603: { files: ['bad'] } }, null],
    [{ Q603: { files: ['bad'] } }, 'the file a.pdf in Q603, which holds harmful software', HIGH],
    [{ Q704: { value: ['iso27001', 'pen_test'], itemFiles: { pen_test: ['good'] } } }, '“label of iso27001” in Q704'],
    [{ Q704: { value: ['none'] } }, null],
    [
      { Q704: { value: ['none'], itemFiles: { iso27001: ['torn'] } } },
      'the file b.pdf in Q704, which cannot be opened as the type it claims to be',
    ],
    [{ Q304: { files: ['lost'] } }, 'the file lost in Q304, which is not a file of this bid'],
    [{ Q304: { files: ['good'] } }, 'the file good in Q304, which is not a file of this bid', {}, {}],
    [
      { Q304: { files: ['blank'] } },
      'the file blank in Q304, which holds harmful software',
      {},
      { files: { blank: { name: ' ', scan: 'infected' } } },
    ],
    [{ D1: { value: 'yes' } }, null],
  ],
  unreasoned: [
    [{}, null],
    [{ Q306: { value: ['uk'], reason: '' } }, null],
    [{ Q306: { value: ['none'], reason: FIFTEEN } }, null],
    [{ Q306: { value: ['none'], reason: 'word '.repeat(14) } }, 'Q306 15'],
    [{ Q306: { value: ['uk', 'none'] }, Q704: { value: ['none'] } }, 'Q306 and Q704 15'],
  ],
  unsigned: [
    [signed({}), null],
    [{}, 'sign the declaration in D2 with name, role, date and consent'],
    ...['name', 'role', 'date'].map((member): Case => [
      signed({ [member]: '' }),
      'sign the declaration in D2 with name, role, date and consent',
    ]),
    [signed({ consent: false }), 'sign the declaration in D2 with name, role, date and consent'],
    [signed({ date: 'today' }), 'sign the declaration in D2 with name, role, date and consent'],
    [
      signed({}),
      'move this draft from version 0.9.0 of the questionnaire to version 1.0.0, and look at the answers that changed',
      {},
      { questionnaire: '0.9.0' },
    ],
    [
      {},
      'move this draft from version 0.9.0 of the questionnaire to version 1.0.0, and look at the answers that changed and sign the declaration in D2 with name, role, date and consent',
      {},
      { questionnaire: '0.9.0' },
    ],
  ],
}

describe.each(Object.keys(FILLS) as Pass[])('the pass over what is %s', form => {
  it.each(CASES[form])('of %j says %p', (answers, says, requirement = {}, facts = FACTS) => {
    expect(found(form, answers, requirement, facts)?.says ?? null).toBe(says)
  })
})

const empty = (question: string, value: unknown, result = false) => ({ op: 'empty', question, value, expected: null, result })
const words = (question: string, value: number, expected: number, result: boolean) => ({
  op: 'words',
  question,
  cmp: 'lt',
  value,
  expected,
  result,
})
const file = (question: string, id: string, fault: string | null) => ({
  op: 'usable',
  fact: 'evidence',
  question,
  value: { file: id, fault },
  expected: null,
  result: fault !== null,
})

describe('what a form pass shows as read', () => {
  it('is each required answer that is shown, but for signatures', () => {
    const answers = { ...REQUIRED, Q201: { text: 'Some words' }, Q503: {}, Q603: { files: ['good'] } }
    expect(explained('unanswered', answers)).toEqual({
      any: [
        empty('Q101', 'ai_core'),
        empty('Q102', ['rules']),
        empty('Q203', 'none'),
        empty('Q204', 'none'),
        empty('Q301', 'none'),
        empty('Q306', ['uk']),
        empty('Q201', 'Some words'),
        empty('Q503', null, true),
        empty('Q704', ['none']),
      ],
      result: true,
    })
  })

  it('is the words, the parts and the choices of what was begun', () => {
    const answers = {
      Q202: { rows: [{ group: 'a', vulnerable: 'no' }, { group: 'b' }, { group: 'c' }] },
      Q304: { text: 'three words here', parts: { limits: 'x' } },
      Q201: { text: 'x', parts: { outcome_ids: ['O1'] } },
      Q403: { rows: [{ metric: 'rate', context: 'lab' }] },
      Q306: { value: ['uk'] },
    }
    expect(explained('incomplete', answers, { settings: { dataCheck: 'required' } })).toEqual({
      any: [
        { ...empty('Q202', [2, 3], true), column: 'vulnerable' },
        { ...empty('Q201', ['O1']), part: 'outcome_ids' },
        { ...empty('Q201', null, true), part: 'measure' },
        { ...empty('Q403', []), column: 'context' },
        words('Q304', 3, 3, false),
        { ...empty('Q304', 'x'), part: 'limits' },
        { ...empty('Q304', null, true), part: 'plan' },
      ],
      result: true,
    })
    expect(found('incomplete', answers)?.says).toBe('Q202 and Q201: Q202: vulnerable in row 2 and 1 more; Q201: the measure')
  })

  it('is the files that must be there, those for what is ticked, and each that is there', () => {
    const answers = {
      Q307: { files: ['good'] },
      Q304: { files: ['lost'] },
      Q704: { value: ['iso27001', 'none'], itemFiles: { pen_test: ['torn'], iso27001: ['bad'] } },
    }
    const notice = { riskProfile: { pdata: 'personal', safety: 'yes' } }
    const forItem = { op: 'filesFor', question: 'Q704', item: 'iso27001', cmp: 'lt', value: 1, expected: 1, result: false }
    expect(explained('evidence', answers, notice)).toEqual({
      any: [
        { op: 'files', question: 'Q307', cmp: 'lt', value: 1, expected: 1, result: false },
        { op: 'files', question: 'Q603', cmp: 'lt', value: 0, expected: 1, result: true },
        forItem,
        file('Q307', 'good', null),
        file('Q304', 'lost', 'which is not a file of this bid'),
        file('Q704', 'bad', 'which holds harmful software'),
        file('Q704', 'torn', 'which cannot be opened as the type it claims to be'),
      ],
      result: true,
    })
    expect(found('evidence', answers, notice)?.says).toBe(
      'Q603 (“What about Q603?”), the file lost in Q304, which is not a file of this bid, the file a.pdf in Q704, which holds harmful software and the file b.pdf in Q704, which cannot be opened as the type it claims to be',
    )
  })

  it('is the words of a reason where one is asked for', () => {
    const answers = { Q306: { value: ['none'], reason: 'too short' }, Q704: { value: ['none'], reason: FIFTEEN }, Q203: { value: 'none' } }
    expect(explained('unreasoned', answers)).toEqual({
      any: [
        { ...words('Q306', 2, 15, true), part: 'reason' },
        { ...words('Q704', 15, 15, false), part: 'reason' },
      ],
      result: true,
    })
  })

  it.each<[object, string, boolean]>([
    [{}, '1.0.0', true],
    [{}, '0.9.0', true],
    [signed({}), '0.9.0', false],
  ])('is the version the answers %j were written for, %p, and each signature', (answers, questionnaire, open) => {
    const isOther = questionnaire !== '1.0.0'
    expect(explained('unsigned', answers, {}, { questionnaire })).toEqual({
      any: [
        { op: 'ne', sys: 'questionnaire', value: questionnaire, expected: '1.0.0', result: isOther },
        { any: [empty('D2', null, open)], result: open },
      ],
      result: true,
    })
  })
})

describe('a form pass', () => {
  it.each<[Pass, Partial<QuestionSource> & { id: string }]>([
    ['unsigned', { id: 'D2', asked: NEVER_REQUIRED }],
    ['unsigned', { id: 'D2', visibleWhen: { op: 'eq', of: { q: 'Q203' }, to: 'solely' } }],
    ['unanswered', { id: 'Q503', asked: NEVER_REQUIRED }],
    ['unanswered', { id: 'Q503', visibleWhen: { op: 'eq', of: { q: 'Q203' }, to: 'solely' } }],
  ])('over what is %s asks nothing where the question is %j', (form, changes) => {
    const source = aPackSource({ supplierRules: [aRule({ form, message: FILLS[form] })] })
    const sections = source.sections.map(section => ({
      ...section,
      questions: section.questions.map(question => (question.id === changes.id ? { ...question, ...changes } : question)),
    }))
    const answers = { ...REQUIRED, [changes.id]: {} }
    const [as, changed] = [source, { ...source, sections }].map(
      each => checkEthics(compilePack(each), { requirement: {}, answers, facts: FACTS }).findings.length,
    )
    expect([as, changed]).toEqual([1, 0])
  })

  it('tells the clauses of what failed alone, each once', () => {
    const cited: Record<string, object> = {
      Q306: { clauses: ['AIP-6.1', 'AIP-4.3'], also: ['PB-2', 'PB-1'] },
      Q704: { clauses: ['AIP-6.1'], also: ['PB-2'] },
      Q203: { clauses: ['AIP-3.2'], also: ['PB-3'] },
    }
    const source = aPackSource({
      supplierRules: [aRule({ form: 'unreasoned', message: '{questions} {words}', clauses: ['AIP-9.2'], also: ['PB-1'] })],
    })
    const sections = source.sections.map(section => ({
      ...section,
      questions: section.questions.map(question => ({ ...question, ...cited[question.id] })),
    }))
    const answers = { Q306: { value: ['none'] }, Q704: { value: ['none'] }, Q203: { value: 'none' } }
    const [finding] = checkEthics(compilePack({ ...source, sections }), { requirement: {}, answers, facts: {} }).findings
    expect(finding).toMatchObject({ clauses: ['AIP-9.2', 'AIP-6.1', 'AIP-4.3'], also: ['PB-1', 'PB-2'], questions: ['Q306', 'Q704'] })
  })

  it('cites its own clauses, and those of the questions found', () => {
    expect(found('unreasoned', { Q306: { value: ['none'] }, Q704: { value: ['none'] } })).toMatchObject({
      questions: ['Q306', 'Q704'],
      clauses: ['AIP-9.2', 'AIP-4.3'],
    })
  })
})
