import { describe, expect, it } from '@jest/globals'

import { pack } from '../condition.fixture.js'
import type { Reference } from './condition.js'
import { shown } from './json.js'
import { lookAt } from './look.js'
import type { RowAt } from './reading.js'
import { adapted, aReference, found, HIDDEN, NOTHING, remembered, rowAt } from './readings.js'

/** A reference that says how often it was asked. */
function counting(special: Partial<Reference> = {}) {
  let reads = 0
  const reference = aReference({
    kind: 'text',
    label: 'a test',
    looked: { question: 'Q1' },
    read: () => found(`read ${(reads += 1)}`),
    ...special,
  })
  return remembered(reference)
}

const aRow = (outer: RowAt | null = null): RowAt => ({ cells: {}, readings: [], outer })

describe('what was read of a bid', () => {
  const situation = lookAt(pack, {}, {}, {})

  it('is kept for the bid, and for no other', () => {
    const reference = counting()
    const values = [situation, situation, lookAt(pack, {}, {}, {}), situation].map(each => reference.read(each, null).value)
    expect(values).toEqual(['read 1', 'read 1', 'read 2', 'read 1'])
  })

  it('is not kept while it is still being decided what is shown', () => {
    const reference = counting()
    const open = { ...situation, readings: null }
    expect([open, open].map(each => reference.read(each, null).value)).toEqual(['read 1', 'read 2'])
  })

  it('is kept by what was looked at', () => {
    const [one, other] = [counting({ looked: { question: 'Q2' } }), counting({ looked: { question: 'Q3' } })]
    one.read(situation, null)
    one.read({ ...situation, readings: null }, null)
    expect([one.read(situation, null).value, other.read(situation, null).value]).toEqual(['read 1', 'read 1'])
  })

  it('is kept for the row it was read of, however far out that stands', () => {
    const [cell, outerCell] = [counting({ rowsOut: 0 }), counting({ rowsOut: 1 })]
    const outer = aRow()
    const [first, second] = [aRow(outer), aRow(outer)]
    expect([first, second, first].map(row => cell.read(situation, row).value)).toEqual(['read 1', 'read 2', 'read 1'])
    expect([first, second, aRow(aRow())].map(row => outerCell.read(situation, row).value)).toEqual(['read 1', 'read 1', 'read 2'])
    expect([cell.read(situation, null).value, outerCell.read(situation, first).value]).toEqual(['read 3', 'read 1'])
  })

  it('takes no more room in a row than what is read of its table', () => {
    const cells = ['a', 'b'].map(column => counting({ rowsOut: 0, looked: { fact: 'a table of two columns', column } }))
    const row = aRow()
    for (const cell of cells) cell.read(situation, row)
    expect(row.readings).toHaveLength(2)
  })

  it('is made ready to be compared once, and stays as it was read besides', () => {
    let made = 0
    const plain = counting({ looked: { question: 'Q4' } })
    const ready = adapted(plain, 'loud', value => `${shown(value).toUpperCase()} ${(made += 1)}`)
    const values = [ready, ready, plain, ready].map(reference => reference.read(situation, null).value)
    expect(values).toEqual(['READ 1 1', 'READ 1 1', 'read 1', 'READ 1 1'])
  })

  it('is not made ready where it is nothing', () => {
    const [hidden, nothing] = [HIDDEN, NOTHING].map((reading, place) => counting({ looked: { part: `p${place}` }, read: () => reading }))
    const ready = [hidden, nothing].map(reference => reference && adapted(reference, 'loud', () => 'loud').read(situation, null))
    expect(ready).toEqual([
      { hidden: true, blank: true, value: null },
      { hidden: false, blank: true, value: null },
    ])
  })
})

describe('found', () => {
  it.each([[' '], [undefined], [null], [[]], [['']], [{}]])('takes %j for nothing', value => {
    expect(found(value)).toBe(NOTHING)
  })

  it.each([['x'], [0], [false], [true], [['x']]])('takes %j for what is there', value => {
    expect(found(value)).toEqual({ hidden: false, blank: false, value })
  })
})

describe('a reference of which nothing special is said', () => {
  it('has no codes and columns, is read from no answer, and may be missing', () => {
    const { codes, cells, questions, paths, needsTier, mayBeMissing, rowsOut, mayBeHidden } = aReference({
      kind: 'text',
      label: 'a test',
      looked: {},
      read: () => NOTHING,
    })
    expect([codes, cells, questions, paths, needsTier, mayBeMissing, rowsOut, mayBeHidden]).toEqual([
      null,
      null,
      [],
      [],
      false,
      true,
      null,
      false,
    ])
  })
})

describe('rowAt', () => {
  it('steps out as far as asked, and to nothing beyond', () => {
    const outer = aRow()
    const inner = aRow(outer)
    expect([rowAt(inner, 0), rowAt(inner, 1), rowAt(inner, 2), rowAt(null, 0)]).toEqual([inner, outer, null, null])
    expect(rowAt(inner, 1)).toBe(outer)
  })
})
