import { describe, expect, it } from '@jest/globals'

import { aPackSource, aRule } from '../pack.fixture.js'
import { checkEthics } from './check-ethics.js'
import { compilePack } from './compile-pack.js'

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
  it('cites its own clauses, and those of the questions found', () => {
    expect(found('unreasoned', { Q306: { value: ['none'] }, Q704: { value: ['none'] } })).toMatchObject({
      questions: ['Q306', 'Q704'],
      clauses: ['AIP-9.2', 'AIP-4.3'],
    })
  })
})
