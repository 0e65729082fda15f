import { describe, expect, it } from '@jest/globals'

import { refuseUnfounded, type VerdictInput } from './verdict.js'

const AUDITED = { questionIds: ['Q101', 'D1'], clauseIds: ['AIP-7.1'] }
const ACCEPTED: VerdictInput = { questionId: 'Q101', finding: 'accepted', reason: '', clause: null, checked: null }

const judge = (verdict: Partial<VerdictInput>) => () => {
  refuseUnfounded({ ...ACCEPTED, ...verdict }, AUDITED)
}

describe('A verdict', () => {
  it.each<[string, Partial<VerdictInput>]>([
    ['accepts without a reason', {}],
    ['accepts with a reason and a clause', { reason: 'Good.', clause: 'AIP-7.1' }],
    ['queries with a reason', { finding: 'queried', reason: 'Which host?' }],
    ['queries with a reason and a clause', { finding: 'queried', reason: 'Which host?', clause: 'AIP-7.1' }],
    ['rejects with a reason and a clause', { finding: 'rejected', reason: 'Copies stay.', clause: 'AIP-7.1' }],
    ['accepts what was looked up', { checked: 'The number of the certificate, in the issuer’s register.' }],
    ['speaks of a declaration', { questionId: 'D1' }],
  ])('stands when it %s', (_what, verdict) => {
    expect(judge(verdict)).not.toThrow()
  })

  it.each<[string, Partial<VerdictInput>, string[]]>([
    ['speaks of an answer that was not given', { questionId: 'Q999' }, ['answer-unknown']],
    ['queries without a reason', { finding: 'queried' }, ['reason-missing']],
    ['queries with blanks for a reason', { finding: 'queried', reason: ' \t\n' }, ['reason-missing']],
    ['rejects without a clause', { finding: 'rejected', reason: 'No.' }, ['clause-missing']],
    ['rejects by a clause of another edition', { finding: 'rejected', reason: 'No.', clause: 'AIP-99' }, ['clause-unknown']],
    ['accepts by a clause that there is not', { clause: '' }, ['clause-unknown']],
    ['rejects what was checked', { finding: 'rejected', reason: 'No.', clause: 'AIP-7.1', checked: 'x' }, ['checked-without-acceptance']],
    ['was checked by nothing', { checked: ' ' }, ['checked-without-acceptance']],
    ['has every fault', { questionId: 'Q999', finding: 'rejected' }, ['answer-unknown', 'reason-missing', 'clause-missing']],
  ])('is refused when it %s', (_what, verdict, codes) => {
    expect(judge(verdict)).toThrow(
      expect.objectContaining({ code: 'verdict-unfounded', errors: codes.map(code => expect.objectContaining({ code })) }),
    )
  })
})
