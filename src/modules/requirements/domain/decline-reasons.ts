/**
 * The reasons for which an invited supplier may say that it will not bid. Own list: RM6200 (DPS questionnaire, question 34) counts a bid that was not
 * given as responsive where there is an acceptable reason, and names none. A code stays for good; what is chosen no more is taken out of the list.
 */
export const DECLINE_REASONS = [
  { code: 'not-our-field', words: 'We do not offer what is asked for.' },
  { code: 'no-capacity', words: 'We have nobody free to do the work at that time.' },
  { code: 'too-little-time', words: 'There is too little time to write a good bid.' },
  { code: 'size-or-value', words: 'The size or the value does not suit us.' },
  { code: 'terms', words: 'We cannot accept the terms.' },
  { code: 'ethics-rules', words: 'We cannot meet the ethics rules for this.' },
  { code: 'conflict-of-interest', words: 'We have a conflict of interest.' },
  { code: 'other', words: 'Another reason.' },
] as const satisfies readonly { code: string; words: string }[]

export type DeclineReason = (typeof DECLINE_REASONS)[number]['code']

export const DECLINE_CODES: readonly DeclineReason[] = DECLINE_REASONS.map(({ code }) => code)

/** The reason as a sentence; a code that is offered no more is told as it is. */
export const wordsForReason = (code: string): string => DECLINE_REASONS.find(reason => reason.code === code)?.words ?? code
