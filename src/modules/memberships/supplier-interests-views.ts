import { ownPage } from '../../web/page-addresses.js'
import type { FormView } from '../../web/pages/form.js'
import { MEMBERSHIPS } from './membership-links.js'
import { supplierInterestsHref } from './supplier-interests-links.js'

/** Where officers see what waits for them; shown to whoever comes without a page to go on to. */
const QUEUE = '/officer/applications'

export interface DeclaringAbout {
  supplierId: string
  supplierName: string
  /** Null where nothing is declared yet. */
  hasInterest: boolean | null
  /** The page that asked for it. */
  next: string
}

export const supplierInterestsView = ({ supplierId, supplierName, hasInterest, next }: DeclaringAbout, form: FormView) => ({
  supplierName,
  hasInterest,
  here: supplierInterestsHref(supplierId),
  nextHref: next,
  back: isReadBeforehand(next) ? next : QUEUE,
  form,
})

/** How a member stands is read without a declaration; what a supplier applies with is not, and would lead here again. */
const isReadBeforehand = (page: string): boolean => page.startsWith(`${MEMBERSHIPS}/`)

/** Where it goes on; to the queue where nobody said. */
export function nextAfter(next: unknown): string {
  const own = ownPage(next)
  return own === '/' ? QUEUE : own
}
