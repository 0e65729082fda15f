import type { MemberChange } from '../../../shared/domain/merge-members.js'
import type { BidDraft, Declarations, PricedLine } from './bid-content.js'

/** A part of the working copy that is written by itself, so that two people who write different parts do not get into each other's way. */
export interface DraftPart<T> {
  of(draft: BidDraft): T
  /** The change that puts the value in. */
  with(draft: BidDraft, value: T): MemberChange<BidDraft>
}

/**
 * The text that answers one award question; blank where there is none, and a blank one takes the answer out. An answer that is changed keeps its
 * place, so that whoever changes it back has the content that was submitted.
 */
export const awardAnswerPart = (questionId: string): DraftPart<string> => ({
  of: ({ awardAnswers = [] }) => awardAnswers.find(answer => answer.questionId === questionId)?.text ?? '',
  with: ({ awardAnswers = [] }, text) => {
    if (text.trim() === '') return { awardAnswers: awardAnswers.filter(answer => answer.questionId !== questionId) }
    const isAnswered = awardAnswers.some(answer => answer.questionId === questionId)
    const all = isAnswered ? awardAnswers : [...awardAnswers, { questionId, text }]
    return { awardAnswers: all.map(answer => (answer.questionId === questionId ? { questionId, text } : answer)) }
  },
})

export const pricesPart: DraftPart<PricedLine[]> = {
  of: ({ priceSchedule = [] }) => priceSchedule,
  with: (_, priceSchedule) => ({ priceSchedule }),
}

export const detailsPart: DraftPart<Declarations> = {
  of: ({ declarations = {} }) => declarations,
  with: (_, declarations) => ({ declarations }),
}
