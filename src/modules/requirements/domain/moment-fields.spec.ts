import { describe, expect, it } from '@jest/globals'

import type { Instant } from '../../../shared/domain/instant.js'
import { dayFields, dayIn, isUntouched, momentFields, momentIn } from './moment-fields.js'

const typed = (day: string, month: string, year: string, time: string) => ({
  'd-day': day,
  'd-month': month,
  'd-year': year,
  'd-time': time,
})

describe('A moment in the fields of a form', () => {
  it.each<[Instant, Record<string, string>]>([
    ['2026-12-04T17:00:00.000000Z' as Instant, typed('4', '12', '2026', '17:00')],
    ['2026-07-10T09:05:30.250000Z' as Instant, typed('10', '7', '2026', '10:05:30')],
  ])('shows %s as clocks in London do', (moment, expected) => {
    expect(momentFields('d', moment)).toEqual(expected)
  })

  it.each<[string, Record<string, string>, string | undefined]>([
    ['in winter', typed('4', '12', '2026', '17:00'), '2026-12-04T17:00:00.000000Z'],
    ['in summer', typed('04', '07', '2026', '9:30'), '2026-07-04T08:30:00.000000Z'],
    ['with spaces around', typed(' 4 ', '12', '2026', ' 17:00 '), '2026-12-04T17:00:00.000000Z'],
    ['left empty', typed('', '', '', ''), undefined],
    ['that does not exist', typed('31', '2', '2026', '17:00'), '2026-02-31 17:00'],
    ['without a time', typed('4', '12', '2026', ''), '2026-12-04 '],
    ['with a year of two digits', typed('4', '12', '26', '17:00'), '26-12-04 17:00'],
    ['in words', typed('x', '12', '2026', 'noon'), '2026-12-0x noon'],
  ])('reads one %s', (_, fields, expected) => {
    expect(momentIn('d', fields)).toBe(expected)
  })

  it('reads nothing where there are no fields, and the first where a field is there twice', () => {
    expect(momentIn('d', {})).toBeUndefined()
    expect(dayIn('d', { 'd-day': ['4', '5'], 'd-month': '12', 'd-year': '2026' })).toBe('2026-12-04')
  })

  it.each([
    ['as shown', typed('4', '12', '2026', '17:00'), true],
    ['with another time', typed('4', '12', '2026', '18:00'), false],
    ['emptied', {}, false],
  ])('is untouched or not: %s', (_, fields, expected) => {
    expect(isUntouched(fields, momentFields('d', '2026-12-04T17:00:00.250000Z' as Instant))).toBe(expected)
  })

  it('shows no day for none', () => {
    expect(dayFields('d', '')).toEqual({ 'd-day': '', 'd-month': '', 'd-year': '' })
  })
})
