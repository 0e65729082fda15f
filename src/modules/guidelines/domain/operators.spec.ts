import { describe, expect, it } from '@jest/globals'

import { compiled, evaluated } from '../condition.fixture.js'
import type { Tri } from './three-valued.js'

const q = (id: string, inside: object = {}) => ({ q: id, ...inside })
const rows = (...all: object[]) => ({ rows: all })
const ROLE = q('Q203')
const PLACES = q('Q306')
const PHRASE = q('Q306', { part: 'safeguards' })
const SHARE = q('Q503')
const GROUPS = q('Q202', { column: 'vulnerable' })
const METRICS = q('Q403', { column: 'metric' })
const IDS = { r: 'outcomes', column: 'id' }
const OUTCOMES = { outcomes: [{ id: 'O1' }, { id: 'O2' }] }
const HIDDEN = q('Q307')
const AWARD = { sys: 'awardDate' }
const DAY = '2027-03-31'

/** A test, the answers, what comes out, and the requirement where it matters. */
type Case = [test: object, answers: object, result: Tri, requirement?: object]

const CASES: Record<string, Case[]> = {
  eq: [
    [{ of: ROLE, to: { effective: 'role' } }, { Q203: { value: 'informs' } }, true],
    [{ of: ROLE, to: { effective: 'role' } }, { Q203: { value: 'informs' } }, false, { riskProfile: { role: 'solely' } }],
    [{ of: ROLE, to: { r: 'riskProfile.role' } }, { Q203: { value: 'informs' } }, 'unknown'],
    [{ of: SHARE, to: '50.0' }, { Q503: { value: 50 } }, true],
    [{ of: SHARE, to: '50.00000000000000000000' }, { Q503: { value: 50 } }, true],
    [{ of: SHARE, to: '50.00000000000000000001' }, { Q503: { value: 50 } }, false],
    [{ of: PHRASE, to: 'error rate' }, { Q306: { parts: { safeguards: ' Error_Rate ' } } }, true],
    [{ of: PHRASE, to: 'error rate' }, { Q306: { parts: { safeguards: 'error rates' } } }, false],
    [{ of: PHRASE, to: 'error rate' }, { Q306: { parts: { safeguards: ' ' } } }, 'unknown'],
    [{ of: { sys: 'awardDate' }, to: '2027-03-31' }, {}, true, { awardDate: '2027-03-31' }],
    [{ of: { r: 'marketEngagement.held' }, to: false }, {}, true, { marketEngagement: { held: false } }],
    [{ of: { r: 'marketEngagement.held' }, to: true }, {}, 'unknown', { marketEngagement: { held: 'yes' } }],
  ],
  ne: [
    [{ of: ROLE, to: 'none' }, { Q203: { value: 'none' } }, false],
    [{ of: SHARE, to: '1' }, { Q503: { value: 1.5 } }, true],
    [{ of: SHARE, to: 1 }, {}, 'unknown'],
    [{ of: AWARD, to: DAY }, {}, false, { awardDate: DAY }],
    [{ of: { r: 'marketEngagement.held' }, to: true }, {}, true, { marketEngagement: { held: false } }],
    [{ of: PHRASE, to: 'error rate' }, { Q306: { parts: { safeguards: 'Error_Rate' } } }, false],
  ],
  in: [
    [{ of: ROLE, to: ['none', 'solely'] }, { Q203: { value: 'informs' } }, false],
    [{ of: ROLE, to: ['none'] }, {}, 'unknown'],
    [{ of: PHRASE, to: ['SCC', 'idta'] }, { Q306: { parts: { safeguards: 'IDTA' } } }, true],
  ],
  lt: [
    [{ of: SHARE, to: '0.3' }, { Q503: { value: 0.1 } }, true],
    [{ of: SHARE, to: 50 }, { Q503: { value: 50 } }, false],
    [{ of: SHARE, to: 50 }, {}, 'unknown'],
    [{ of: ROLE, to: 'recommends' }, { Q203: { value: 'informs' } }, true],
    [{ of: ROLE, to: { effective: 'role' } }, { Q203: { value: 'informs' } }, true, { riskProfile: { role: 'solely' } }],
    [{ of: { sys: 'awardDate' }, to: '2027-03-31' }, {}, true, { awardDate: '2027-03-30' }],
    [{ of: { sys: 'awardDate' }, to: '2027-03-31' }, {}, 'unknown', { awardDate: 'in spring' }],
  ],
  lte: [
    [{ of: SHARE, to: 50 }, { Q503: { value: 50 } }, true],
    [{ of: SHARE, to: 50 }, { Q503: { value: 51 } }, false],
    [{ of: ROLE, to: 'none' }, {}, 'unknown'],
    [{ of: ROLE, to: 'informs' }, { Q203: { value: 'informs' } }, true],
    [{ of: ROLE, to: 'informs' }, { Q203: { value: 'recommends' } }, false],
    [{ of: AWARD, to: DAY }, {}, true, { awardDate: DAY }],
    [{ of: AWARD, to: DAY }, {}, false, { awardDate: '2027-04-01' }],
    [{ of: AWARD, to: DAY }, {}, true, { awardDate: '2027-03-30' }],
    [{ of: AWARD, to: DAY }, {}, 'unknown', { awardDate: `${DAY}T10:00` }],
    [{ of: AWARD, to: DAY }, {}, 'unknown', { awardDate: ` ${DAY}` }],
  ],
  gt: [
    [{ of: SHARE, to: { r: 'settings.incidentHours' } }, { Q503: { value: 73 } }, true],
    [{ of: SHARE, to: { r: 'settings.incidentHours' } }, { Q503: { value: 72 } }, false],
    [{ of: { sys: 'tier' }, to: { sys: 'tierFromRequirement' } }, { Q301: { value: 'special' } }, true],
    [{ of: { sys: 'tier' }, to: { sys: 'tierFromRequirement' } }, {}, false],
    [{ of: SHARE, to: 1 }, {}, 'unknown'],
    [{ of: ROLE, to: 'informs' }, { Q203: { value: 'recommends' } }, true],
    [{ of: ROLE, to: 'informs' }, { Q203: { value: 'informs' } }, false],
    [{ of: AWARD, to: DAY }, {}, false, { awardDate: DAY }],
    [{ of: AWARD, to: DAY }, {}, true, { awardDate: '2027-04-01' }],
    [{ of: AWARD, to: DAY }, {}, false, { awardDate: '2027-03-30' }],
  ],
  gte: [
    [{ of: SHARE, to: 50 }, { Q503: { value: 50 } }, true],
    [{ of: ROLE, to: 'recommends' }, { Q203: { value: 'informs' } }, false],
    [{ of: SHARE, to: 50 }, {}, 'unknown'],
    [{ of: ROLE, to: 'recommends' }, { Q203: { value: 'recommends' } }, true],
    [{ of: AWARD, to: DAY }, {}, true, { awardDate: DAY }],
    [{ of: AWARD, to: DAY }, {}, false, { awardDate: '2027-03-30' }],
  ],
  has: [
    [{ of: PLACES, to: 'uk' }, { Q306: { value: ['uk'] } }, true],
    [{ of: PLACES, to: 'uk' }, { Q306: { value: ['none'] } }, false],
    [{ of: PLACES, to: 'uk' }, { Q306: { parts: { safeguards: 'x' } } }, 'unknown'],
    [{ of: PHRASE, to: 'standard clauses' }, { Q306: { parts: { safeguards: 'Our Standard-Clauses.' } } }, true],
    [{ of: PHRASE, to: 'clause' }, { Q306: { parts: { safeguards: 'clauses' } } }, false],
    [{ of: GROUPS, to: 'yes' }, { Q202: rows({ vulnerable: 'yes' }, { group: 'a' }) }, true],
    [{ of: GROUPS, to: 'yes' }, { Q202: rows({ vulnerable: 'no' }, { group: 'a' }) }, 'unknown'],
    [{ of: GROUPS, to: 'yes' }, { Q202: rows({ vulnerable: 'no' }) }, false],
    [{ of: GROUPS, to: 'yes' }, {}, false],
    [{ of: METRICS, to: 'error-rate' }, { Q403: rows({ metric: 'Error rate' }) }, true],
  ],
  lacks: [
    [{ of: PLACES, to: 'uk' }, { Q306: { value: ['none'] } }, true],
    [{ of: PLACES, to: 'uk' }, { Q306: { value: ['uk', 'none'] } }, false],
    [{ of: PLACES, to: 'uk' }, {}, 'unknown'],
    [{ of: GROUPS, to: 'yes' }, {}, true],
    [{ of: GROUPS, to: 'yes' }, { Q202: rows({ group: 'a' }) }, 'unknown'],
    [{ of: PHRASE, to: 'standard clauses' }, { Q306: { parts: { safeguards: 'Our Standard-Clauses.' } } }, false],
    [{ of: PHRASE, to: 'clause' }, { Q306: { parts: { safeguards: 'clauses' } } }, true],
    [{ of: METRICS, to: 'error-rate' }, { Q403: rows({ metric: 'Error rate' }) }, false],
  ],
  lacksAny: [
    [{ of: PLACES, to: ['uk', 'none'] }, { Q306: { value: ['uk'] } }, true],
    [{ of: PLACES, to: ['uk', 'none'] }, { Q306: { value: ['uk', 'none'] } }, false],
    [{ of: PLACES, to: ['uk'] }, {}, 'unknown'],
    [{ of: GROUPS, to: ['yes', 'no'] }, { Q202: rows({ vulnerable: 'no' }, { group: 'a' }) }, 'unknown'],
    [{ of: GROUPS, to: ['no'] }, { Q202: rows({ vulnerable: 'no' }, { group: 'a' }) }, false],
    [{ of: METRICS, to: ['error rate'] }, { Q403: rows({ metric: 'Error-Rate' }) }, false],
  ],
  subsetOf: [
    [{ of: PLACES, to: ['uk', 'none'] }, { Q306: { value: ['uk'] } }, true],
    [{ of: PLACES, to: ['uk'] }, { Q306: { value: ['uk', 'other_country'] } }, false],
    [{ of: PLACES, to: ['uk'] }, {}, 'unknown'],
    [{ of: METRICS, to: IDS }, { Q403: rows({ metric: 'o1' }) }, true, OUTCOMES],
    [{ of: METRICS, to: IDS }, { Q403: rows({ metric: 'O1' }, { value: '1' }) }, 'unknown', OUTCOMES],
    [{ of: METRICS, to: IDS }, { Q403: rows({ metric: 'O3' }, { value: '1' }) }, false, OUTCOMES],
    [{ of: METRICS, to: IDS }, { Q403: rows({ metric: 'O3' }) }, 'unknown', { outcomes: [{ id: 'O1' }, {}] }],
    [{ of: METRICS, to: IDS }, {}, true, OUTCOMES],
    [{ of: PLACES, to: IDS }, { Q306: { value: ['uk'] } }, true, { outcomes: [{ id: 'UK' }] }],
    [{ of: PLACES, to: IDS }, { Q306: { value: ['uk'] } }, false, OUTCOMES],
  ],
  missingFrom: [
    [{ of: IDS, to: METRICS }, { Q403: rows({ metric: 'O1' }) }, true, OUTCOMES],
    [{ of: IDS, to: METRICS }, { Q403: rows({ metric: 'O1' }, { metric: ' o2 ' }) }, false, OUTCOMES],
    [{ of: IDS, to: METRICS }, { Q403: rows({ metric: 'O1' }, { value: '1' }) }, 'unknown', OUTCOMES],
    [{ of: IDS, to: METRICS }, {}, true, OUTCOMES],
    [{ of: q('Q201', { part: 'outcome_ids' }), to: IDS }, { Q201: { parts: { outcome_ids: ['O1', 'O7'] } } }, true, OUTCOMES],
    [{ of: q('Q201', { part: 'outcome_ids' }), to: IDS }, {}, 'unknown', OUTCOMES],
    [{ of: ROLE, to: ['none'] }, { Q203: { value: 'informs' } }, true],
    [{ of: PLACES, to: ['uk'] }, { Q306: { value: ['uk', 'none'] } }, true],
    [{ of: PLACES, to: ['uk'] }, { Q306: { value: ['uk'] } }, false],
    [{ of: PHRASE, to: IDS }, { Q306: { parts: { safeguards: 'o2' } } }, false, OUTCOMES],
  ],
  empty: [
    [{ of: q('Q304') }, { Q304: { parts: { limits: 'Some.' } } }, false],
    [{ of: q('Q304') }, { Q304: { files: ['F1'] } }, true],
    [{ of: q('Q304') }, { Q304: { text: ' ', parts: { limits: '\n' } } }, true],
    [{ of: q('D2') }, { D2: { signature: { consent: false } } }, true],
    [{ of: q('D2') }, { D2: { signature: { name: 'A' } } }, false],
    [{ of: { r: 'marketEngagement.held' } }, {}, false, { marketEngagement: { held: false } }],
    [{ of: SHARE }, { Q503: { value: 0 } }, false],
    [{ of: GROUPS }, { Q202: rows({ group: 'a' }) }, true],
    [{ of: { sys: 'raised' } }, { Q203: { value: 'solely' } }, false],
    [{ of: { sys: 'raised' } }, {}, true],
  ],
  visible: [
    [{ of: HIDDEN }, {}, false],
    [{ of: HIDDEN }, { Q301: { value: 'special' } }, true],
  ],
  words: [
    [{ of: q('Q304'), cmp: 'lt', to: 3 }, { Q304: { text: 'only two' } }, true],
    [{ of: q('Q304'), cmp: 'lte', to: 2 }, { Q304: { text: 'only two', parts: { limits: 'many more words here' } } }, true],
    [{ of: q('Q304'), cmp: 'gt', to: 2 }, { Q304: { text: 'three or more' } }, true],
    [{ of: { r: 'problemStatement' }, cmp: 'lt', to: 1 }, {}, true],
  ],
  rows: [
    [{ of: q('Q202'), cmp: 'lt', to: 1 }, { Q202: rows({ group: ' ' }) }, true],
    [{ of: q('Q202'), cmp: 'gte', to: 2 }, { Q202: rows({ group: 'a' }, { group: 'b' }) }, true],
    [{ of: { r: 'measures' }, cmp: 'lt', to: 1 }, {}, true],
    [{ of: { r: 'measures' }, cmp: 'gt', to: 0 }, {}, false, { measures: Array.from({ length: 6 }, () => ({ id: 'M1' })) }],
    [{ of: { fact: 'evidence' }, cmp: 'gt', to: 0 }, { Q603: { files: ['F1'] } }, false],
    [{ of: { fact: 'evidence' }, cmp: 'gt', to: 0 }, { Q704: { itemFiles: { iso27001: ['F1'] } } }, true],
  ],
  files: [
    [{ of: HIDDEN, cmp: 'lt', to: 1 }, { Q301: { value: 'personal' } }, true],
    [{ of: HIDDEN, cmp: 'lt', to: 1 }, { Q301: { value: 'personal' }, Q307: { files: ['F1'] } }, false],
    [{ of: HIDDEN, cmp: 'lt', to: 1 }, { Q307: { files: ['F1'] } }, 'unknown'],
  ],
  filesFor: [
    [{ of: q('Q704'), item: 'iso27001', cmp: 'lt', to: 1 }, { Q704: { value: ['iso27001'] } }, true],
    [{ of: q('Q704'), item: 'iso27001', cmp: 'lt', to: 1 }, { Q704: { itemFiles: { iso27001: ['F1'] } } }, false],
    [{ of: q('Q704'), item: 'pen_test', cmp: 'gte', to: 1 }, {}, false],
  ],
  absDiff: [
    [{ of: SHARE, from: { r: 'settings.incidentHours' }, cmp: 'lte', to: '0.5' }, { Q503: { value: 71.5 } }, true],
    [{ of: SHARE, from: { r: 'settings.incidentHours' }, cmp: 'gt', to: '0.5' }, { Q503: { value: 72.5 } }, false],
    [{ of: SHARE, from: { r: 'settings.incidentHours' }, cmp: 'gt', to: 0 }, {}, 'unknown'],
    [{ of: { r: 'settings.incidentHours' }, from: SHARE, cmp: 'gt', to: 0 }, {}, 'unknown'],
    [{ of: SHARE, from: { r: 'settings.incidentHours' }, cmp: 'gt', to: SHARE }, { Q503: { value: 36 } }, false],
    [{ of: SHARE, from: { r: 'settings.incidentHours' }, cmp: 'gt', to: SHARE }, { Q503: { value: 35 } }, true],
    [{ of: { r: 'settings.incidentHours' }, from: { r: 'settings.incidentHours' }, cmp: 'lt', to: SHARE }, {}, 'unknown'],
  ],
}

const EVERY = Object.entries(CASES).flatMap(([op, cases]) => cases.map(([test, ...rest]) => [{ op, ...test }, ...rest] as const))

describe('an operator', () => {
  it.each(EVERY)('of %j on %j gives %p', (when, answers, result, requirement = {}) => {
    expect(evaluated(when, answers, requirement).result).toBe(result)
  })

  it.each<[object, object, object]>([
    [{ op: 'words', of: q('Q304'), cmp: 'lt', to: 3 }, { Q304: { text: 'only two' } }, { cmp: 'lt', value: 2, expected: 3 }],
    [{ op: 'rows', of: q('Q202'), cmp: 'lt', to: 1 }, {}, { value: 0, expected: 1 }],
    [
      { op: 'filesFor', of: q('Q704'), item: 'iso27001', cmp: 'lt', to: 1 },
      { Q704: { itemFiles: { iso27001: ['F1', 'F2'] } } },
      { question: 'Q704', item: 'iso27001', value: 2 },
    ],
    [
      { op: 'absDiff', of: SHARE, from: { r: 'settings.incidentHours' }, cmp: 'gt', to: '0.5' },
      { Q503: { value: 71.5 } },
      { cmp: 'gt', value: '0.5', expected: '0.5' },
    ],
    [{ op: 'absDiff', of: SHARE, from: { r: 'settings.incidentHours' }, cmp: 'gt', to: 1 }, {}, { value: null, expected: 1 }],
    [
      { op: 'lt', of: ROLE, to: { effective: 'role' } },
      { Q203: { value: 'informs' } },
      { value: 'informs', expected: 'informs', against: { effective: 'role' } },
    ],
    [{ op: 'eq', of: SHARE, to: '50.0' }, { Q503: { value: 50 } }, { value: 50, expected: '50.0' }],
    [
      { op: 'eq', of: PHRASE, to: 'error rate' },
      { Q306: { parts: { safeguards: 'Error_Rate' } } },
      { value: 'Error_Rate', expected: 'error rate' },
    ],
  ])('of %j on %j shows what was read, as it was written', (when, answers, shown) => {
    expect(evaluated(when, answers)).toMatchObject(shown)
  })

  it('shows no "cmp" and no "against" where there is none', () => {
    expect(evaluated({ op: 'eq', of: SHARE, to: 1 }, {})).toEqual({
      op: 'eq',
      question: 'Q503',
      value: null,
      expected: 1,
      result: 'unknown',
    })
  })

  it.each<[object, object, string[], object?]>([
    [{ op: 'lacks', of: PLACES, to: 'uk' }, { Q306: { value: ['none'] } }, ['label of uk']],
    [{ op: 'lacks', of: PLACES, to: 'uk' }, { Q306: { value: ['uk'] } }, []],
    [{ op: 'lacks', of: PLACES, to: 'uk' }, {}, []],
    [{ op: 'lacks', of: METRICS, to: 'recall' }, { Q403: rows({ metric: 'O1' }) }, ['recall']],
    [{ op: 'lacksAny', of: PLACES, to: ['uk', 'other_country'] }, { Q306: { value: ['uk'] } }, ['label of other_country']],
    [{ op: 'lacksAny', of: METRICS, to: ['O1', 'Error-Rate'] }, { Q403: rows({ metric: 'error rate' }) }, ['O1']],
    [{ op: 'missingFrom', of: IDS, to: METRICS }, { Q403: rows({ metric: ' o1 ' }) }, ['O2'], OUTCOMES],
    [{ op: 'missingFrom', of: PLACES, to: ['uk'] }, { Q306: { value: ['uk', 'other_country'] } }, ['label of other_country']],
    [{ op: 'missingFrom', of: ROLE, to: ['none'] }, { Q203: { value: 'informs' } }, ['label of informs']],
    [{ op: 'empty', of: PHRASE }, {}, ['the safeguards']],
    [{ op: 'words', of: q('Q304'), cmp: 'lt', to: 3 }, {}, ['Q304']],
    [{ op: 'filesFor', of: q('Q704'), item: 'iso27001', cmp: 'lt', to: 1 }, {}, ['label of iso27001']],
    [{ op: 'eq', of: ROLE, to: 'none' }, { Q203: { value: 'none' } }, []],
    [
      {
        all: [
          { op: 'empty', of: PHRASE },
          { op: 'empty', of: ROLE },
        ],
      },
      {},
      ['the safeguards', 'Q203'],
    ],
    [
      {
        all: [
          { op: 'empty', of: PHRASE },
          { op: 'empty', of: ROLE },
        ],
      },
      { Q203: { value: 'none' } },
      ['the safeguards'],
    ],
    [
      {
        any: [
          { op: 'empty', of: PHRASE },
          { op: 'empty', of: ROLE },
        ],
      },
      { Q203: { value: 'none' } },
      ['the safeguards'],
    ],
    [{ not: { op: 'empty', of: ROLE } }, { Q203: { value: 'none' } }, []],
    [
      {
        any: [
          {
            all: [
              { op: 'empty', of: PHRASE },
              { op: 'eq', of: SHARE, to: 1 },
            ],
          },
          { op: 'empty', of: ROLE },
        ],
      },
      {},
      ['Q203'],
    ],
    [
      { op: 'anyRow', of: q('Q403'), where: { op: 'empty', of: { col: 'metric' } } },
      { Q403: rows({ metric: 'O1' }, { value: '1' }) },
      ['the metric (row 2)'],
    ],
  ])('of %j on %j leaves %j missing', (when, answers, gaps, requirement = {}) => {
    const { condition } = compiled(when)
    expect(condition.gaps(evaluated(when, answers, requirement))).toEqual(gaps)
  })

  it.each<[object, boolean, boolean]>([
    [{ op: 'lacks', of: PLACES, to: 'uk' }, true, false],
    [{ op: 'has', of: PLACES, to: 'uk' }, false, false],
    [{ not: { op: 'empty', of: ROLE } }, false, false],
    [
      {
        all: [
          { op: 'empty', of: ROLE },
          { op: 'has', of: PLACES, to: 'uk' },
        ],
      },
      true,
      false,
    ],
    [
      {
        any: [
          { op: 'empty', of: ROLE },
          { op: 'has', of: PLACES, to: 'uk' },
        ],
      },
      false,
      false,
    ],
    [{ op: 'anyRow', of: q('Q403'), where: { op: 'empty', of: { col: 'metric' } } }, true, true],
    [{ not: { op: 'anyRow', of: q('Q403'), where: { op: 'empty', of: { col: 'metric' } } } }, false, false],
    [
      {
        all: [
          { op: 'anyRow', of: q('Q403'), where: { op: 'visible', of: ROLE } },
          { op: 'visible', of: ROLE },
        ],
      },
      false,
      true,
    ],
    [
      {
        any: [
          { op: 'anyRow', of: q('Q403'), where: { op: 'visible', of: ROLE } },
          { op: 'visible', of: ROLE },
        ],
      },
      false,
      false,
    ],
  ])('of %j always leaves gaps: %p, always finds rows: %p', (when, gaps, found) => {
    const { condition, problems } = compiled(when)
    expect([problems, condition.alwaysLeavesGaps, condition.alwaysFindsRows]).toEqual([[], gaps, found])
  })

  it.each([
    { op: 'empty', of: HIDDEN },
    { op: 'files', of: HIDDEN, cmp: 'lt', to: 1 },
    { op: 'files', of: q('Q603'), cmp: 'gte', to: 0 },
  ])('of %j knows nothing of what is hidden', when => {
    const answers = { Q307: { files: ['F1'] }, Q603: { files: ['F1'] } }
    expect(evaluated(when, answers)).toMatchObject({ hidden: true, value: null, result: 'unknown' })
  })

  it.each<[string, object, string]>([
    [
      'a code beside another scale',
      { op: 'lt', of: ROLE, to: { effective: 'pdata' } },
      'lt cannot be compared with personal data, which is of another kind',
    ],
    ['a code with a text', { op: 'eq', of: ROLE, to: { r: 'problemStatement' } }, 'eq cannot be compared with'],
    ['a number with words', { op: 'lt', of: SHARE, to: 'few' }, 'lt cannot be compared with few'],
    ['a number with an exponent in text', { op: 'lt', of: SHARE, to: '1e5' }, 'lt cannot be compared with 1e5'],
    ['a date with a number', { op: 'lt', of: { sys: 'awardDate' }, to: 7 }, 'lt cannot be compared with 7'],
    ['a date with half a date', { op: 'lt', of: { sys: 'awardDate' }, to: '2026-1-1' }, 'lt cannot be compared with 2026-1-1'],
    ['a text by rank', { op: 'lt', of: PHRASE, to: 'b' }, 'lt does not fit the safeguards, which is of the kind text'],
    ['a flag with a text', { op: 'eq', of: { r: 'marketEngagement.held' }, to: 'yes' }, 'eq cannot be compared with yes'],
    ['in with a ref', { op: 'in', of: ROLE, to: { r: 'outcomes', column: 'id' } }, 'in cannot be compared with'],
    ['in with an empty list', { op: 'in', of: ROLE, to: [] }, 'in needs a list in "to"'],
    ['has with a list', { op: 'has', of: PLACES, to: ['uk'] }, 'has cannot be compared with uk'],
    ['lacksAny of a text', { op: 'lacksAny', of: PHRASE, to: ['a'] }, 'lacksAny does not fit the safeguards'],
    ['missingFrom a whole table', { op: 'missingFrom', of: IDS, to: q('Q202') }, 'missingFrom cannot be compared with Q202'],
    ['a count against a ref', { op: 'rows', of: q('Q202'), cmp: 'lt', to: SHARE }, 'rows cannot be compared with Q503'],
    ['a count of text', { op: 'rows', of: q('Q202'), cmp: 'lt', to: '1' }, 'rows needs a number in "to"'],
    ['a count by equality', { op: 'rows', of: q('Q202'), cmp: 'eq', to: 1 }, 'rows needs a "cmp"'],
    ['a comparison with "cmp"', { op: 'lt', of: SHARE, cmp: 'lt', to: 1 }, 'lt takes no "cmp"'],
    ['words of a choice', { op: 'words', of: ROLE, cmp: 'lt', to: 1 }, 'words does not fit Q203'],
    [
      'files for no option',
      { op: 'filesFor', of: q('Q704'), item: 'iso9001', cmp: 'lt', to: 1 },
      'question Q704 takes no files for iso9001',
    ],
    [
      'files for an option without files',
      { op: 'filesFor', of: PLACES, item: 'uk', cmp: 'lt', to: 1 },
      'question Q306 takes no files for uk',
    ],
    ['a difference from nothing', { op: 'absDiff', of: SHARE, cmp: 'gt', to: 1 }, 'absDiff needs a figure in "from"'],
    ['a difference of no figure', { op: 'absDiff', of: SHARE, from: SHARE, cmp: 'gt', to: 'much' }, 'absDiff needs a figure in "to"'],
    ['visible of a part', { op: 'visible', of: PHRASE }, 'visible only asks about questions'],
    ['visible of a column', { op: 'visible', of: GROUPS }, 'visible only asks about questions'],
    ['a comparison with any "cmp" at all', { op: 'lt', of: SHARE, cmp: 'eq', to: 1 }, 'lt takes no "cmp"'],
    ['a count by a list', { op: 'rows', of: q('Q202'), cmp: ['lt'], to: 1 }, 'rows needs a "cmp"'],
    ['a difference without "cmp"', { op: 'absDiff', of: SHARE, from: SHARE, to: 1 }, 'absDiff needs a "cmp"'],
    ['a difference from a text', { op: 'absDiff', of: SHARE, from: PHRASE, cmp: 'gt', to: 1 }, 'absDiff needs a figure in "from"'],
    ['visible of the files for an option', { op: 'visible', of: q('Q704', { item: 'iso27001' }) }, 'visible only asks about questions'],
    ['files for an option of nothing', { op: 'filesFor', of: 'Q704', item: 'iso27001', cmp: 'lt', to: 1 }, '"Q704" names nothing'],
    ['a comparison with what is not there', { op: 'eq', of: ROLE, to: { q: 'Q999' } }, 'there is no question Q999'],
    ['several strangers, by the first', { op: 'in', of: ROLE, to: ['none', 'few', 'many'] }, 'in cannot be compared with few'],
    ['has with a ref', { op: 'has', of: PLACES, to: PLACES }, 'has cannot be compared with Q306'],
    ['in with a ref to a list', { op: 'in', of: PHRASE, to: IDS }, 'in cannot be compared with'],
    ['in with one value', { op: 'in', of: ROLE, to: 'none' }, 'in needs a list in "to"'],
    ['a text with a list', { op: 'eq', of: PHRASE, to: IDS }, 'which is of another kind'],
    ['a choice with a choice of another scale', { op: 'eq', of: ROLE, to: q('Q204') }, 'which is of another kind'],
    ['a figure with a flag', { op: 'eq', of: SHARE, to: true }, 'eq cannot be compared with true'],
    ['a flag with a number', { op: 'eq', of: { r: 'marketEngagement.held' }, to: 1 }, 'eq cannot be compared with 1'],
    ['a date with more than a date', { op: 'lt', of: AWARD, to: `${DAY}T10:00` }, 'lt cannot be compared with'],
    ['a date with something before it', { op: 'lt', of: AWARD, to: `1${DAY}` }, 'lt cannot be compared with'],
    ['a date with a list', { op: 'lt', of: AWARD, to: [DAY] }, 'lt cannot be compared with'],
    ['a text with a number', { op: 'eq', of: PHRASE, to: 7 }, 'eq cannot be compared with 7'],
    ['a code with a number', { op: 'eq', of: ROLE, to: 7 }, 'eq cannot be compared with 7'],
    ['a member nobody knows', { op: 'empty', of: ROLE, unless: 1 }, 'a condition has no unless'],
  ])('refuses %s', (_name, when, problem) => {
    expect(compiled(when).problems.join()).toContain(problem)
  })
})
