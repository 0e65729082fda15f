import { describe, expect, it } from '@jest/globals'

import { isFailedOpening, pageOfEvent } from './officer-event.js'

const NOTHING = { requirementId: null, subjectId: null, reason: null }

describe('An event for officers', () => {
  it.each([
    ['failed-opening', { requirementId: 'r' }, '/opportunities/r'],
    ['late-bid', { requirementId: 'r' }, '/opportunities/r'],
    ['unanswered-rule', { requirementId: 'r', reason: 'SR-17' }, '/opportunities/r'],
    ['tampering', { requirementId: 'r' }, '/opportunities/r'],
    ['tampering', {}, null],
    ['overdue-audit', { requirementId: 'r', subjectId: 'a' }, '/officer/audits/a'],
    ['overdue-explanation', { requirementId: 'r', subjectId: 'a', reason: 'Q504' }, '/officer/audits/a/Q504'],
    ['infected-evidence', { requirementId: 'r', subjectId: 'b' }, '/buyer/requirements/r/bids/b'],
    ['overdue-registration', { subjectId: 'o' }, '/officer/registrations/o'],
    ['overdue-application', { subjectId: 'p' }, '/officer/applications/p'],
  ] as const)('of the kind %s about %j leads to %s', (kind, about, page) => {
    expect(pageOfEvent({ kind, ...NOTHING, ...about })).toBe(page)
  })

  it.each([
    ['deadline-not-passed', true],
    ['opening-not-yours', true],
    ['opening-side-taken', true],
    ['interest-declared', true],
    ['requirement-not-open', true],
    ['fresh-sign-in-required', false],
    ['interests-not-declared', false],
    ['opening-already-agreed', false],
    ['bids-already-opened', false],
    ['passphrase-needed', false],
    ['passphrase-wrong', true],
    ['no-key-share', true],
  ])('is made of an opening refused by %s: %s', (code, seen) => {
    expect(isFailedOpening(code)).toBe(seen)
  })
})
