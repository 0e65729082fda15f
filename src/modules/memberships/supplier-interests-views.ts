import { ownPage } from '../../web/page-addresses.js'
import type { FormView } from '../../web/pages/form.js'

/** Where officers see what waits for them; shown to whoever comes without a page to go on to. */
const QUEUE = '/officer/applications'

export const supplierInterestsHref = (supplierId: string): string => `/officer/suppliers/${supplierId}/interests`

/** Where interests in a supplier are declared; from there it goes on to `next`. */
export const declareAboutHref = (supplierId: string, next: string): string =>
  `${supplierInterestsHref(supplierId)}?next=${encodeURIComponent(next)}`

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
  queue: QUEUE,
  form,
})

/** Where it goes on; to the queue where nobody said. */
export function nextAfter(next: unknown): string {
  const own = ownPage(next)
  return own === '/' ? QUEUE : own
}
