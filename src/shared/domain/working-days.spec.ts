import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'

import { CALENDAR_SURENESS, plusDays } from './bank-holidays.js'
import { countWorkingDays, holidaysIn, isWorkingDay, WORKING_CALENDARS, workingDaysAfter } from './working-days.js'

describe('Working days', () => {
  it.each([
    ['an application received on Monday 23 November 2026', '2026-11-23', 10, '2026-12-07', '2026-12-08'],
    ['the same with an extension', '2026-11-23', 15, '2026-12-14', '2026-12-15'],
    ['a shortlist made on Tuesday 24 November 2026', '2026-11-24', 2, '2026-11-26', '2026-11-26'],
    ['a shortlist made on Friday 27 November 2026', '2026-11-27', 2, '2026-12-01', '2026-12-02'],
    // A standstill counts the day of publication as its first: seven more make eight.
    ['a standstill from Thursday 17 December 2026', '2026-12-17', 7, '2026-12-30', '2026-12-30'],
    ['a standstill from Thursday 24 December 2026', '2026-12-24', 7, '2027-01-07', '2027-01-08'],
    ['none at all, from a Saturday', '2026-11-28', 0, '2026-11-28', '2026-11-28'],
    ['one from a Saturday', '2026-11-28', 1, '2026-11-30', '2026-12-01'],
    ['the leap day', '2028-02-28', 1, '2028-02-29', '2028-02-29'],
  ])('of %s', (_event, day, count, englandAndWales, unitedKingdom) => {
    expect(workingDaysAfter(day, count, 'england-and-wales')).toBe(englandAndWales)
    expect(workingDaysAfter(day, count, 'united-kingdom')).toBe(unitedKingdom)
  })

  it('end with the year 9999', () => {
    expect(() => workingDaysAfter('9999-12-30', 5, 'united-kingdom')).toThrow('There is no day 1 days after 9999-12-31.')
  })

  it.each([
    ['2026-11-30', true, false],
    ['2026-07-13', true, false],
    ['2026-12-28', false, false],
    ['2026-12-05', false, false],
    ['2026-12-04', true, true],
  ])('%s is one in England and Wales: %s, in the whole kingdom: %s', (day, englandAndWales, unitedKingdom) => {
    expect(isWorkingDay(day, 'england-and-wales')).toBe(englandAndWales)
    expect(isWorkingDay(day, 'united-kingdom')).toBe(unitedKingdom)
  })

  it('leave ten calendar days after an invitation of Tuesday 24 November 2026 until the end of Friday 4 December', () => {
    expect(plusDays('2026-11-24', 10)).toBe('2026-12-04')
  })

  const days = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
    .map(date => date.toJSON().slice(0, 10))
  const calendars = fc.constantFrom(...WORKING_CALENDARS)

  it('are as many as were counted, and end on one', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: 1, max: 40 }), calendars, (from, count, calendar) => {
        const end = workingDaysAfter(from, count, calendar)
        let counted = 0
        for (let day = plusDays(from, 1); day <= end; day = plusDays(day, 1)) counted += Number(isWorkingDay(day, calendar))
        expect([counted, isWorkingDay(end, calendar)]).toEqual([count, true])
      }),
    )
  })

  it('add up, and never end earlier with every nation’s holidays than with those of England and Wales', () => {
    fc.assert(
      fc.property(days, fc.nat(20), fc.nat(20), calendars, (from, one, other, calendar) => {
        expect(workingDaysAfter(workingDaysAfter(from, one, calendar), other, calendar)).toBe(workingDaysAfter(from, one + other, calendar))
        expect(workingDaysAfter(from, one, 'united-kingdom') >= workingDaysAfter(from, one, 'england-and-wales')).toBe(true)
      }),
    )
  })

  it('are sure as long as the bank holidays are published, and flagged beyond', () => {
    const { until } = CALENDAR_SURENESS
    expect(countWorkingDays('2026-11-23', 10, 'united-kingdom')).toMatchObject({ day: '2026-12-08', isSure: true, sureUntil: until })
    expect(countWorkingDays(until, 0, 'united-kingdom').isSure).toBe(true)
    expect(countWorkingDays(until, 1, 'united-kingdom').isSure).toBe(false)
    expect(countWorkingDays('2022-12-30', 1, 'united-kingdom').isSure).toBe(false)
  })

  it('rest on holidays of which no year lacks its own', () => {
    expect(holidaysIn('2026', 'england-and-wales')).toHaveLength(8)
    expect(holidaysIn('2026', 'united-kingdom')).toEqual(expect.arrayContaining(['2026-03-17', '2026-07-13', '2026-11-30']))
  })
})
