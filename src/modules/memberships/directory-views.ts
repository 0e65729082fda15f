import { londonDay } from '../../shared/domain/london-time.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import type { FormFields } from '../../web/pages/form-body.js'
import { nextPage } from '../../web/pages/paging.js'
import type { Agreement } from '../agreements/agreements.service.js'
import type { Facet, FilterValue } from '../agreements/domain/filters.js'
import type { ListedMembership, ListedSupplier, SupplierCount, SupplierRecord } from './directory-queries.js'
import { valuesOf } from './domain/offer.js'

export const SUPPLIERS = '/suppliers'

export const supplierHref = (id: string): string => `${SUPPLIERS}/${id}`

/** What one can choose from: the agreements that are open, and whether there are more of them. */
export interface Choices {
  agreements: readonly Agreement[]
  isMore: boolean
  facets: readonly Facet[]
}

export const suppliersView = (choices: Choices, form: FormView, page: Page<ListedSupplier>, count: SupplierCount) => ({
  ...searchView(choices, form),
  suppliers: page.items.map(each => ({ href: supplierHref(each.id), name: each.name, memberships: membershipsView(each, choices.facets) })),
  count,
  next: nextPage(addressOf(form.values), page),
})

/** The search that cannot be made, with what is wrong with it. */
export const unsoughtView = (choices: Choices, form: FormView) => ({ ...searchView(choices, form), suppliers: null, next: null })

function searchView({ agreements, isMore, facets }: Choices, form: FormView) {
  const chosen = [form.values['offers'] ?? []].flat()
  return {
    form,
    agreements: agreements.map(({ id, name, reference }) => ({ value: id, text: `${name} (${reference})` })),
    categories: agreements.flatMap(({ reference, categories }) =>
      categories.map(({ id, title }) => ({ value: id, text: `${title} (${reference})` })),
    ),
    hasMoreAgreements: isMore,
    facets: facets.map(facet => facetChoices(facet, chosen)).filter(({ items }) => items.length > 0),
    isFiltered: Object.keys(form.values).length > 0,
  }
}

/** The values of a facet as boxes, each under what it is a part of. One that is retired is offered only where it is chosen already. */
function facetChoices({ key, title, values }: Facet, chosen: readonly string[]) {
  const items = inTree(values)
    .map(value => ({ value, token: `${key}/${value.key}` }))
    .filter(({ value, token }) => !value.retired || chosen.includes(token))
    .map(({ value, token }) => ({
      value: token,
      text: value.retired ? `${value.title} (not in use any more)` : value.title,
      isPart: value.parent !== null,
      checked: chosen.includes(token),
    }))
  return { key, title, items, chosen: items.filter(({ checked }) => checked).length }
}

const inTree = (values: readonly FilterValue[]): FilterValue[] =>
  values.filter(({ parent }) => parent === null).flatMap(value => [value, ...values.filter(({ parent }) => parent === value.key)])

const membershipsView = ({ memberships }: ListedSupplier, facets: readonly Facet[]) =>
  memberships.map(each => ({
    agreementHref: `/agreements/${each.agreementId}`,
    agreement: `${each.agreementName} (${each.agreementReference})`,
    category: each.categoryTitle,
    since: londonDay(each.since),
    offer: offerInWords(each, facets),
  }))

/** By facet, in the order of the filters; a value that is not theirs any more stands as its key. */
function offerInWords({ offer }: ListedMembership, facets: readonly Facet[]) {
  return Object.entries(valuesOf(offer))
    .map(([key, keys]) => {
      const facet = facets.find(each => each.key === key)
      const known = inTree(facet?.values ?? []).filter(value => keys.includes(value.key))
      const unknown = keys.filter(each => !known.some(value => value.key === each))
      return {
        title: facet?.title ?? key,
        place: facets.findIndex(each => each.key === key),
        values: [...known.map(value => value.title), ...unknown],
      }
    })
    .toSorted((one, other) => one.place - other.place)
}

export const supplierView = (supplier: SupplierRecord, facets: readonly Facet[]) => ({
  name: supplier.name,
  identifiers: [
    { title: 'Companies House number', value: supplier.companiesHouseNumber },
    { title: 'Public procurement organisation number', value: supplier.ppon },
  ].filter(({ value }) => value !== null),
  memberships: membershipsView(supplier, facets),
  /** For officers and auditors. */
  responsivenessHref: `/officer/suppliers/${supplier.id}/responsiveness`,
})

function addressOf(fields: FormFields): string {
  const query = new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, each])),
  ).toString()
  return query === '' ? SUPPLIERS : `${SUPPLIERS}?${query}`
}
