import { describe, expect, it } from '@jest/globals'

import { FACTS, FIFTEEN, FILLS, found, HIGH, PERSONAL, REQUIRED, signed, type Pass } from '../form-passes.fixture.js'
import { aPackSource, aRule, NEVER_REQUIRED } from '../pack.fixture.js'
import { checkEthics } from './check-ethics.js'
import { compilePack } from './compile-pack.js'
import type { QuestionSource } from './pack-source.js'

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
