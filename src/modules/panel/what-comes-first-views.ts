import { ledWhere } from '../../web/pages/led-where.js'
import type { PageAnswer } from '../../web/pages/page-route.js'
import { declareHref } from '../requirements/interest-addresses.js'

/** Shows what is asked for, or leads to what must come before it: declaring one's interests, or the opening. `path` is where it goes on. */
export function orWhatComesFirst(requirementId: string, path: string, show: () => Promise<PageAnswer>): Promise<PageAnswer> {
  const requirementHref = `/buyer/requirements/${requirementId}`
  return ledWhere(show, {
    'interests-not-declared': () => declareHref(requirementId, requirementHref + path),
    'bids-sealed': () => `${requirementHref}/opening`,
  })
}
