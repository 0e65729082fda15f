import { timeLeft } from '../../shared/domain/time-left.js'
import type { FormView } from '../../web/pages/form.js'
import { withoutSecrets } from '../../web/pages/form-body.js'
import { declareHref } from '../requirements/interest-addresses.js'
import type { OpeningStep } from './domain/opening-step.js'
import type { OpeningStanding } from './opening-standing.service.js'

export const openingHref = (requirementId: string): string => `/buyer/requirements/${requirementId}/opening`

/** Where there is nothing to type, the page may look by itself how it goes on. */
const WAITING: readonly OpeningStep[] = ['watch', 'wait', 'agreed', 'side-taken']

/** `mustProve`: whether the password is asked for. */
export function openingView(standing: OpeningStanding, mustProve: boolean, form: FormView) {
  const { requirementId, now, submissionDeadline, agreements, recorded, refused } = standing
  const here = openingHref(requirementId)
  const requirementHref = `/buyer/requirements/${requirementId}`
  return {
    ...standing,
    requirementTitle: standing.title,
    here,
    requirementHref,
    opportunityHref: `/opportunities/${requirementId}`,
    keyHref: '/account/opening-key',
    interestsHref: declareHref(requirementId, here),
    timeLeft: submissionDeadline === null ? null : timeLeft(now, submissionDeadline),
    first: agreements[0] ?? null,
    recorded: recorded?.map(each => ({ ...each, href: `${requirementHref}/bids/${each.bidId}` })) ?? null,
    waits: WAITING.includes(standing.step) && standing.stage !== 'opened',
    // As long as this is the same, a page that waits has nothing new to show.
    watched: [standing.stage, standing.step, agreements.length, refused.length].join(' '),
    mustProve,
    form: { ...form, values: withoutSecrets(form.values) },
  }
}
