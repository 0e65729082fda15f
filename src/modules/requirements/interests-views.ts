import { ownPage } from '../../web/page-addresses.js'
import type { FormView } from '../../web/pages/form.js'
import { interestsHref } from './interest-addresses.js'

export interface Declaring {
  requirementId: string
  title: string
  /** Null where nothing is declared yet. */
  hasInterest: boolean | null
  /** The page that asked for it. */
  next: string
}

export const interestsView = ({ requirementId, title, hasInterest, next }: Declaring, form: FormView) => ({
  requirementTitle: title,
  requirementHref: `/opportunities/${requirementId}`,
  hasInterest,
  here: interestsHref(requirementId),
  nextHref: next,
  opening: openingOf(requirementId),
  queue: next === QUEUE || next.startsWith(`${QUEUE}/`) ? QUEUE : null,
  form,
})

/** Where it goes on; to the opening where nobody said. */
export function nextOf(requirementId: string, next: unknown): string {
  const own = ownPage(next)
  return own === '/' ? openingOf(requirementId) : own
}

/** Where auditing begins, for who may be there. */
const QUEUE = '/officer'

const openingOf = (requirementId: string): string => `/buyer/requirements/${requirementId}/opening`
