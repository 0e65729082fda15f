import type { Page } from '../../shared/keyset.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import { type FormView, freshForm } from '../../web/pages/form.js'
import { nextPage } from '../../web/pages/paging.js'
import { buyerHead, buyerHref } from './buyer-head.js'
import { shownDates } from './change-dates.form.js'
import type { ChangeStanding } from './change-standing.service.js'
import type { StandingProposal } from './consents.js'
import type { RequirementPage } from './domain/requirement-pages.js'
import type { SectionWords } from './domain/section-words.js'
import { changeView } from './opportunity-page-views.js'
import type { RecordedChange } from './requirement-changes.service.js'

export const changesHref = (requirementId: string): string => `${buyerHref(requirementId)}/changes`

export const standingView = (standing: ChangeStanding) => {
  const { requirement, now, mayAmend, mayCancel, mayExtend, mayReopen } = standing
  return {
    head: buyerHead(requirement, now),
    here: changesHref(requirement.id),
    may: { amend: mayAmend, cancel: mayCancel, extend: mayExtend, reopen: mayReopen },
    isPublished: requirement.publishedAt !== null,
    proposals: standing.proposals,
  }
}

/** What may be done now, what waits for a second person, and what was changed before. */
export const changesView = (
  standing: ChangeStanding,
  changes: Page<RecordedChange>,
  words: SectionWords,
  pages: readonly RequirementPage[],
) => ({
  pages,
  ...standingView(standing),
  changes: changes.items.map(change => changeView(change, words)),
  next: nextPage(changesHref(standing.requirement.id), changes),
})

/** Each page of a change begins with the dates as they are, unless something was typed. */
export const extendView = (standing: ChangeStanding, form: FormView | null) => ({
  ...standingView(standing),
  form: form ?? freshForm(shownDates(standing.requirement.content)),
})

/** Another person's words, to be agreed to as they stand. */
export const othersProposal = ({ proposals }: ChangeStanding, verb: StandingProposal['verb']): StandingProposal | undefined =>
  proposals.find(proposal => proposal.verb === verb && !proposal.own)

const ownProposal = ({ proposals }: ChangeStanding, verb: StandingProposal['verb']): StandingProposal | null =>
  proposals.find(proposal => proposal.verb === verb && proposal.own) ?? null

export const cancelView = (standing: ChangeStanding, form: FormView | null) => {
  const proposed = othersProposal(standing, 'cancel')
  return {
    ...standingView(standing),
    proposed: proposed ?? null,
    own: ownProposal(standing, 'cancel'),
    form: form ?? freshForm({ reason: proposed?.content['reason'] ?? '' }),
  }
}

/** The fields that say just what a proposal says. */
export const fieldsOfProposal = ({ requirement }: ChangeStanding, { content }: StandingProposal): Readonly<Record<string, string>> => ({
  ...shownDates({ ...requirement.content, ...content }),
  reason: content['reason'] ?? '',
})

export const reopenView = (standing: ChangeStanding, mustProve: boolean, form: FormView | null) => {
  const proposed = othersProposal(standing, 'reopen')
  const first = proposed === undefined ? shownDates(standing.requirement.content) : fieldsOfProposal(standing, proposed)
  const shown = form ?? freshForm(first)
  return {
    ...standingView(standing),
    proposed: proposed ?? null,
    own: ownProposal(standing, 'reopen'),
    mustProve,
    form: { ...shown, values: withoutSecrets(shown.values) },
  }
}
