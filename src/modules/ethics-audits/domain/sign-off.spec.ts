import { describe, expect, it } from '@jest/globals'

import { refuseUndecided, refuseUnjudged, type ReferralDecision, type StandingAnswer } from './sign-off.js'

const JUDGED: StandingAnswer = { questionId: 'Q101', mustBeJudged: true, finding: 'accepted', lastSide: null, duePassed: false }

const codesOf = (verb: () => void): string[] => {
  try {
    verb()
    return []
  } catch (error) {
    return (error as { errors: { code: string }[] }).errors.map(({ code }) => code)
  }
}

describe('An audit', () => {
  it.each<[string, Partial<StandingAnswer>, string[]]>([
    ['every answer that must be judged is accepted', {}, []],
    ['one is rejected', { finding: 'rejected' }, []],
    ['one need not be judged', { mustBeJudged: false, finding: null }, []],
    ['one must be judged and is not', { finding: null }, ['verdict-missing']],
    ['one is queried', { finding: 'queried', lastSide: 'operator' }, ['query-open']],
    ['one is queried that need not be judged', { mustBeJudged: false, finding: 'queried', lastSide: 'supplier' }, ['query-open']],
    ['one is queried and overdue', { finding: 'queried', lastSide: 'operator', duePassed: true }, ['query-open']],
    ['one was rejected before its supplier had its time', { finding: 'rejected', lastSide: 'operator' }, ['answer-awaited']],
    ['one was rejected after that time', { finding: 'rejected', lastSide: 'operator', duePassed: true }, []],
    ['one was rejected after the explanation', { finding: 'rejected', lastSide: 'supplier' }, []],
    ['one was accepted without waiting', { finding: 'accepted', lastSide: 'operator' }, []],
  ])('where %s finds %j in its way: %j', (_what, change, codes) => {
    expect(
      codesOf(() => {
        refuseUnjudged([JUDGED, { ...JUDGED, questionId: 'Q102', ...change }])
      }),
    ).toEqual(codes)
  })
})

describe('Referrals', () => {
  const decision = (rule: string, reason = 'Looked into.'): ReferralDecision => ({ rule, outcome: 'cleared', reason })

  it.each<[string, ReferralDecision[], string[]]>([
    ['each is decided', [decision('XR-01'), decision('XR-11')], []],
    ['one is not', [decision('XR-01')], ['referral-undecided']],
    ['one is decided twice', [decision('XR-01'), decision('XR-11'), decision('XR-01')], ['referral-twice']],
    ['one is none', [decision('XR-01'), decision('XR-11'), decision('SR-01')], ['referral-unknown']],
    ['one has no reason', [decision('XR-01'), decision('XR-11', ' ')], ['reason-missing']],
  ])('where %s', (_what, decisions, codes) => {
    expect(
      codesOf(() => {
        refuseUndecided(decisions, ['XR-01', 'XR-11'])
      }),
    ).toEqual(codes)
  })
})
