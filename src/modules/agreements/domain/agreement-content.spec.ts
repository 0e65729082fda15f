import { describe, expect, it } from '@jest/globals'

import { type AgreementContent, isWhole, problemsOf, type WholeContent } from './agreement-content.js'
import { sectionsOf } from './agreement-sections.js'

const TODAY = '2026-11-28'

const WHOLE: WholeContent = {
  name: 'AI for councils',
  reference: 'AI-1',
  regime: 'pcr2015-dps',
  validFrom: '2026-12-01',
  validUntil: '2028-11-30',
  initialWindowDays: 30,
  minimumTenderDays: 10,
  maximumTermMonths: 48,
  terms: 'Every supplier of a category is invited.',
  categories: [{ code: 'vision', title: 'Reading pictures', criteria: ['Three references.'] }],
  facets: ['scope'],
}

const MEMBERS = Object.keys(WHOLE) as (keyof WholeContent)[]

describe('The content of an agreement', () => {
  it('is whole with everything but the levy', () => {
    expect(problemsOf(WHOLE, TODAY)).toEqual([])
    expect(isWhole(WHOLE)).toBe(true)
  })

  it.each(MEMBERS)('is not whole without its %s', member => {
    const content: AgreementContent = Object.fromEntries(Object.entries(WHOLE).filter(([name]) => name !== member))
    expect(problemsOf(content, TODAY)).toMatchObject([{ pointer: `/${member}`, code: 'missing' }])
    expect(isWhole(content)).toBe(false)
  })

  it.each<[string, AgreementContent, string, string]>([
    ['ends in the past', { validFrom: '2026-01-01', validUntil: '2026-11-27' }, '/validUntil', 'in-the-past'],
    ['begins in a year that nobody means', { validFrom: '1026-01-15', validUntil: '2028-11-30' }, '/validFrom', 'out-of-range'],
    ['ends in a year that nobody means', { validUntil: '9999-12-31' }, '/validUntil', 'out-of-range'],
    ['ends before it begins', { validFrom: '2027-02-01', validUntil: '2027-01-31' }, '/validUntil', 'before-its-beginning'],
    ['has a category without a criterion', { categories: [{ code: 'a', title: 'A', criteria: [] }] }, '/categories/0/criteria', 'missing'],
    [
      'has two categories of one code',
      { categories: ['A', 'B'].map(title => ({ code: 'a', title, criteria: ['x'] })) },
      '/categories/1/code',
      'code-taken',
    ],
  ])('is unfit where it %s', (_fault, change, pointer, code) => {
    expect(problemsOf({ ...WHOLE, ...change }, TODAY)).toMatchObject([{ pointer, code }])
  })

  it('may end on the day it begins, and today', () => {
    expect(problemsOf({ ...WHOLE, validFrom: TODAY, validUntil: TODAY }, TODAY)).toEqual([])
  })

  it('has each problem in the part where it is mended', () => {
    expect(sectionsOf({ name: 'x' }, problemsOf({ name: 'x' }, TODAY)).map(({ id, state, toDo }) => [id, state, toDo.length])).toEqual([
      ['about', 'begun', 2],
      ['time', 'missing', 5],
      ['terms', 'missing', 1],
      ['categories', 'missing', 1],
      ['filters', 'missing', 1],
    ])
    expect(sectionsOf(WHOLE, []).map(({ state }) => state)).toEqual(['done', 'done', 'done', 'done', 'done'])
  })
})
