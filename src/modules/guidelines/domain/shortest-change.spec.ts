import { describe, expect, it } from '@jest/globals'

import { evaluated, names } from '../condition.fixture.js'
import { shortestChange } from './shortest-change.js'
import { wordingOf } from './wording.js'

const q = (id: string, inside: object = {}) => ({ q: id, ...inside })
const ANSWERS = {
  Q101: { value: 'no_ai' },
  Q203: { value: 'solely' },
  Q306: { value: ['uk', 'other_country'] },
  Q503: { value: 5 },
  Q201: { text: 'two words', parts: { outcome_ids: ['O9'] } },
  Q202: { rows: [{ group: 'a' }, { group: 'b', vulnerable: 'no' }] },
  Q403: {
    rows: [
      { metric: 'rate', value: '0.2', limit: '0.5' },
      { metric: 'M1', date: '2026-01-01' },
    ],
  },
  Q704: { value: ['iso27001'], itemFiles: { none: ['F9'] } },
}
const NOTICE = {
  riskProfile: { role: 'solely' },
  outcomes: [{ id: 'O1' }],
  measures: [{ id: 'M1' }, { id: 'M2' }],
  problemStatement: 'one two',
}

const solely = { op: 'eq', of: q('Q203'), to: 'solely' }
const noAi = { op: 'eq', of: q('Q101'), to: 'no_ai' }
const noEffect = { op: 'empty', of: q('Q204') }
const noticed = { op: 'eq', of: { r: 'riskProfile.role' }, to: 'solely' }

const ways = (when: object, changes: 'answers' | 'requirement' = 'answers') => {
  const trace = evaluated(when, ANSWERS, NOTICE)
  expect(trace.result).toBe(true)
  return shortestChange(trace, wordingOf(names, changes))
}
const words = (when: object) => ways(when)?.map(change => change.words)

const OTHER_ROLE = { at: 'Q203', words: 'if it is not so, choose something else than “label of solely” in Q203' }
const FILL_IN = { at: 'Q204', words: 'fill in Q204' }

describe('the shortest change', () => {
  it.each<[string, object, unknown]>([
    ['of one of all takes that alone', { all: [solely, noAi] }, [OTHER_ROLE]],
    ['would rather add than take back', { all: [solely, noEffect] }, [FILL_IN]],
    [
      'would rather add three things than take one back',
      { all: [solely, { op: 'lacksAny', of: q('Q306'), to: ['uk', 'other_country', 'none'] }] },
      [{ at: 'Q306', words: expect.stringMatching(/^add .+ to Q306$/) }],
    ],
    ['of any takes every one that is true', { any: [solely, noEffect] }, [OTHER_ROLE, FILL_IN]],
    ['of any leaves what is not true alone', { any: [solely, { op: 'eq', of: q('Q101'), to: 'ai_core' }] }, [OTHER_ROLE]],
    [
      'takes the fewest steps',
      { all: [{ any: [solely, noEffect] }, noAi] },
      [{ at: 'Q101', words: 'if it is not so, choose something else than “label of no_ai” in Q101' }],
    ],
    ['takes the first of two as short', { all: [noEffect, solely] }, [FILL_IN]],
    ['names the same step once', { any: [noEffect, noEffect] }, [FILL_IN]],
    [
      'of not makes it true',
      { not: { all: [noEffect, { op: 'has', of: q('Q306'), to: 'none' }] } },
      [{ at: 'Q306', words: 'add “none” to Q306' }],
    ],
    [
      'of not any makes the easiest true',
      { not: { any: [{ op: 'eq', of: q('Q203'), to: 'none' }] } },
      [{ at: 'Q203', words: 'choose “label of none” in Q203' }],
    ],
    ['is none where only the notice could do it', noticed, null],
    ['goes around what only the notice could do', { all: [noticed, solely] }, [OTHER_ROLE]],
    ['is none where one of any is beyond the reader', { any: [noticed, solely] }, null],
    [
      'of rows is that of each row found',
      {
        op: 'anyRow',
        of: q('Q202'),
        where: {
          any: [
            { op: 'empty', of: { col: 'vulnerable' } },
            { op: 'eq', of: { col: 'vulnerable' }, to: 'no' },
          ],
        },
      },
      [
        { at: 'Q202', words: 'fill in vulnerable in Q202 (row 1)' },
        { at: 'Q202', words: 'if it is not so, choose something else than “label of no” in vulnerable in Q202 (row 2)' },
      ],
    ],
    [
      'of rows of the notice names them where the change is elsewhere',
      {
        op: 'anyRow',
        of: { r: 'measures' },
        where: { not: { op: 'anyRow', of: q('Q403'), where: { op: 'eq', of: { col: 'metric' }, to: { col: 'id', row: 'measures' } } } },
      },
      [{ at: 'Q403', words: expect.stringMatching(/^add a row of the kind that is missing to Q403 \(row 2 of .+\)$/) }],
    ],
    [
      'of the newest row is there',
      { op: 'newestRow', of: q('Q403'), by: 'date', where: { op: 'empty', of: { col: 'value' } } },
      [{ at: 'Q403', words: 'fill in the value in Q403 (row 2)' }],
    ],
    [
      'of facts is at the evidence',
      { op: 'anyRow', of: { fact: 'evidence' }, where: { op: 'empty', of: { col: 'issueDate' } } },
      [{ at: 'evidence', words: expect.stringMatching(/^fill in .+ in the evidence files \(row 1\)$/) }],
    ],
    [
      'is none where only somebody else could change what is known of a file',
      { op: 'anyRow', of: { fact: 'evidence' }, where: { op: 'eq', of: { col: 'known' }, to: 'no' } },
      null,
    ],
  ])('%s', (_name, when, steps) => {
    expect(ways(when)).toEqual(steps)
  })

  it('leads a buyer to the requirement, where a bidder can do nothing', () => {
    const short = { op: 'words', of: { r: 'problemStatement' }, cmp: 'lt', to: 60 }
    expect([ways(short), ways(short, 'requirement')]).toEqual([
      null,
      [{ at: 'problemStatement', words: expect.stringMatching(/^write at least 60 words in .+ \(now 2\)$/) }],
    ])
    expect(ways({ any: [noticed, solely] }, 'requirement')).toBeNull()
  })

  it('is nothing for what is not true', () => {
    expect(shortestChange(evaluated({ op: 'eq', of: q('Q203'), to: 'none' }, ANSWERS), wordingOf(names, 'answers'))).toEqual([])
  })
})

describe('the words of a change', () => {
  const part = q('Q201', { part: 'outcome_ids' })
  it.each<[object, string]>([
    [{ op: 'ne', of: q('Q203'), to: 'none' }, 'choose “label of none” in Q203'],
    [
      { op: 'in', of: q('Q203'), to: ['solely', 'none'] },
      'if it is not so, choose something else than “label of solely” or “label of none” in Q203',
    ],
    [{ op: 'gte', of: q('Q203'), to: { effective: 'role' } }, 'give less than “label of solely” in Q203'],
    [{ op: 'eq', of: q('Q203'), to: { effective: 'role' } }, 'change Q203'],
    [{ op: 'has', of: q('Q306'), to: 'other_country' }, 'if it is not so, take “label of other_country” out of Q306'],
    [{ op: 'lacks', of: q('Q306'), to: 'none' }, 'add “none” to Q306'],
    [{ op: 'lacksAny', of: q('Q306'), to: ['uk', 'none'] }, 'add “none” to Q306'],
    [{ op: 'missingFrom', of: part, to: { r: 'outcomes', column: 'id' } }, 'change the outcomes in Q201'],
    [{ op: 'subsetOf', of: q('Q306'), to: ['uk', 'other_country'] }, 'change Q306'],
    [{ not: { op: 'subsetOf', of: q('Q306'), to: ['uk'] } }, 'leave in Q306 only what the notice or the rule allows'],
    [{ op: 'lt', of: q('Q503'), to: 10 }, 'give 10 or more in Q503'],
    [{ op: 'lte', of: q('Q503'), to: 5 }, 'give more than 5 in Q503'],
    [{ op: 'gt', of: q('Q503'), to: '4.5' }, 'give 4.5 or less in Q503'],
    [{ op: 'gte', of: q('Q503'), to: 5 }, 'give less than 5 in Q503'],
    [{ op: 'words', of: q('Q201'), cmp: 'lt', to: 60 }, 'write at least 60 words in Q201 (now 2)'],
    [{ op: 'words', of: q('Q201'), cmp: 'gt', to: 1 }, 'have fewer words in Q201'],
    [{ op: 'rows', of: q('Q202'), cmp: 'lte', to: 2 }, 'fill at least 3 rows in Q202 (now 2)'],
    [{ op: 'filesFor', of: q('Q704'), item: 'iso27001', cmp: 'lt', to: 1 }, 'attach at least 1 file to label of iso27001 in Q704 (now 0)'],
    [{ op: 'absDiff', of: q('Q503'), from: { r: 'settings.incidentHours' }, cmp: 'gt', to: 1 }, 'if it is not right, correct Q503'],
    [{ not: { op: 'empty', of: q('Q203') } }, 'leave Q203 blank'],
    [{ not: { op: 'ne', of: q('Q203'), to: 'solely' } }, 'if it is not so, choose something else than “label of solely” in Q203'],
    [{ not: { op: 'in', of: q('Q203'), to: ['none', 'informs'] } }, 'choose “label of none” or “label of informs” in Q203'],
    [{ not: { op: 'lacks', of: q('Q306'), to: 'uk' } }, 'if it is not so, take “label of uk” out of Q306'],
    [{ not: { op: 'lt', of: q('Q503'), to: 5 } }, 'give less than 5 in Q503'],
    [{ not: { op: 'gt', of: q('Q503'), to: 5 } }, 'give more than 5 in Q503'],
    [{ not: { op: 'lte', of: q('Q503'), to: 4 } }, 'give 4 or less in Q503'],
    [{ not: { op: 'gte', of: q('Q503'), to: 6 } }, 'give 6 or more in Q503'],
    [
      { not: { op: 'anyRow', of: q('Q202'), where: { op: 'eq', of: { col: 'group' }, to: 'c' } } },
      'add a row of the kind that is missing to Q202',
    ],
  ])('away from %j are “%s”', (when, said) => {
    expect(words(when)).toEqual([said])
  })
})
