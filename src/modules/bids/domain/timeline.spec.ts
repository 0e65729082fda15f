import { describe, expect, it } from '@jest/globals'

import { SHOWN_OF_REQUIREMENT, wordsFor } from './timeline.js'

describe('The words of a timeline', () => {
  it.each<[string, string | null, string]>([
    ['bid.submitted', null, 'The bid was submitted.'],
    ['bid.submission-refused', 'It is too late.', 'A submission was refused. It is too late.'],
    ['requirement.closed', null, 'The deadline passed, and the requirement was closed.'],
    ['bid.praised', null, 'Recorded: bid.praised.'],
  ])('for %s with the reason %j are %j', (action, reason, words) => {
    expect(wordsFor(action, reason)).toBe(words)
  })

  it('show of a requirement nothing that is the buyer’s own', () => {
    expect(SHOWN_OF_REQUIREMENT.filter(action => /return|approv|refus|agreed|declar|held|hold|changed/.test(action))).toEqual([])
  })
})
