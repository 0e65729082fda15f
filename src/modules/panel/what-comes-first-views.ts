import { DomainError } from '../../shared/domain/errors.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { declareHref } from '../requirements/interest-addresses.js'

/** Shows what is asked for, or leads to what must come before it: declaring one's interests, or the opening. `path` is where it goes on. */
export async function orWhatComesFirst(requirementId: string, path: string, show: () => Promise<PageAnswer>): Promise<PageAnswer> {
  const requirementHref = `/buyer/requirements/${requirementId}`
  try {
    return await show()
  } catch (error) {
    const code = error instanceof DomainError ? error.code : null
    if (code === 'interests-not-declared') return new SeeOther(declareHref(requirementId, requirementHref + path))
    if (code === 'bids-sealed') return new SeeOther(`${requirementHref}/opening`)
    throw error
  }
}
