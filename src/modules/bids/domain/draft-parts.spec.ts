import { describe, expect, it } from '@jest/globals'

import { mergeMembers } from '../../../shared/domain/merge-members.js'
import type { AwardAnswer, BidDraft } from './bid-content.js'
import { awardAnswerPart, detailsPart, pricesPart } from './draft-parts.js'

const [A1, A2]: [AwardAnswer, AwardAnswer] = [
  { questionId: 'A1', text: 'One' },
  { questionId: 'A2', text: 'Two' },
]

const DRAFT: BidDraft = {
  awardAnswers: [A1, A2],
  priceSchedule: [{ lineId: 'P1', unitPrice: '4950.00' }],
  declarations: { conflictOfInterest: 'None.', termsAccepted: true },
}

describe('An award answer of a draft', () => {
  it.each<[string, BidDraft, string]>([
    ['that is there', DRAFT, 'Two'],
    ['among others', { awardAnswers: [A1] }, ''],
    ['of an empty draft', {}, ''],
  ])('%s is read as its text, or as nothing', (_, draft, text) => {
    expect(awardAnswerPart('A2').of(draft)).toBe(text)
  })

  it.each<[string, AwardAnswer[] | undefined, string, AwardAnswer[]]>([
    ['is put into an empty draft', undefined, 'Two', [A2]],
    ['is put behind the others', [A1], 'Two', [A1, A2]],
    ['keeps its place when it is changed', [A2, A1], 'Three', [{ questionId: 'A2', text: 'Three' }, A1]],
    ['keeps the blanks around it', [], '  Two\n', [{ questionId: 'A2', text: '  Two\n' }]],
    ['is taken out when it is emptied', [A1, A2], '', [A1]],
    ['is taken out when only blanks are left', [A1, A2], ' \n\t', [A1]],
    ['stays out when it is left empty', [A1], '', [A1]],
  ])('%s', (_, before, text, after) => {
    expect(awardAnswerPart('A2').with(before === undefined ? {} : { awardAnswers: before }, text)).toEqual({ awardAnswers: after })
  })
})

describe('The prices and the declarations of a draft', () => {
  it('are empty where nothing is given', () => {
    expect([pricesPart.of({}), detailsPart.of({})]).toEqual([[], {}])
  })

  it('are replaced whole, and leave the other parts as they are', () => {
    const priced = mergeMembers(DRAFT, pricesPart.with(DRAFT, []))
    const declared = mergeMembers(priced, detailsPart.with(priced, { conflictOfInterest: 'One.' }))
    expect(declared).toEqual({ awardAnswers: [A1, A2], priceSchedule: [], declarations: { conflictOfInterest: 'One.' } })
  })
})
