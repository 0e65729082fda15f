import { describe, expect, it } from '@jest/globals'

import { bankHolidaysOf, type Nation } from './bank-holidays.js'

/** As gov.uk/bank-holidays lists them. */
const LISTED: [Nation, number, string[]][] = [
  ['england-and-wales', 2023, ['01-02', '04-07', '04-10', '05-01', '05-08', '05-29', '08-28', '12-25', '12-26']],
  ['england-and-wales', 2026, ['01-01', '04-03', '04-06', '05-04', '05-25', '08-31', '12-25', '12-28']],
  ['england-and-wales', 2027, ['01-01', '03-26', '03-29', '05-03', '05-31', '08-30', '12-27', '12-28']],
  ['scotland', 2023, ['01-02', '01-03', '04-07', '05-01', '05-08', '05-29', '08-07', '11-30', '12-25', '12-26']],
  ['scotland', 2026, ['01-01', '01-02', '04-03', '05-04', '05-25', '06-15', '08-03', '11-30', '12-25', '12-28']],
  ['scotland', 2027, ['01-01', '01-04', '03-26', '05-03', '05-31', '08-02', '11-30', '12-27', '12-28']],
  ['northern-ireland', 2026, ['01-01', '03-17', '04-03', '04-06', '05-04', '05-25', '07-13', '08-31', '12-25', '12-28']],
  ['northern-ireland', 2027, ['01-01', '03-17', '03-26', '03-29', '05-03', '05-31', '07-12', '08-30', '12-27', '12-28']],
]

describe('The bank holidays', () => {
  it.each(LISTED)('of %s in %d', (nation, year, days) => {
    expect([...bankHolidaysOf(nation, year)].toSorted()).toEqual(days.map(day => `${year}-${day}`))
  })

  it('begin when their law does', () => {
    expect(bankHolidaysOf('scotland', 2006).has('2006-11-30')).toBe(false)
    expect(bankHolidaysOf('scotland', 2007).has('2007-11-30')).toBe(true)
  })

  it('keep a Christmas on a Sunday on Tuesday, after Boxing Day', () => {
    const days = [...bankHolidaysOf('england-and-wales', 2033)].filter(day => day.includes('-12-')).toSorted()
    expect(days).toEqual(['2033-12-26', '2033-12-27'])
  })
})
