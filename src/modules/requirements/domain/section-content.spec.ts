import { describe, expect, it } from '@jest/globals'

import { changeOf, fieldAt, valueAt, writtenOf } from './section-content.js'

const WRITTEN = { title: 'T', governance: { seniorOwner: 'A', dataOwner: 'B' } }

describe('A change of some places', () => {
  it.each<[string, Record<string, unknown>, object]>([
    ['replaces a member', { title: 'U' }, { title: 'U' }],
    ['deletes a member', { title: null }, { title: null }],
    ['keeps what stands beside it in its member', { 'governance/seniorOwner': 'C' }, { governance: { seniorOwner: 'C', dataOwner: 'B' } }],
    ['takes one thing out of its member', { 'governance/seniorOwner': null }, { governance: { dataOwner: 'B' } }],
    ['deletes a member of which nothing is left', { 'governance/seniorOwner': null, 'governance/dataOwner': null }, { governance: null }],
    ['begins a member', { 'impact/userNeed': 'N' }, { impact: { userNeed: 'N' } }],
    ['changes nothing where nothing is changed', {}, {}],
  ])('%s', (_what, values, change) => {
    expect(changeOf(WRITTEN, values)).toEqual(change)
  })
})

describe('A place', () => {
  it.each([
    ['governance.seniorOwner', 'governance', 'governance/seniorOwner'],
    ['governance.panel', 'panel', 'governance/panel'],
    ['riskProfile', 'risk', 'riskProfile/subjects'],
    ['/criteria/0/weight', 'evaluation', 'criteria'],
    ['/termMonths', 'prices', 'termMonths'],
    ['notice.ruleSet', undefined, undefined],
  ])('%s is written in the section %s', (place, section, at) => {
    const found = fieldAt(place)
    expect([found?.section.id, found?.field.at]).toEqual([section, at])
  })

  it('is read from what is written, and is null where nothing is', () => {
    expect(valueAt(WRITTEN, 'governance/dataOwner')).toBe('B')
    expect(valueAt(WRITTEN, 'impact/userNeed')).toBeNull()
    expect(valueAt(writtenOf({ content: {}, categoryIds: [] }), 'categoryIds')).toBeNull()
  })
})
