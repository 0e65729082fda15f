/** A value of a facet. One that is retired stays readable where it was chosen, and is not chosen anew. */
export interface FilterValue {
  key: string
  title: string
  /** The value that it is a part of, such as the kinds of medical technology. */
  parent: string | null
  retired: boolean
}

/** What suppliers describe themselves by and buyers filter by, such as the sector. */
export interface Facet {
  key: string
  title: string
  values: FilterValue[]
}

/** What a new edition changes: it adds a value, retires one, or takes one back into use. Nothing is ever taken out. */
export type FilterChange =
  { kind: 'add'; facet: string; title: string; parent: string | null } | { kind: 'retire' | 'restore'; facet: string; value: string }

export type FilterFault = 'facet-unknown' | 'value-unknown' | 'parent-unknown' | 'title-taken' | 'parent-retired' | 'nothing-changed'

/** The facets with the change made, or what is wrong with it. */
export function changedFacets(facets: readonly Facet[], change: FilterChange): Facet[] | FilterFault {
  const facet = facets.find(({ key }) => key === change.facet)
  if (facet === undefined) return 'facet-unknown'
  const values = change.kind === 'add' ? added(facet, change) : marked(facet, change)
  return typeof values === 'string' ? values : facets.map(each => (each === facet ? { ...facet, values } : each))
}

function added({ values }: Facet, { title, parent }: FilterChange & { kind: 'add' }): FilterValue[] | FilterFault {
  if (parent !== null && !values.some(({ key, parent: above, retired }) => key === parent && above === null && !retired))
    return 'parent-unknown'
  const key = filterKey(title)
  if (key === '' || values.some(value => value.key === key)) return 'title-taken'
  return [...values, { key, title, parent, retired: false }]
}

/** What is under a value that is retired is retired with it, and nothing is in use under one that is not. */
function marked({ values }: Facet, { kind, value }: FilterChange & { kind: 'retire' | 'restore' }): FilterValue[] | FilterFault {
  const retired = kind === 'retire'
  const named = values.find(({ key }) => key === value)
  if (named === undefined) return 'value-unknown'
  if (named.retired === retired) return 'nothing-changed'
  if (!retired && values.some(({ key, retired: isRetired }) => key === named.parent && isRetired)) return 'parent-retired'
  return values.map(each => (each === named || (retired && each.parent === value) ? { ...each, retired } : each))
}

/** The key of a value: its title in small letters and figures, joined by dashes. */
export const filterKey = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 80)

/** Facets of which something can be chosen at all. */
export const choosable = (facets: readonly Facet[]): Facet[] => facets.filter(({ values }) => values.some(({ retired }) => !retired))

/** Of the chosen facets those that cannot be chosen: unknown ones, and those without a value in use, unless they were chosen before. */
export function notChoosable(facets: readonly Facet[], chosen: readonly string[], kept: readonly string[]): string[] {
  const open = new Set(choosable(facets).map(({ key }) => key))
  return chosen.filter(key => !open.has(key) && !(kept.includes(key) && facets.some(facet => facet.key === key)))
}
