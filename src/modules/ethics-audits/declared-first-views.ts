import { ledWhere } from '../../web/pages/led-where.js'
import type { SeeOther } from '../../web/pages/page-route.js'
import { declareHref } from '../requirements/interest-addresses.js'

/**
 * Shows what only people may see who declared their interests, and after the opening; others are led to where that is done, and back, or to the
 * opening.
 */
export const declaredFirst = <T>(show: () => Promise<T>, requirementOf: () => Promise<string>, next: string): Promise<T | SeeOther> =>
  ledWhere(show, {
    'interests-not-declared': async () => declareHref(await requirementOf(), next),
    'bids-sealed': async () => `/buyer/requirements/${await requirementOf()}/opening`,
  })
