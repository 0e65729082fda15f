import { describe, expect, it } from '@jest/globals'

import { changedFacets, choosable, type Facet, type FilterChange, filterKey, notChoosable } from './filters.js'

const value = (key: string, parent: string | null = null, retired = false) => ({ key, title: key, parent, retired })

const FACETS: readonly Facet[] = [
  { key: 'type', title: 'Type', values: [value('medical'), value('imaging', 'medical'), value('old', null, true)] },
  { key: 'nested', title: 'Nested', values: [value('whole', null, true), value('part', 'whole', true)] },
  { key: 'gone', title: 'Gone', values: [value('old', null, true)] },
]

const valuesAfter = (change: FilterChange) => {
  const facets = changedFacets(FACETS, change)
  return typeof facets === 'string'
    ? facets
    : facets.find(({ key }) => key === change.facet)?.values.map(({ key, retired }) => [key, retired])
}

describe('A new edition of the filters', () => {
  it.each<[string, FilterChange, ReturnType<typeof valuesAfter>]>([
    [
      'adds a value',
      { kind: 'add', facet: 'gone', title: 'New & nice', parent: null },
      [
        ['old', true],
        ['new-nice', false],
      ],
    ],
    [
      'retires a value with what is under it',
      { kind: 'retire', facet: 'type', value: 'medical' },
      [
        ['medical', true],
        ['imaging', true],
        ['old', true],
      ],
    ],
    ['takes one back into use', { kind: 'restore', facet: 'gone', value: 'old' }, [['old', false]]],
    [
      'takes the whole back without its parts',
      { kind: 'restore', facet: 'nested', value: 'whole' },
      [
        ['whole', false],
        ['part', true],
      ],
    ],
    ['takes no part back while the whole is retired', { kind: 'restore', facet: 'nested', value: 'part' }, 'parent-retired'],
    ['knows every facet it changes', { kind: 'retire', facet: 'nothing', value: 'old' }, 'facet-unknown'],
    ['knows every value it retires', { kind: 'retire', facet: 'type', value: 'new' }, 'value-unknown'],
    ['has no value twice', { kind: 'add', facet: 'type', title: 'Medical!', parent: null }, 'title-taken'],
    ['has no value without a name', { kind: 'add', facet: 'type', title: '…', parent: null }, 'title-taken'],
    ['puts nothing under a value that is retired', { kind: 'add', facet: 'type', title: 'x', parent: 'old' }, 'parent-unknown'],
    ['has two levels and no third', { kind: 'add', facet: 'type', title: 'x', parent: 'imaging' }, 'parent-unknown'],
    ['changes something', { kind: 'retire', facet: 'gone', value: 'old' }, 'nothing-changed'],
  ])('%s', (_what, change, after) => {
    expect(valuesAfter(change)).toEqual(after)
  })

  it('leaves what it was made from as it was', () => {
    changedFacets(FACETS, { kind: 'retire', facet: 'type', value: 'medical' })
    expect(FACETS[0]?.values[0]?.retired).toBe(false)
  })
})

describe('A filter', () => {
  it('can be chosen while any of its values can', () => {
    expect(choosable(FACETS).map(({ key }) => key)).toEqual(['type'])
  })

  it.each<[string, string[], string[], string[]]>([
    ['in use', ['type'], [], []],
    ['that is retired', ['gone'], [], ['gone']],
    ['that is retired and was chosen before', ['gone'], ['gone'], []],
    ['that never was', ['nothing'], ['nothing'], ['nothing']],
  ])('%s is chosen or refused', (_which, chosen, kept, refused) => {
    expect(notChoosable(FACETS, chosen, kept)).toEqual(refused)
  })

  it('is named by letters and figures', () => {
    expect(filterKey('Licensing, customisation and support')).toBe('licensing-customisation-and-support')
  })
})
