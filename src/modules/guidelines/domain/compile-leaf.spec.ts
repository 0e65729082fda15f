import { describe, expect, it } from '@jest/globals'

import { compiled, evaluated } from '../condition.fixture.js'
import { q, rows, ROLE, PLACES, PHRASE, SHARE, GROUPS, METRICS, IDS, OUTCOMES, AWARD, DAY } from '../refs.fixture.js'

describe('a test', () => {
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
    expect(evaluated({ op: 'eq', of: SHARE, to: 1 }, {})).toStrictEqual({
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
