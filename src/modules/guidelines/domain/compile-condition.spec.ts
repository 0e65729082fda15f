import { describe, expect, it } from '@jest/globals'

import { compiled, evaluated } from '../condition.fixture.js'
import type { Tri } from './three-valued.js'

const q = (id: string, part?: string) => ({ q: id, ...(part === undefined ? {} : { part }) })
const solely = { Q203: { value: 'solely' } }
const ticked = { Q306: { value: ['uk'], parts: { safeguards: ' ' } } }

describe('a test', () => {
  it.each<[string, object, unknown, Tri]>([
    ['eq of the value', { op: 'eq', of: q('Q203'), to: 'solely' }, solely, true],
    ['eq of another value', { op: 'eq', of: q('Q203'), to: 'none' }, solely, false],
    ['eq without answer', { op: 'eq', of: q('Q203'), to: 'none' }, {}, 'unknown'],
    ['eq of a number', { op: 'eq', of: q('Q503'), to: 0 }, { Q503: { value: 0 } }, true],
    ['eq of a malformed answer', { op: 'eq', of: q('Q203'), to: 'none' }, { Q203: { value: ['solely'] } }, 'unknown'],
    ['ne of another value', { op: 'ne', of: q('Q203'), to: 'none' }, solely, true],
    ['ne without answer', { op: 'ne', of: q('Q203'), to: 'none' }, {}, 'unknown'],
    ['in the list', { op: 'in', of: q('Q203'), to: ['none', 'solely'] }, solely, true],
    ['in another list', { op: 'in', of: q('Q203'), to: ['none'] }, solely, false],
    ['has what is ticked', { op: 'has', of: q('Q306'), to: 'uk' }, ticked, true],
    ['has what is not ticked', { op: 'has', of: q('Q306'), to: 'other_country' }, ticked, false],
    ['has where nothing is ticked', { op: 'has', of: q('Q306'), to: 'uk' }, { Q306: { value: [] } }, 'unknown'],
    ['lacks what is not ticked', { op: 'lacks', of: q('Q306'), to: 'other_country' }, ticked, true],
    ['lacks without answer', { op: 'lacks', of: q('Q306'), to: 'uk' }, {}, 'unknown'],
    ['empty without answer', { op: 'empty', of: q('Q203') }, {}, true],
    ['empty with answer', { op: 'empty', of: q('Q203') }, solely, false],
    ['empty of zero', { op: 'empty', of: q('Q503') }, { Q503: { value: 0 } }, false],
    ['empty of a blank part', { op: 'empty', of: q('Q306', 'safeguards') }, ticked, true],
    ['empty of a part without answer', { op: 'empty', of: q('Q306', 'safeguards') }, {}, true],
    ['empty of rows without a filled cell', { op: 'empty', of: q('Q202') }, { Q202: { rows: [{ group: ' ' }, {}] } }, true],
    ['empty of text with only parts', { op: 'empty', of: q('Q201') }, { Q201: { parts: { measure: 'days' } } }, false],
    ['empty of a hidden question', { op: 'empty', of: q('Q307') }, {}, 'unknown'],
    ['visible of a hidden question', { op: 'visible', of: q('Q307') }, {}, false],
    ['visible of a shown question', { op: 'visible', of: q('Q203') }, {}, true],
    [
      'words under the floor',
      { op: 'words', of: q('Q201', 'measure'), cmp: 'lt', to: 3 },
      { Q201: { parts: { measure: ' two\n words ' } } },
      true,
    ],
    [
      'words at the floor',
      { op: 'words', of: q('Q201', 'measure'), cmp: 'gte', to: 2 },
      { Q201: { parts: { measure: 'two words' } } },
      true,
    ],
    ['words without answer', { op: 'words', of: q('Q201', 'measure'), cmp: 'lt', to: 1 }, {}, true],
  ])('%s', (_name, when, answers, result) => {
    expect(evaluated(when, answers).result).toBe(result)
  })

  it.each<[string, object, unknown, Tri]>([
    ['a published value', { op: 'eq', of: { r: 'riskProfile.role' }, to: 'informs' }, { riskProfile: { role: 'informs' } }, true],
    ['an unlisted value', { op: 'eq', of: { r: 'riskProfile.role' }, to: 'informs' }, { riskProfile: { role: 'unknown' } }, 'unknown'],
    ['a missing value', { op: 'empty', of: { r: 'riskProfile.role' } }, { riskProfile: {} }, true],
    [
      'an inherited value',
      { op: 'empty', of: { r: 'riskProfile.role' } },
      { riskProfile: Object.create({ role: 'solely' }) as unknown },
      true,
    ],
    ['a default', { op: 'eq', of: { r: 'settings.reuse' }, to: 'forbidden' }, {}, true],
    ['a default of the low tier', { op: 'eq', of: { r: 'settings.incidentHours' }, to: 72 }, {}, true],
    ['a default of the high tier', { op: 'eq', of: { r: 'settings.incidentHours' }, to: 24 }, { riskProfile: { safety: 'yes' } }, true],
    [
      'an effective value that the answer raises',
      { op: 'eq', of: { effective: 'role' }, to: 'solely' },
      { riskProfile: { role: 'informs' } },
      true,
    ],
    ['the tier', { op: 'eq', of: { sys: 'tier' }, to: 'high' }, { riskProfile: { safety: 'yes' } }, true],
  ])('reads %s', (_name, when, requirement, result) => {
    expect(evaluated(when, solely, requirement).result).toBe(result)
  })
})

describe('a trace', () => {
  it('tells a hidden question from an unanswered one', () => {
    const leaves = [q('Q307'), q('Q306')].map(of => evaluated({ op: 'empty', of }, {}))
    expect(leaves).toEqual([
      { op: 'empty', question: 'Q307', hidden: true, value: null, expected: null, result: 'unknown' },
      { op: 'empty', question: 'Q306', value: null, expected: null, result: true },
    ])
  })

  it('shows what each leaf read, expected and made of it, and skips none', () => {
    const when = {
      all: [
        { op: 'eq', of: q('Q203'), to: 'none' },
        { not: { op: 'has', of: q('Q306'), to: 'uk' } },
        { any: [{ op: 'empty', of: q('Q306', 'safeguards') }] },
      ],
    }
    expect(evaluated(when, solely)).toEqual({
      all: [
        { op: 'eq', question: 'Q203', value: 'solely', expected: 'none', result: false },
        { not: { op: 'has', question: 'Q306', value: null, expected: 'uk', result: 'unknown' }, result: 'unknown' },
        { any: [{ op: 'empty', question: 'Q306', part: 'safeguards', value: null, expected: null, result: true }], result: true },
      ],
      result: false,
    })
  })
})

const nested = (depth: number, op = 'empty'): object => (depth === 1 ? { op, of: q('Q203') } : { not: nested(depth - 1, op) })
const wide = (leaves: number): object => ({ any: Array.from({ length: leaves }, () => nested(1)) })

describe('compiling a condition', () => {
  it.each<[string, unknown, string]>([
    ['an unknown operator', { op: 'eval', of: q('Q203') }, 'there is no operator eval'],
    ['an inherited operator', { op: 'constructor', of: q('Q203') }, 'there is no operator constructor'],
    ['an unknown question', { op: 'empty', of: q('Q999') }, 'there is no question Q999'],
    ['an unknown part', { op: 'empty', of: q('Q306', 'nope') }, 'question Q306 has no part nope'],
    ['an unknown option', { op: 'eq', of: q('Q203'), to: 'alone' }, 'eq cannot be compared with alone'],
    ['an inherited option', { op: 'in', of: q('Q203'), to: ['none', 'toString'] }, 'in cannot be compared with toString'],
    ['has on a single choice', { op: 'has', of: q('Q203'), to: 'none' }, 'has does not fit Q203, which is of the kind code'],
    ['eq on a table', { op: 'eq', of: q('Q202'), to: 'yes' }, 'eq does not fit Q202, which is of the kind rows'],
    ['eq without value', { op: 'eq', of: q('Q203') }, 'eq cannot be compared with undefined'],
    ['empty with a value', { op: 'empty', of: q('Q203'), to: 'none' }, 'empty takes no "to"'],
    ['words without comparison', { op: 'words', of: q('Q201', 'measure'), to: 3 }, 'words needs a "cmp"'],
    ['visible on a requirement', { op: 'visible', of: { r: 'riskProfile.role' } }, 'visible only asks about questions'],
    ['an unknown member', { op: 'empty', of: { r: 'title.length' } }, 'there is no member title.length of a requirement'],
    ['a reading of D1', { op: 'empty', of: q('D1') }, 'no rule may read D1'],
    ['two forms at once', { all: [], any: [] }, 'a condition has exactly one of all, any, not and op'],
    ['no condition', 'true', 'a condition is an object'],
    ['an empty list', { all: [] }, 'all and any need a list of conditions'],
    ['no list', { any: 'true' }, 'all and any need a list of conditions'],
    ['nothing', null, 'a condition is an object'],
    ['no form', {}, 'a condition has exactly one of all, any, not and op'],
    ['two members nobody knows', { op: 'empty', of: q('Q203'), unless: 1, or: 2 }, 'a condition has no unless, or'],
    ['an operator in a list', { op: ['empty'], of: q('Q203') }, 'there is no operator empty'],
    ['an operator that is no name', { op: 7, of: q('Q203') }, 'there is no operator 7'],
    ['a depth of 13', nested(13), 'the condition is nested deeper than 12'],
    ['501 nodes', wide(500), 'the condition has more than 500 nodes'],
    ['a depth of 13 once, whatever is deeper', nested(13, 'eval'), 'the condition is nested deeper than 12'],
    ['501 nodes once, whatever comes after', { any: [wide(500), { op: 'eval' }] }, 'the condition has more than 500 nodes'],
  ])('refuses %s', (_name, when, problem) => {
    expect(compiled(when).problems).toEqual([problem])
  })

  it('takes a depth of 12 and 500 nodes', () => {
    const all = [nested(12), wide(499)].map(compiled)
    expect(all.map(({ problems, condition }) => [problems, condition.references.length])).toEqual([
      [[], 1],
      [[], 499],
    ])
    expect(evaluated(nested(12), {}).result).toBe(false)
  })

  it('counts the depth through all, any and the rows of a table', () => {
    const all = (depth: number): object => (depth === 1 ? { op: 'empty', of: q('Q203') } : { all: [all(depth - 1)] })
    const inRows = (depth: number): object => ({ op: 'anyRow', of: q('Q403'), where: all(depth - 1) })
    const deep = [all(12), all(13), inRows(12), inRows(13)].map(when => compiled(when).problems.length)
    expect(deep).toEqual([0, 1, 0, 1])
  })
})
