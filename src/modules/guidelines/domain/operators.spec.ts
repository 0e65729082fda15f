import { describe, expect, it } from '@jest/globals'

import { evaluated } from '../condition.fixture.js'
import { q, rows, ROLE, PLACES, PHRASE, SHARE, GROUPS, METRICS, IDS, OUTCOMES, HIDDEN, AWARD, DAY } from '../refs.fixture.js'
import type { Tri } from './three-valued.js'

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

  it.each([
    { op: 'empty', of: HIDDEN },
    { op: 'files', of: HIDDEN, cmp: 'lt', to: 1 },
    { op: 'files', of: q('Q603'), cmp: 'gte', to: 0 },
  ])('of %j knows nothing of what is hidden', when => {
    const answers = { Q307: { files: ['F1'] }, Q603: { files: ['F1'] } }
    expect(evaluated(when, answers)).toMatchObject({ hidden: true, value: null, result: 'unknown' })
  })
})
