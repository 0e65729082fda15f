import { describe, expect, it } from '@jest/globals'

import type { FieldKind, RequirementField } from './requirement-field.js'
import { asFields, fingerprint, typedIn } from './typed-fields.js'
import type { Fields } from './typed-text.js'

const field = (kind: FieldKind): RequirementField => ({
  at: 'x',
  kind,
  label: 'X',
  letter: 'O',
  columns: [
    { name: 'text', kind: 'words', label: 'Text' },
    { name: 'figure', kind: 'figure', label: 'Figure' },
    { name: 'count', kind: 'number', label: 'Count' },
    { name: 'more', kind: 'flag', label: 'More', begins: 'true' },
  ],
})

const DAY = { 'x-day': '4', 'x-month': '7', 'x-year': '2027' }

describe('What a form holds', () => {
  it.each<[string, FieldKind, Fields, unknown]>([
    ['a line, without the spaces around it', 'line', { x: ' a b ' }, 'a b'],
    ['blanks as nothing', 'words', { x: ' \n ' }, null],
    ['nothing that is not there', 'choice', {}, null],
    ['one tick', 'choices', { x: 'a' }, ['a']],
    ['several ticks', 'choices', { x: ['a', 'b'] }, ['a', 'b']],
    ['yes', 'yes-no', { x: 'true' }, true],
    ['no', 'yes-no', { x: 'false' }, false],
    ['neither, to be refused', 'yes-no', { x: 'perhaps' }, 'perhaps'],
    ['a number with its commas', 'number', { x: ' 12,000 ' }, 12_000],
    ['no number, to be refused', 'number', { x: '1.5' }, '1.5'],
    ['lines that say something', 'lines', { x: ' a \n\nb' }, ['a', 'b']],
    ['a day', 'day', DAY, '2027-07-04'],
    ['no day, to be refused', 'day', { 'x-day': '4' }, '-00-04'],
    ['a moment of summer time', 'moment', { ...DAY, 'x-time': '17:00' }, '2027-07-04T16:00:00.000000Z'],
    ['a moment to the second', 'moment', { ...DAY, 'x-time': '09:30:15' }, '2027-07-04T08:30:15.000000Z'],
    ['an hour of one digit', 'moment', { ...DAY, 'x-time': '9:30' }, '2027-07-04T08:30:00.000000Z'],
    ['a day without a time, to be refused', 'moment', DAY, '2027-07-04 '],
    [
      'pounds as people write them',
      'money',
      { x: '£1,234.5', 'x-vatAmount': '247' },
      { amount: '1234.50', currency: 'GBP', vat: 'excluded', vatAmount: '247.00' },
    ],
    ['no money', 'money', { x: '', 'x-vatAmount': '' }, null],
    [
      'rows in their order, without those that say nothing',
      'rows',
      { 'x-7-id': 'O2', 'x-7-text': 'b', 'x-7-more': 'true', 'x-2-id': 'O1', 'x-2-figure': ' 40 % ', 'x-3-id': 'O9', 'x-3-more': 'true' },
      [
        { id: 'O1', figure: '40', more: false },
        { id: 'O2', text: 'b', more: true },
      ],
    ],
    [
      'the next free id for a row without one',
      'rows',
      { 'x-0-text': 'a', 'x-1-id': 'O4', 'x-1-text': 'b' },
      [
        { id: 'O5', text: 'a', more: false },
        { id: 'O4', text: 'b', more: false },
      ],
    ],
    ['no row that only has an id', 'rows', { 'x-0-id': 'O1' }, null],
  ])('is %s', (_what, kind, fields, value) => {
    expect(typedIn(field(kind), fields)).toEqual(value)
  })
})

describe('What is saved', () => {
  it.each<[FieldKind, unknown]>([
    ['words', 'a\nb'],
    ['choices', ['a', 'b']],
    ['yes-no', false],
    ['number', 0],
    ['lines', ['a', 'b']],
    ['day', '2027-07-04'],
    ['moment', '2027-07-04T16:00:00.000000Z'],
    ['money', { amount: '1234.50', currency: 'GBP', vat: 'excluded', vatAmount: '247.00' }],
    ['rows', [{ id: 'O1', text: 'a', figure: '0.85', count: 3, more: true }]],
  ])('comes back from the form that shows it: %s', (kind, value) => {
    expect(typedIn(field(kind), asFields(field(kind), value))).toEqual(value)
  })

  it('is the same in whatever order it is ticked, and whatever a form cannot show of it', () => {
    expect(fingerprint(field('choices'), ['b', 'a'])).toBe(fingerprint(field('choices'), ['a', 'b']))
    const atAMoment = fingerprint(field('moment'), '2027-07-04T16:00:00.000000Z')
    expect(fingerprint(field('moment'), '2027-07-04T16:00:00.250000Z')).toBe(atAMoment)
    expect(fingerprint(field('moment'), '2027-07-04T16:01:00.000000Z')).not.toBe(atAMoment)
  })
})
