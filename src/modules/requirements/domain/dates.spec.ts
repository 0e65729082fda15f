import { describe, expect, it } from '@jest/globals'

import type { Instant } from '../../../shared/domain/instant.js'
import { type Dates, problemsOfMove } from './dates.js'

const BEFORE: Dates = {
  clarificationDeadline: '2026-12-10T12:00:00.000000Z',
  submissionDeadline: '2026-12-18T12:00:00.000000Z',
  awardDate: '2027-01-15',
}

const NOW = '2026-12-01T12:00:00.000000Z' as Instant

const LATER = '2026-12-21T12:00:00.000000Z'

describe('A move of dates', () => {
  it.each<[string, Dates, string[]]>([
    ['a later deadline', { submissionDeadline: LATER }, []],
    ['a microsecond more', { submissionDeadline: '2026-12-18T12:00:00.000001Z' }, []],
    ['the same deadline', { submissionDeadline: '2026-12-18T12:00:00.000000Z' }, ['/submissionDeadline deadline-not-later']],
    ['an earlier deadline', { submissionDeadline: '2026-12-18T11:59:59.999999Z' }, ['/submissionDeadline deadline-not-later']],
    ['more time for questions', { clarificationDeadline: '2026-12-11T00:00:00.000000Z' }, []],
    ['less time for questions', { clarificationDeadline: '2026-12-09T00:00:00.000000Z' }, ['/clarificationDeadline deadline-not-later']],
    [
      'questions until the deadline',
      { clarificationDeadline: LATER, submissionDeadline: LATER },
      ['/clarificationDeadline clarification-after-submission'],
    ],
    ['a deadline after the award', { submissionDeadline: '2027-01-16T00:00:00.000000Z' }, ['/awardDate award-before-submission']],
    ['a deadline on the day of the award', { submissionDeadline: '2027-01-15T23:59:59.999999Z' }, []],
    ['both moved together', { submissionDeadline: '2027-01-16T00:00:00.000000Z', awardDate: '2027-01-16' }, []],
    ['an earlier award', { awardDate: '2026-12-18' }, []],
    ['an award before the deadline', { awardDate: '2026-12-17' }, ['/awardDate award-before-submission']],
  ])('with %s', (_what, given, problems) => {
    expect(problemsOfMove(BEFORE, given, NOW).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(problems)
  })

  it('goes by the day in London', () => {
    const summer = { ...BEFORE, awardDate: '2027-07-01' }
    expect(problemsOfMove(summer, { submissionDeadline: '2027-07-01T22:59:59.999999Z' }, NOW)).toEqual([])
    expect(problemsOfMove(summer, { submissionDeadline: '2027-07-01T23:00:00.000000Z' }, NOW)).toHaveLength(1)
  })

  it('asks for no date of award where there is none', () => {
    const without: Dates = { clarificationDeadline: LATER, submissionDeadline: '2026-12-22T12:00:00.000000Z' }
    expect(problemsOfMove(without, { submissionDeadline: '2027-12-01T00:00:00.000000Z' }, NOW)).toEqual([])
  })
  it.each<[string, string[]]>([
    ['2027-12-02T23:59:59.999999Z', []],
    ['2027-12-03T00:00:00.000000Z', ['deadline-too-far']],
    ['9999-12-31T23:59:59.999999Z', ['deadline-too-far']],
  ])('leads at most 366 days ahead: %s', (submissionDeadline, codes) => {
    const without: Dates = { clarificationDeadline: LATER, submissionDeadline: '2026-12-22T12:00:00.000000Z' }
    expect(problemsOfMove(without, { submissionDeadline }, NOW).map(({ code }) => code)).toEqual(codes)
  })
})
