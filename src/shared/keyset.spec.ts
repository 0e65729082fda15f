import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { pageOf, readCursor } from './keyset.js'

const AT = '2026-12-18T12:00:00.000000Z'
const ID = '01900000-0000-7000-8000-00000000000a'

const cursorOf = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('readCursor', () => {
  it('begins at the beginning without a cursor', () => {
    expect(readCursor(undefined, ['uuid'])).toBeNull()
  })

  it.each<[string[], ('instant' | 'uuid' | 'number')[]]>([
    [[ID], ['uuid']],
    [['12'], ['number']],
    [
      [AT, ID],
      ['instant', 'uuid'],
    ],
  ])('gives back the values %j of kinds %j', (values, kinds) => {
    expect(readCursor(cursorOf(values), kinds)).toEqual(values)
  })

  it.each<[string, string]>([
    ['nothing', ''],
    ['no base64', '***'],
    ['no JSON', Buffer.from('{').toString('base64url')],
    ['a text', cursorOf('x')],
    ['null', cursorOf(null)],
    ['an object', cursorOf({ 0: AT, 1: ID, length: 2 })],
    ['too few values', cursorOf([AT])],
    ['too many values', cursorOf([AT, ID, ID])],
    ['values in another order', cursorOf([ID, AT])],
    ['a number', cursorOf([AT, 7])],
    ['a list in a list', cursorOf([[AT], [ID]])],
    ['31 February', cursorOf(['2026-02-31T12:00:00Z', ID])],
    ['a moment that Postgres cannot hold', cursorOf(['0000-01-01T00:00:00Z', ID])],
    ['an id that is none', cursorOf([AT, 'x'.repeat(36)])],
    ['SQL', cursorOf([AT, "'; DROP TABLE bid; --"])],
  ])('refuses %s', (_what, cursor) => {
    expect(() => readCursor(cursor, ['instant', 'uuid'])).toThrow('The cursor is not one that this list gave out.')
  })

  it.each([['0'], ['-1'], ['1.5'], ['01'], ['1e3'], ['9999999999'], [7]])('takes %j for no number', value => {
    expect(() => readCursor(cursorOf([value]), ['number'])).toThrow('The cursor is not one that this list gave out.')
  })

  it('refuses or reads any text, and never fails otherwise', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(() => readCursor(text, ['uuid'])).toThrow(expect.objectContaining({ code: 'cursor-malformed' }))
      }),
    )
  })
})

describe('pageOf', () => {
  const page = (found: number[], limit: number) =>
    pageOf(
      found,
      limit,
      row => [AT, `${ID.slice(0, -1)}${row.toString(16)}`],
      row => row * 10,
    )

  it.each<[number[], number, number[]]>([
    [[], 1, []],
    [[1], 1, [10]],
    [[1, 2], 2, [10, 20]],
  ])('ends with %j of at most %d', (found, limit, items) => {
    expect(page(found, limit)).toEqual({ items, nextCursor: null })
  })

  it('shows one row less than it found when there is more, and goes on after the last it showed', () => {
    const { items, nextCursor } = page([1, 2, 3], 2)
    expect(items).toEqual([10, 20])
    expect(readCursor(String(nextCursor), ['instant', 'uuid'])).toEqual([AT, '01900000-0000-7000-8000-000000000002'])
  })

  it('leads through any list, row by row, leaving out none and repeating none', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 6 }), (count, limit) => {
        const all = Array.from({ length: count }, (_, place) => place)
        const seen: number[] = []
        let after = -1
        for (let cursor: string | null = ''; cursor !== null;) {
          const { items, nextCursor } = page(all.filter(row => row > after).slice(0, limit + 1), limit)
          seen.push(...items)
          cursor = nextCursor
          if (cursor !== null) after = Number.parseInt(String(readCursor(cursor, ['instant', 'uuid'])?.[1]).slice(-1), 16)
        }
        expect(seen).toEqual(all.map(row => row * 10))
      }),
    )
  })
})
