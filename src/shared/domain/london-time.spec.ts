import { describe, expect, it } from '@jest/globals'

import { dayAfter, dayInWords, londonDay, londonMoment, londonTime, londonTimeToMs, typedDayInWords } from './london-time.js'

describe('londonTime', () => {
  it.each([
    ['2026-12-04T17:00:00.000000Z', '4 December 2026 at 17:00:00 (GMT)'],
    ['2026-07-01T11:59:59.999999Z', '1 July 2026 at 12:59:59 (BST)'],
    ['2026-10-25T00:30:00.000000Z', '25 October 2026 at 01:30:00 (BST)'],
    ['2026-10-25T01:30:00.000000Z', '25 October 2026 at 01:30:00 (GMT)'],
  ])('shows %s as %s', (moment, shown) => {
    expect(londonTime(moment)).toBe(shown)
  })
})

describe('londonDay', () => {
  it.each([
    ['2026-12-04T23:59:59.999999Z', '2026-12-04'],
    ['2026-07-01T22:59:59.999999Z', '2026-07-01'],
    ['2026-07-01T23:00:00.000000Z', '2026-07-02'],
    ['2027-01-01T00:00:00.000000Z', '2027-01-01'],
  ])('puts %s on %s', (moment, day) => {
    expect(londonDay(moment)).toBe(day)
  })
})

describe('dayAfter', () => {
  it.each([
    ['2026-12-31', '2027-01-01'],
    ['2028-02-28', '2028-02-29'],
    ['2026-03-28', '2026-03-29'],
  ])('leads from %s to %s', (day, next) => {
    expect(dayAfter(day)).toBe(next)
  })
})

describe('londonTimeToMs', () => {
  it.each([
    ['2026-12-04T16:59:59.999999Z', '4 December 2026 at 16:59:59.999 (GMT)'],
    ['2026-12-04T17:00:00.000000Z', '4 December 2026 at 17:00:00.000 (GMT)'],
    ['2026-07-01T11:59:59.123456Z', '1 July 2026 at 12:59:59.123 (BST)'],
  ])('shows %s as %s', (moment, shown) => {
    expect(londonTimeToMs(moment)).toBe(shown)
  })
})

describe('dayInWords', () => {
  it.each([
    ['2026-12-04', '4 December 2026'],
    ['2026-07-01', '1 July 2026'],
    ['2028-02-29', '29 February 2028'],
  ])('shows %s as %s', (day, shown) => {
    expect(dayInWords(day)).toBe(shown)
  })
})

describe('typedDayInWords', () => {
  it.each([
    ['2026-12-04', '4 December 2026'],
    ['2026-02-31', '2026-02-31'],
    ['soon', 'soon'],
    ['', ''],
  ])('shows %j as %j', (typed, shown) => {
    expect(typedDayInWords(typed)).toBe(shown)
  })
})

describe('londonMoment', () => {
  it.each([
    ['2026-12-04', '17:00:00', '2026-12-04T17:00:00.000000Z'],
    ['2026-07-01', '17:00:00', '2026-07-01T16:00:00.000000Z'],
    ['2026-07-01', '00:30:00', '2026-06-30T23:30:00.000000Z'],
    // Days begin, on both sides of the nights when clocks are changed.
    ['2026-07-02', '00:00:00', '2026-07-01T23:00:00.000000Z'],
    ['2026-03-29', '00:00:00', '2026-03-29T00:00:00.000000Z'],
    ['2026-03-30', '00:00:00', '2026-03-29T23:00:00.000000Z'],
    ['2026-10-25', '00:00:00', '2026-10-24T23:00:00.000000Z'],
    ['2026-10-26', '00:00:00', '2026-10-26T00:00:00.000000Z'],
    // Clocks are put back, and show this time twice.
    ['2026-10-25', '01:30:00', '2026-10-25T00:30:00.000000Z'],
    // Clocks are put forward, and never show it.
    ['2027-03-28', '01:30:00', null],
    ['2026-02-31', '12:00:00', null],
    ['2026-12-04', '24:00:00', null],
    ['', '', null],
  ])('is on %s at %s: %s', (day, time, moment) => {
    expect(londonMoment(day, time)).toBe(moment)
  })
})
