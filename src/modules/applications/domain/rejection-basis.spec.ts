import { describe, expect, it } from '@jest/globals'

import type { ExclusionOutcome } from './exclusion-grounds.js'
import { type ForRejection, type RejectionBasis, whyUnfounded } from './rejection-basis.js'

const REASONS = 'Two of the three references are for other work.'

const FOUND: ForRejection = {
  criteria: [
    { id: 'unmet', text: 'Three references for work of this kind.', met: false },
    { id: 'met', text: 'Insurance.', met: true },
    { id: 'open', text: 'Staff.', met: null },
  ],
  grounds: [
    ...(['excluded', 'excludable-kept-out', 'excludable-let-in', 'no-exclusion'] satisfies ExclusionOutcome[]).map(outcome => ({
      id: outcome,
      title: 'A ground that lies against the supplier',
      outcome,
    })),
    { id: 'untouched', title: 'Another ground', outcome: null },
  ],
}

const criterion = (id: string): RejectionBasis => ({ criterion: id, ground: null })
const ground = (id: string): RejectionBasis => ({ criterion: null, ground: id })

describe('A rejection', () => {
  it.each([
    ['a criterion that was found not met', criterion('unmet')],
    ['a mandatory ground that excludes the supplier', ground('excluded')],
    ['a discretionary ground by which it is kept out', ground('excludable-kept-out')],
  ])('T6 reject: rests on %s', (_, basis) => {
    expect(whyUnfounded(FOUND, basis, REASONS)).toBeNull()
  })

  it.each([
    ['nothing', { criterion: null, ground: null }, '/criterion', 'criterion-unknown'],
    ['a criterion of another category', criterion('other'), '/criterion', 'criterion-unknown'],
    ['a criterion that is met', criterion('met'), '/criterion', 'criterion-not-found-unmet'],
    ['a criterion without a finding', criterion('open'), '/criterion', 'criterion-not-found-unmet'],
    ['a ground that another law knows', ground('L999'), '/ground', 'ground-unknown'],
    ['a ground that nobody raised', ground('untouched'), '/ground', 'ground-not-found-against'],
    ['a ground that came to nothing', ground('no-exclusion'), '/ground', 'ground-not-found-against'],
    ['a ground by which the supplier was let in', ground('excludable-let-in'), '/ground', 'ground-not-found-against'],
    ['two things at once', { criterion: 'unmet', ground: 'excluded' }, '/ground', 'rejection-rests-on-one'],
  ])('T6 no rejection without criterion: never rests on %s', (_, basis, pointer, code) => {
    expect(whyUnfounded(FOUND, basis, REASONS)).toMatchObject({ pointer, code })
  })

  it.each([
    ['a criterion again', criterion('unmet'), 'Three references for work of this kind'],
    ['a ground again', ground('excluded'), 'A ground that lies against the supplier'],
    ['next to nothing', ground('excluded'), 'No.'],
  ])('gives more reasons than %s', (_, basis, reasons) => {
    expect(whyUnfounded(FOUND, basis, reasons)).toMatchObject({ pointer: '/reasons', code: 'reasons-too-thin' })
  })
})
