import { describe, expect, it } from '@jest/globals'

import { DomainError } from '../../shared/domain/errors.js'
import type { FormFields } from '../../web/pages/form-body.js'
import { readPrices } from './price-views.js'

const LINES = [
  { id: 'P1', title: 'Licence', unit: 'month', quantity: '24' },
  { id: 'P2', title: 'Training day', unit: 'day', quantity: '3' },
]

function refusalOf(fields: FormFields): DomainError {
  try {
    readPrices(fields, LINES)
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
  throw new Error('Nothing was refused.')
}

describe('The prices of a form', () => {
  it.each([
    ['4950', '4950'],
    ['4950.0', '4950.0'],
    ['0', '0'],
    ['0.0001', '0.0001'],
    ['  4950.00 ', '4950.00'],
    ['£4950', '4950'],
    ['£ 4,950.00', '4950.00'],
    ['1,234,567', '1234567'],
    ['9999999999999.9999', '9999999999999.9999'],
  ])('take %j as %s', (typed, unitPrice) => {
    expect(readPrices({ 'price-P1': typed }, LINES)).toEqual([{ lineId: 'P1', unitPrice }])
  })

  it.each([[undefined], [''], ['   '], ['£'], [['', '5']]])('take %j as no price yet', typed => {
    expect(readPrices(typed === undefined ? {} : { 'price-P1': typed }, LINES)).toEqual([])
  })

  it.each([
    'a lot',
    '-1',
    '+1',
    '1e3',
    '4.950,00',
    '4,95',
    '1,2345',
    '12,34,567',
    '0.00001',
    '10000000000000',
    '1 2',
    '££1',
    '٣',
    '１２',
    'NaN',
    '.5',
    '5.',
  ])('refuse %j at its field, with the way out', typed => {
    const { code, errors } = refusalOf({ 'price-P1': '1', 'price-P2': typed })
    expect(code).toBe('invalid-request')
    expect(errors).toEqual([{ pointer: '/price-P2', code: 'matches', detail: expect.stringMatching(/“Training day”.*such as 4950\.00/) }])
  })

  it('name every field that holds none', () => {
    expect(refusalOf({ 'price-P1': 'x', 'price-P2': 'y' }).errors.map(({ pointer }) => pointer)).toEqual(['/price-P1', '/price-P2'])
  })

  it('read only the lines that are asked, in their order', () => {
    expect(readPrices({ 'price-P9': 'x', 'price-P2': '2', 'price-P1': '1' }, LINES)).toEqual([
      { lineId: 'P1', unitPrice: '1' },
      { lineId: 'P2', unitPrice: '2' },
    ])
  })
})
