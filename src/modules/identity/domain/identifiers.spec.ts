import { describe, expect, it } from '@jest/globals'

import { readIdentifiers } from './identifiers.js'

const NONE = { companiesHouseNumber: null, ppon: null, duns: null }

describe('Identifiers', () => {
  it.each<[keyof typeof NONE, string, string]>([
    ['companiesHouseNumber', '01234567', '01234567'],
    ['companiesHouseNumber', ' 1234567 ', '01234567'],
    ['companiesHouseNumber', 'sc 123456', 'SC123456'],
    ['companiesHouseNumber', 'OC300001', 'OC300001'],
    ['companiesHouseNumber', 'R0000001', 'R0000001'],
    ['companiesHouseNumber', 'IP12345R', 'IP12345R'],
    ['companiesHouseNumber', 'SP2345RS', 'SP2345RS'],
    ['ppon', 'abcd-1234-efgh', 'ABCD-1234-EFGH'],
    ['duns', '12-345-6789', '123456789'],
    ['duns', '123 456 789', '123456789'],
  ])('as %s: %j is %s', (name, given, spelt) => {
    expect(readIdentifiers({ [name]: given })).toEqual({ ...NONE, [name]: spelt })
  })

  it.each<[keyof typeof NONE, string]>([
    ['companiesHouseNumber', '123456789'],
    ['companiesHouseNumber', '00000000'],
    ['companiesHouseNumber', 'XX123456'],
    ['companiesHouseNumber', 'SC12345'],
    ['companiesHouseNumber', '１２３４５６７８'],
    ['companiesHouseNumber', "SC123456'--"],
    ['ppon', 'ABCD1234EFGH'],
    ['ppon', 'ABCD-1234-EFG1'],
    ['duns', '12345678'],
    ['duns', '000000000'],
    ['duns', '12345678a'],
  ])('as %s are refused: %j', (name, given) => {
    expect(() => readIdentifiers({ [name]: given })).toThrow(
      expect.objectContaining({ code: 'identifier-malformed', errors: [expect.objectContaining({ pointer: `/${name}` })] }),
    )
  })

  it('are refused all at once where several are wrong', () => {
    expect(() => readIdentifiers({ companiesHouseNumber: 'x', ppon: 'x', duns: 'x' })).toThrow(
      expect.objectContaining({ errors: [expect.anything(), expect.anything(), expect.anything()] }),
    )
  })

  it.each([{}, NONE, { ppon: ' ', duns: undefined }])('are needed: %j', given => {
    expect(() => readIdentifiers(given)).toThrow(expect.objectContaining({ code: 'identifier-missing' }))
  })
})
