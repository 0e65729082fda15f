import { DomainError } from '../../shared/domain/errors.js'
import { SeeOther } from '../../web/pages/page-route.js'
import { declareHref } from '../requirements/interest-addresses.js'

/**
 * Shows what only people may see who declared their interests, and after the opening; others are led to where that is done, and back, or to the
 * opening.
 */
export async function declaredFirst<T>(show: () => Promise<T>, requirementOf: () => Promise<string>, next: string): Promise<T | SeeOther> {
  try {
    return await show()
  } catch (error) {
    const code = error instanceof DomainError ? error.code : null
    if (code === 'interests-not-declared') return new SeeOther(declareHref(await requirementOf(), next))
    if (code === 'bids-sealed') return new SeeOther(`/buyer/requirements/${await requirementOf()}/opening`)
    throw error
  }
}
