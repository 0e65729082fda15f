import { dayInWords } from '../../shared/domain/london-time.js'
import type { Page } from '../../shared/keyset.js'
import type { Agreement } from '../agreements/agreements.service.js'
import type { FormView } from '../../web/pages/form.js'
import type { FormFields } from '../../web/pages/form-body.js'
import { nextPage } from '../../web/pages/paging.js'
import type { RequirementCount } from './requirement-list-queries.js'
import type { RequirementSort } from './requirement-pages.js'
import type { RequirementSummary } from './requirement-queries.js'
import type { FoundRequirements } from './requirements.service.js'

export const homeView = ({ items }: Page<RequirementSummary>, open: RequirementCount) => ({ closingSoon: items.map(rowOf), open })

type Search = FormView & { sort: RequirementSort }

/** What was found, with the search as it was asked for. */
export const opportunitiesView = (agreements: readonly Agreement[], search: Search, page: FoundRequirements, count: RequirementCount) => ({
  ...searchView(agreements, search),
  opportunities: page.items.map(rowOf),
  count,
  searchedFor: page.searchedFor ?? null,
  next: nextPage(listAddress(search.values), page),
})

/** The search that cannot be made, with what is wrong with it. */
export const unsoughtView = (agreements: readonly Agreement[], search: FormView) => ({
  ...searchView(agreements, { ...search, sort: 'closing' }),
  opportunities: null,
  next: null,
})

const searchView = (agreements: readonly Agreement[], search: Search) => ({
  form: search,
  sort: search.sort,
  categories: agreements.flatMap(({ reference, categories }) =>
    categories.map(({ id, title }) => ({ value: id, text: `${title} (${reference})` })),
  ),
  isFiltered: Object.keys(search.values).some(name => name !== 'sort'),
  closingBy: search.errors['closingBy'] === undefined ? dayOf(search.values) : null,
  feed: feedAddress(search.values),
  everyState: listAddress({ ...search.values, state: 'all' }),
})

const dayOf = ({ closingBy }: FormFields): string | null => (typeof closingBy === 'string' ? dayInWords(closingBy) : null)

export const archiveView = (page: Page<RequirementSummary>) => ({
  opportunities: page.items.map(rowOf),
  next: nextPage('/archive', page),
})

/** Where a search is found again. */
export const listAddress = (fields: FormFields): string => withSearch('/opportunities', fields)

export const feedAddress = ({ sort: _, ...fields }: FormFields): string => withSearch('/opportunities/feed.atom', fields)

const withSearch = (path: string, fields: FormFields): string => {
  const query = new URLSearchParams(fields as Record<string, string>).toString()
  return query === '' ? path : `${path}?${query}`
}

export const rowOf = ({ id, title, buyerName, state, tier, practice, submissionDeadline }: RequirementSummary) => ({
  id,
  href: `/opportunities/${id}`,
  title,
  buyerName,
  state,
  tier,
  practice,
  submissionDeadline,
})
