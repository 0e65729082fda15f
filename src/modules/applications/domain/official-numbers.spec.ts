import { describe, expect, it } from '@jest/globals'

import { differingNumbers } from './official-numbers.js'

const REGISTERED = { companiesHouseNumber: '01234567', ppon: 'ABCD-1234-EFGH', duns: '123456789' }

describe('The official numbers that a supplier applies with', () => {
  it.each([
    ['are those it is registered with', REGISTERED, { companyNumber: '01234567', duns: '123456789' }, []],
    ['are another company’s', REGISTERED, { companyNumber: 'SC123456', duns: '123456789' }, ['companiesHouseNumber']],
    ['are another DUNS number', REGISTERED, { companyNumber: '01234567', duns: '987654321' }, ['duns']],
    ['are none', REGISTERED, {}, []],
    ['are more than it is registered with', { ...REGISTERED, duns: null }, { duns: '987654321' }, []],
  ])('%s', (_, registered, values, differing) => {
    expect(differingNumbers(registered, values)).toEqual(differing)
  })
})
