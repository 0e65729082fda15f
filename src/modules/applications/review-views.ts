import type { DomainError } from '../../shared/domain/errors.js'
import type { Page } from '../../shared/keyset.js'
import type { FormView } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import { findQuestion } from '../library/domain/question-set.js'
import { currentSet } from '../library/question-sets.js'
import type { ReviewCounts, ReviewSummary } from '../memberships/membership-reviews.js'
import { membershipHref, ownHref, reviewHref, REVIEWS } from '../memberships/membership-links.js'
import type { Membership } from '../memberships/membership-queries.js'
import { reviewInWords } from '../memberships/membership-words.js'
import { changesOf } from './review.dto.js'
import type { PinnedAnswer } from './pinned-answers.js'
import type { ReviewFile } from './review.service.js'

const summaryOf = (review: ReviewSummary) => ({
  ...review,
  href: reviewHref(review.id),
  what: reviewInWords(review),
  title: review.question === null ? null : (findQuestion(currentSet(), review.question)?.question.title ?? review.question),
})

export const reviewsView = (page: Page<ReviewSummary> & { counts: ReviewCounts }) => ({
  reviews: page.items.map(summaryOf),
  counts: page.counts,
  next: nextPage(REVIEWS, page),
})

export const reviewView = (review: ReviewFile, mayDecide: boolean, form: FormView) => {
  const member = membershipHref(review.membershipId)
  return {
    form,
    review: summaryOf(review),
    here: reviewHref(review.id),
    member,
    accepted: versionOf(review.accepted),
    now: versionOf(review.now),
    fields: changesOf(review.accepted, review.now),
    seen: review.now?.version ?? 0,
    maySettle: mayDecide && review.outcome === null,
    nextActs: [
      { href: `${member}/decide/suspend`, text: 'Suspend the member' },
      { href: `${member}/decide/notice`, text: 'Give notice of a removal' },
    ],
  }
}

const versionOf = (pin: PinnedAnswer | null) =>
  pin === null
    ? null
    : { version: pin.version, hash: pin.hash, pinnedAt: pin.pinnedAt, expiresOn: pin.expiresOn, product: pin.content.product?.name ?? null }

/** What whoever came second reads. */
const CLASHES: Readonly<Record<string, string>> = {
  'review-settled': 'Somebody settled this review while it was open here. What you decided was not recorded.',
  'stale-version': 'The supplier changed the answer again after you opened this page. Read what it says now, then decide.',
  'membership-state': 'The membership has ended meanwhile, so nothing of it is looked at again.',
}

export function withReviewClash(form: FormView, { code, errors }: DomainError): FormView {
  const words = CLASHES[code]
  return words === undefined || errors.length > 0 ? form : { ...form, summary: [{ text: words }] }
}

const aboutOne = ({ supplierName, categoryTitle, agreementName }: Membership) => ({
  supplier: supplierName,
  category: categoryTitle,
  agreement: agreementName,
})

export const incidentView = (membership: Membership, form: FormView) => {
  const back = ownHref(membership.id)
  return { ...aboutOne(membership), back, here: `${back}/incidents`, form }
}

export const recheckView = (membership: Membership, form: FormView) => {
  const back = membershipHref(membership.id)
  return { ...aboutOne(membership), back, here: `${back}/recheck`, form }
}
