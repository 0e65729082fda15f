import type { FormView } from '../../web/pages/form.js'
import { facetView } from './agreement-views.js'
import type { FilterEdition, FilterEditionRecord } from './filter-queries.js'

export const FILTERS = '/officer/filters'

export const filtersView = (edition: FilterEdition, editions: readonly FilterEditionRecord[], mayPublish: boolean, form: FormView) => ({
  form,
  mayPublish,
  here: FILTERS,
  number: edition.number,
  facets: edition.facets.map(facetView),
  places: edition.facets.flatMap(({ key, title, values }) => [
    { value: key, text: title },
    ...values
      .filter(({ parent, retired }) => parent === null && !retired)
      .map(value => ({ value: `${key}/${value.key}`, text: `${title}: under ${value.title}` })),
  ]),
  values: edition.facets.flatMap(({ key, title, values }) =>
    values.map(value => ({ value: `${key}/${value.key}`, text: `${title}: ${value.title}${value.retired ? ' (retired)' : ''}` })),
  ),
  editions,
})
