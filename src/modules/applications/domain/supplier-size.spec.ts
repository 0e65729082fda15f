import { describe, expect, it } from '@jest/globals'

import { supplierSize } from './supplier-size.js'

const FIGURES = [
  ['micro', '10', '1000000'],
  ['small', '50', '15000000'],
  ['medium', '250', '44000000'],
].flatMap(([appliesTo = '', staff = '', turnover = '']) => [
  { key: 'size-staff', appliesTo, value: staff },
  { key: 'size-turnover', appliesTo, value: turnover },
])

describe('The size of a supplier', () => {
  it.each([
    ['9', '1000000', 'micro'],
    ['10', '1000000', 'small'],
    ['9', '1000000.01', 'small'],
    ['49', '15000000', 'small'],
    ['50', '15000000', 'medium'],
    ['249', '44000000', 'medium'],
    ['250', '44000000', 'large'],
    ['3', '44000001', 'large'],
  ])('with %s staff and a turnover of %s pounds is %s', (staff, turnover, size) => {
    expect(supplierSize({ staff, turnover }, FIGURES)).toBe(size)
  })

  it('is not known where the answer or a figure is lacking', () => {
    expect(supplierSize({}, FIGURES)).toBeNull()
    expect(supplierSize({ staff: '3', turnover: '1' }, FIGURES.slice(1))).toBeNull()
  })
})
