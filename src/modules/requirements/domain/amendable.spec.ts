import { describe, expect, it } from '@jest/globals'

import { AMENDING, isMaterial, type Member, notAmendable } from './amendable.js'

const MEMBERS = Object.keys(AMENDING) as Member[]

const treated = (treatment: string): Member[] => MEMBERS.filter(member => AMENDING[member].treatment === treatment)

describe('An amendment', () => {
  it('leaves alone what bids, invitations and the approval rest on', () => {
    expect(treated('frozen')).toEqual([
      'categoryIds',
      'filters',
      'cpvCodes',
      'criteria',
      'awardQuestions',
      'priceLines',
      'riskProfile',
      'seniorApproval',
      'splitKey',
    ])
    expect(notAmendable(MEMBERS).map(({ member }) => member)).toEqual([...treated('frozen'), ...treated('moved')])
  })

  it.each<[Member, string]>([
    ['criteria', 'It is frozen since publication (PCR 2015 reg. 34'],
    ['submissionDeadline', 'Give it beside changes, not in them (PCR 2015 reg. 47'],
  ])('says why %s stays', (member, reason) => {
    expect(notAmendable(['title', member])).toEqual([{ member, reason: expect.stringContaining(reason) }])
  })

  it('is material when one thing in it matters to bidders', () => {
    expect(treated('material')).toContain('settings')
    expect(isMaterial(treated('minor'))).toBe(false)
    for (const member of treated('material')) expect([member, isMaterial(['title', member])]).toEqual([member, true])
    expect(isMaterial([])).toBe(false)
  })

  it('has a source for every member', () => {
    expect(MEMBERS.filter(member => AMENDING[member].source.length < 20)).toEqual([])
  })
})
