import { CSV_START, csvRow } from '../../shared/domain/csv.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import type { Facet } from '../agreements/domain/filters.js'
import { lackingTokens, tokenInWords } from '../memberships/domain/offer.js'
import type { ListDifference, MatchingSupplier, NamedSupplier, OtherMember } from '../memberships/match-suppliers.js'
import { buyerHead, buyerHref } from './buyer-head.js'
import type { RequirementPage } from './domain/requirement-pages.js'
import type { InvitationRecord, ProvenRound } from './invitation-records.service.js'
import { FILTER_FIELD, tickedIn } from './shortlist.form.js'
import type { RunStanding } from './shortlist-standing.js'
import type { ShortlistView } from './shortlists.service.js'

export const shortlistHref = (requirementId: string): string => `${buyerHref(requirementId)}/shortlist`

/** The suppliers of one page of the list: those who match, or the other members. */
export type Listed =
  { show: 'matching'; page: Page<MatchingSupplier> } | { show: 'others'; page: Page<OtherMember> & { tokens: readonly string[] } }

/** What is chosen, whom that finds now, and what changed since it was run. */
export function shortlistView(view: ShortlistView, listed: Listed, pages: readonly RequirementPage[], form: FormView) {
  const { requirement, shortlist, facets, retired, counts, last } = view
  const here = shortlistHref(requirement.id)
  const chosen = shortlist?.tokens ?? []
  const wasSent = form.values['seen'] !== undefined
  const ticked = wasSent ? tickedIn(form.values) : {}
  return {
    pages,
    head: buyerHead(requirement),
    here,
    form,
    may: { choose: view.mayChoose, run: view.mayRun },
    isDraft: requirement.state === 'draft',
    isPublished: requirement.publishedAt !== null,
    hasCategories: requirement.categoryIds.length > 0,
    name: wasSent ? (form.values['name'] ?? '') : (shortlist?.name ?? ''),
    revision: shortlist?.revision ?? 0,
    isChosen: shortlist !== null,
    chosen: chosen.map(token => tokenInWords(token, facets)),
    retired: retired.map(token => tokenInWords(token, facets)),
    facets: facets.map(facet => facetBoxes(facet, wasSent ? (ticked[facet.key] ?? []) : chosenOf(facet, chosen), chosenOf(facet, chosen))),
    counts,
    last: last === null ? null : runView(last),
    show: listed.show,
    matching: listed.show === 'matching' ? listed.page.items : [],
    others: listed.show === 'others' ? listed.page.items.map(other => otherRow(other, listed.page.tokens, facets)) : [],
    next: nextPage(listed.show === 'others' ? `${here}?show=others` : here, listed.page),
  }
}

const chosenOf = ({ key, values }: Facet, tokens: readonly string[]): string[] =>
  values.filter(value => tokens.includes(`${key}/${value.key}`)).map(value => value.key)

/** Values in use, and those that were chosen before and are offered no longer. */
const facetBoxes = ({ key, title, values }: Facet, ticked: readonly string[], kept: readonly string[]) => ({
  name: `${FILTER_FIELD}${key}`,
  title,
  ticked,
  items: values
    .filter(value => !value.retired || kept.includes(value.key))
    .map(value => ({
      value: value.key,
      text: value.parent === null ? value.title : `${values.find(each => each.key === value.parent)?.title ?? ''}: ${value.title}`,
      ...(value.retired ? { hint: { text: 'No longer offered. It stays chosen, and is matched.' } } : {}),
    })),
})

/** More names than anybody reads on a page. */
const NAMED = 50

const namesOf = (suppliers: readonly NamedSupplier[]) => ({
  names: suppliers.slice(0, NAMED).map(({ supplierName }) => supplierName),
  more: Math.max(0, suppliers.length - NAMED),
})

const differenceView = ({ hash, matching, added, gone }: ListDifference) => ({
  hash,
  matching,
  added: namesOf(added),
  gone: namesOf(gone),
  isSame: added.length === 0 && gone.length === 0,
})

/** How the last run stands. */
export const runView = ({ run, isStale, difference }: RunStanding) => ({
  number: run.number,
  runAt: run.runAt,
  count: run.supplierIds.length,
  holdsUntil: run.holdsUntil,
  holdsBy: run.holdsBy,
  isStale,
  difference: differenceView(difference),
})

const otherRow = (
  { supplierName, categoryTitle, isSuspended, offer }: OtherMember,
  tokens: readonly string[],
  facets: readonly Facet[],
) => ({
  supplierName,
  categoryTitle,
  isSuspended,
  lacking: lackingTokens(tokens, offer).map(token => tokenInWords(token, facets)),
})

const HEAD = ['Supplier', 'Companies House number', 'PPON', 'DUNS', 'Category', 'Member since']

/** Who matches, for a spreadsheet: names and public identifiers, and nothing of how to reach anybody. */
export const shortlistCsv = (suppliers: readonly MatchingSupplier[]): string =>
  CSV_START +
  [
    HEAD,
    ...suppliers.map(({ supplierName, companiesHouseNumber, ppon, duns, categoryTitle, admittedAt }) => [
      supplierName,
      companiesHouseNumber ?? '',
      ppon ?? '',
      duns ?? '',
      categoryTitle,
      admittedAt,
    ]),
  ]
    .map(csvRow)
    .join('')

const REASONS: Readonly<Record<ProvenRound['reason'], string>> = {
  publication: 'When it was published',
  'admitted-later': 'Came to match while it was open',
  extended: 'Came to match while it was open, and has time enough since the deadline moved',
}

/** Who was invited, when and by what, and whether invitations and log agree. */
export const invitationsView = (
  { requirement, rounds, total, named, waiting, facets }: InvitationRecord,
  pages: readonly RequirementPage[],
) => ({
  pages,
  head: buyerHead(requirement),
  isPublished: requirement.publishedAt !== null,
  waiting,
  total,
  next: nextPage(`${buyerHref(requirement.id)}/invitations`, rounds),
  rounds: rounds.items.map(
    ({ number, reason, count, supplierIds, invitedAt, hash, tokens, filterEdition, sentHash, written, isProven }) => ({
      number,
      why: REASONS[reason],
      count,
      invitedAt,
      hash,
      filters: tokens.map(token => tokenInWords(token, facets)),
      filterEdition,
      written,
      names: named.filter(({ id }) => supplierIds.includes(id)).map(({ name }) => name),
      proof: isProven ? 'agrees' : sentHash === null ? 'under way' : 'differs',
    }),
  ),
})
