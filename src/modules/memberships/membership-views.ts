import type { Actor } from '../../shared/domain/actor.js'
import { londonDay } from '../../shared/domain/london-time.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import type { Facet } from '../agreements/domain/filters.js'
import { findQuestion } from '../library/domain/question-set.js'
import { currentSet } from '../library/question-sets.js'
import { hasEnded, MEMBERSHIP_STATES, type MembershipState } from './domain/membership-lifecycle.js'
import { mayConfirmRemoval, mayTakeBackNotice } from './domain/membership-policy.js'
import { declareAboutHref } from './supplier-interests-links.js'
import type { MembershipChange } from './membership-history.js'
import { MEMBERSHIPS, membershipHref, OWN_MEMBERSHIPS, ownHref, reviewHref, REVIEWS } from './membership-links.js'
import type { Membership } from './membership-queries.js'
import type { ReviewSummary } from './membership-reviews.js'
import { reviewInWords } from './membership-words.js'
import { mayDecideOn, type MembershipRecord, type MembershipSearch } from './memberships.service.js'

export const STATE_TAGS: Readonly<Record<MembershipState, { text: string; colour: string }>> = {
  active: { text: 'Active', colour: 'green' },
  suspended: { text: 'Suspended', colour: 'orange' },
  removed: { text: 'Removed', colour: 'red' },
  lapsed: { text: 'Lapsed', colour: 'grey' },
}

const KIND_WORDS: Readonly<Record<MembershipChange['kind'], string>> = {
  admitted: 'Admitted',
  suspended: 'Suspended',
  restored: 'Suspension lifted',
  removed: 'Removed',
  lapsed: 'Lapsed, because the agreement ended',
  offer: 'Offers something else',
}

const titleOf = (question: string | null): string | null =>
  question === null ? null : (findQuestion(currentSet(), question)?.question.title ?? question)

const rowOf = (membership: Membership, href: string) => ({
  href,
  supplier: membership.supplierName,
  agreement: membership.agreementName,
  category: membership.categoryTitle,
  state: STATE_TAGS[membership.state],
  admittedOn: londonDay(membership.admittedAt),
  since: londonDay(membership.since),
})

export const ownMembershipsView = (page: Page<Membership>) => ({
  memberships: page.items.map(each => rowOf(each, ownHref(each.id))),
  next: nextPage(OWN_MEMBERSHIPS, page),
})

export function membershipsView(page: Page<Membership>, search: MembershipSearch, waiting: { open: number; overdue: number }) {
  const asked = new URLSearchParams({
    ...(search.supplier === undefined ? {} : { supplier: search.supplier }),
    ...(search.state === undefined ? {} : { state: search.state }),
    ...(search.removal === undefined ? {} : { removal: search.removal }),
  }).toString()
  return {
    memberships: page.items.map(each => rowOf(each, membershipHref(each.id))),
    search,
    states: MEMBERSHIP_STATES.map(state => ({ value: state, text: STATE_TAGS[state].text })),
    isSearched: asked !== '',
    reviews: { href: REVIEWS, ...waiting },
    next: nextPage(asked === '' ? MEMBERSHIPS : `${MEMBERSHIPS}?${asked}`, page),
  }
}

const reviewView = (review: ReviewSummary) => ({
  ...review,
  href: reviewHref(review.id),
  what: reviewInWords(review),
  title: titleOf(review.question),
})

function recordView(record: MembershipRecord, here: string) {
  const { changes, removals, reviews, offer, facets } = record
  return {
    membership: {
      ...rowOf(record, ''),
      id: record.id,
      revision: record.revision,
      isOver: hasEnded(record.state),
      isSuspended: record.state === 'suspended',
    },
    earlier: nextPage(here, { nextCursor: record.changesCursor }),
    mostReviews: record.reviewsCursor === null ? null : reviews.length,
    changes: changes.map(change => ({
      ...change,
      what: KIND_WORDS[change.kind],
      offered: change.offer === null ? null : offerInWords(change.offer, facets),
    })),
    removals,
    underWay: removals.find(({ outcome }) => outcome === null) ?? null,
    reviews: reviews.map(reviewView),
    offer: offerInWords(offer, facets),
  }
}

/** What is offered, filter by filter, in words; of a filter that is gone the token itself. */
function offerInWords(offer: readonly string[], facets: readonly Facet[]): { title: string; values: string[] }[] {
  const known = facets.map(({ key, title, values }) => ({
    title,
    values: values.filter(value => offer.includes(`${key}/${value.key}`)).map(value => value.title),
  }))
  const others = offer.filter(token => !facets.some(({ key, values }) => values.some(value => `${key}/${value.key}` === token)))
  return [...known, ...(others.length === 0 ? [] : [{ title: 'Not in use any more', values: others }])].filter(
    ({ values }) => values.length > 0,
  )
}

export const ownMembershipView = (record: MembershipRecord, mayAct: boolean, form: FormView) => ({
  ...recordView(record, ownHref(record.id)),
  form,
  here: ownHref(record.id),
  mayAct,
  suspension: record.suspension,
  /** What is left to whoever is no member any more. */
  after: afterwards(record),
  choices: record.facets.map(({ key, title, values }) => ({
    key,
    title,
    items: values
      .filter(value => !value.retired || record.offer.includes(`${key}/${value.key}`))
      .map(value => ({
        value: value.key,
        text: value.parent === null ? value.title : `${titleOfParent(values, value.parent)}: ${value.title}`,
        checked: isOfferSent(form) ? isTyped(form, key, value.key) : record.offer.includes(`${key}/${value.key}`),
      })),
  })),
})

function afterwards({ state, categoryId }: Membership): { text: string; href: string; link: string } | null {
  if (state === 'removed')
    return {
      text: 'Contracts that you have go on. You may apply to the category again at any time.',
      href: `/supplier/applications/new?category=${categoryId}`,
      link: 'Apply again',
    }
  if (state !== 'lapsed') return null
  return {
    text: 'The agreement has ended, and every membership of it. Contracts that you have go on, and so does what was published before it ended.',
    href: '/agreements',
    link: 'Agreements that you can join',
  }
}

const titleOfParent = (values: Facet['values'], parent: string): string => values.find(({ key }) => key === parent)?.title ?? parent

/** Of what the page sends, the offer alone says by which revision it was chosen: a reply that was refused has ticked nothing. */
const isOfferSent = ({ summary, values }: FormView): boolean => summary.length > 0 && values['seen'] !== undefined

function isTyped({ values }: FormView, facet: string, value: string): boolean {
  const typed = values[`offer-${facet}`] ?? []
  return typeof typed === 'string' ? typed === value : typed.includes(value)
}

/** What officers may do next, by who asks and how it stands. */
export const membershipView = (actor: Actor, record: MembershipRecord) => {
  const here = membershipHref(record.id)
  const view = recordView(record, here)
  const act = mayDecideOn(record)
  return {
    ...view,
    recheckHref: act && !hasEnded(record.state) ? `${here}/recheck` : null,
    expiring: record.expiring.map(each => ({ ...each, title: titleOf(each.question) })),
    stillBids: record.bidsAs !== record.state,
    /** Whoever has an interest, or has not declared, is not shown the application. */
    applicationHref: record.applicationId === null || record.hasInterest !== false ? null : `/officer/applications/${record.applicationId}`,
    responsivenessHref: `/officer/suppliers/${record.supplierId}/responsiveness`,
    declareHref: record.hasInterest === null ? declareAboutHref(record.supplierId, here) : null,
    hasInterest: record.hasInterest === true,
    acts: [
      ...(act && record.bidsAs === 'active' ? [{ href: `${here}/decide/suspend`, text: 'Suspend' }] : []),
      ...(act && record.bidsAs === 'suspended' ? [{ href: `${here}/decide/lift`, text: 'Lift the suspension' }] : []),
      ...(act && view.underWay === null ? [{ href: `${here}/decide/notice`, text: 'Give notice of a removal' }] : []),
      ...(act && view.underWay !== null && mayTakeBackNotice(actor, view.underWay)
        ? [{ href: `${here}/decide/take-back`, text: 'Take the notice back' }]
        : []),
      ...(act && view.underWay !== null && mayConfirmRemoval(actor, view.underWay.noticedBy)
        ? [{ href: `${here}/decide/remove`, text: 'Confirm the removal' }]
        : []),
    ],
  }
}
