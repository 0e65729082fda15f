import { describe, expect, it } from '@jest/globals'

import { leafOf, rowsTraceOf, type Fixed } from './trace-forms.js'

describe('a leaf', () => {
  it.each<Fixed>([
    { op: 'empty', question: 'Q1' },
    { op: 'words', question: 'Q1', cmp: 'lt' },
    { op: 'empty', question: 'Q1', part: 'measure' },
    { op: 'has', question: 'Q1', column: 'context' },
    { op: 'filesFor', question: 'Q1', item: 'iso27001', cmp: 'gte' },
    { op: 'eq', requirement: 'awardDate' },
    { op: 'eq', requirement: 'measures', column: 'id', against: { question: 'Q1', column: 'measure_id' } },
    { op: 'eq', effective: 'decisionRole' },
    { op: 'eq', sys: 'tier' },
    { op: 'eq', fact: 'evidence', column: 'known' },
  ])('says what %j asks and then what was found, in this order', fixed => {
    const make = leafOf(fixed)
    const leaves = [make(false, 'read', 'wanted', true), make(true, 'read', null, 'unknown')].map(leaf => Object.entries(leaf))
    const asked = Object.entries(fixed)
    expect(leaves).toEqual([
      [...asked, ['value', 'read'], ['expected', 'wanted'], ['result', true]],
      [...asked, ['hidden', true], ['value', null], ['expected', null], ['result', 'unknown']],
    ])
  })
})

describe('the trace of rows', () => {
  const make = rowsTraceOf({ op: 'anyRow', question: 'Q1' })

  it('says how many rows are left out, and nothing where there are none', () => {
    expect([make(false, 21, [], 1, true), make(false, 20, [], 0, true)].map(trace => Object.entries(trace))).toEqual([
      [
        ['op', 'anyRow'],
        ['question', 'Q1'],
        ['count', 21],
        ['rows', []],
        ['more', 1],
        ['result', true],
      ],
      [
        ['op', 'anyRow'],
        ['question', 'Q1'],
        ['count', 20],
        ['rows', []],
        ['result', true],
      ],
    ])
  })

  it('says that the table is hidden', () => {
    expect(make(true, 0, [], 0, 'unknown')).toEqual({
      op: 'anyRow',
      question: 'Q1',
      hidden: true,
      count: 0,
      rows: [],
      result: 'unknown',
    })
  })
})
