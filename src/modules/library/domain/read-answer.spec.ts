import { describe, expect, it } from '@jest/globals'

import { currentSet } from '../question-sets.js'
import type { LibraryAnswer } from './library-answer.js'
import { findQuestion, type QuestionSource } from './question-set.js'
import { readAnswer } from './read-answer.js'

const TODAY = '2026-11-28'

const question = (id: string): QuestionSource => {
  const found = findQuestion(currentSet(), id)
  if (found === null) throw new Error(`There is no question ${id}.`)
  return found.question
}

const read = (id: string, given: unknown) => readAnswer(question(id), given, TODAY)

const value = (id: string, name: string, text: string) => {
  const { answer, problems } = read(id, { values: { ...BESIDE[`${id}.${name}`], [name]: text } })
  return problems.length > 0 ? problems.map(({ pointer }) => pointer).join(' ') : answer.values[name]
}

/** What has to be said for the field to be asked for. */
const BESIDE: Readonly<Record<string, Record<string, string>>> = {
  'L102.companyNumber': { registered: 'yes' },
  'L301.score': { scored: 'yes' },
  'L301.scoredOn': { scored: 'yes' },
  'L401.issuedOn': { kind: 'cyber_essentials' },
  'L401.expiresOn': { kind: 'cyber_essentials', issuedOn: '2026-05-01' },
}

describe('A value of a library answer', () => {
  it.each<[id: string, name: string, given: string, spelt: string | undefined]>([
    ['L101', 'registeredName', '  Example \t Supplier  Ltd ', 'Example Supplier Ltd'],
    ['L101', 'registeredName', 'Cafe\u0301', 'Café'],
    ['L101', 'registeredName', '   ', undefined],
    ['L101', 'tradingNames', 'One\r\nTwo\rThree', 'One\nTwo\nThree'],
    ['L101', 'legalForm', 'limited_company', 'limited_company'],
    ['L102', 'companyNumber', ' sc 123456 ', 'SC123456'],
    ['L102', 'companyNumber', '1234567', '01234567'],
    ['L102', 'duns', '12-345-6789', '123456789'],
    ['L104', 'turnover', '£1,250,000.50', '1250000.50'],
    ['L104', 'staff', '0', '0'],
    ['L104', 'yearEnd', '2026-11-28', '2026-11-28'],
    ['L105', 'email', ' office@example.test ', 'office@example.test'],
    ['L301', 'score', '35', '35'],
    ['L401', 'expiresOn', '2026-05-01', '2026-05-01'],
    ['L401', 'expiresOn', '2099-12-31', '2099-12-31'],
    ['L701', 'feeNumber', 'za 123456', 'ZA123456'],
  ])('%s %s is spelt in one way: %j is %j', (id, name, given, spelt) => {
    expect(value(id, name, given)).toBe(spelt)
  })

  it.each<[id: string, name: string, given: string]>([
    ['L101', 'registeredName', 'x'.repeat(201)],
    ['L101', 'registeredName', 'a\u0000b'],
    ['L101', 'registeredName', 'a\u0007b'],
    ['L101', 'registeredName', '\ud800'],
    ['L101', 'tradingNames', 'x'.repeat(1001)],
    ['L101', 'legalForm', 'kingdom'],
    ['L102', 'companyNumber', '123456789'],
    ['L102', 'companyNumber', 'XX123456'],
    ['L102', 'companyNumber', '１２３４５６７８'],
    ['L102', 'duns', '12345678'],
    ['L104', 'turnover', '-1'],
    ['L104', 'turnover', '1.5'],
    ['L104', 'turnover', '1e6'],
    ['L104', 'turnover', '9'.repeat(14)],
    ['L104', 'staff', '1.5'],
    ['L104', 'staff', '2000001'],
    ['L104', 'yearEnd', '2026-11-29'],
    ['L104', 'yearEnd', '2026-02-30'],
    ['L104', 'yearEnd', '28/11/2026'],
    ['L104', 'yearEnd', '1899-12-31'],
    ['L105', 'email', 'office'],
    ['L105', 'email', 'a b@example.test'],
    ['L301', 'score', '1001'],
    ['L301', 'scoredOn', '2027-01-01'],
    ['L401', 'issuedOn', '2026-12-01'],
    ['L401', 'expiresOn', '2026-04-30'],
    ['L701', 'feeNumber', '12345678'],
  ])('%s %s is refused at its place: %j', (id, name, given) => {
    expect(value(id, name, given)).toBe(`/values/${name}`)
  })
})

describe('An answer of the library', () => {
  it.each<[string, string, unknown, LibraryAnswer]>([
    ['nothing', 'L103', {}, { values: {}, rows: [] }],
    [
      'blank rows left out',
      'L501',
      { rows: [{}, { organisation: 'One' }, { value: ' ' }] },
      { values: {}, rows: [{ organisation: 'One' }] },
    ],
    [
      'rows that are asked for',
      'L201',
      { values: { applies: 'yes' }, rows: [{ when: '2024-01-31' }] },
      { values: { applies: 'yes' }, rows: [{ when: '2024-01-31' }] },
    ],
  ])('may hold %s', (_what, id, given, answer) => {
    expect(read(id, given)).toEqual({ answer, problems: [] })
  })

  it.each<[string, string, unknown, string]>([
    ['no object', 'L103', 'x', ''],
    ['another member', 'L103', { value: {} }, '/value'],
    ['an unknown field', 'L103', { values: { planet: 'x' } }, '/values/planet'],
    ['a number where text is', 'L104', { values: { staff: 5 } }, '/values/staff'],
    ['values that are a list', 'L103', { values: [] }, '/values'],
    ['rows that are none', 'L501', { rows: 'x' }, '/rows'],
    ['a row that is none', 'L501', { rows: ['x'] }, '/rows/0'],
    ['rows where there are none', 'L103', { rows: [{}] }, '/rows'],
    ['too many rows', 'L501', { rows: Array.from({ length: 11 }, () => ({ organisation: 'x' })) }, '/rows'],
    ['rows that nothing asks for', 'L201', { values: { applies: 'no' }, rows: [{ what: 'x' }] }, '/rows'],
    ['a field that nothing asks for', 'L401', { values: { kind: 'none', number: 'x' } }, '/values/number'],
    ['an end before the beginning', 'L501', { rows: [{ from: '2026-02-01', to: '2026-01-31' }] }, '/rows/0/to'],
  ])('may not hold %s', (_what, id, given, pointer) => {
    expect(read(id, given).problems.map(problem => problem.pointer)).toEqual([pointer])
  })
})
