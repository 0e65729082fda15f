import { DomainError } from '../../shared/domain/errors.js'
import { SeeOther } from '../../web/pages/page-route.js'
import { declareHref } from './interest-addresses.js'

/**
 * Shows what only people may see who declared their interests, and after the opening; others are led to where that is done, and back to `next`, or
 * to the opening.
 */
export async function declaredFirst<T>(
  show: () => Promise<T>,
  requirement: string | (() => Promise<string>),
  next: string,
): Promise<T | SeeOther> {
  const idOf = async (): Promise<string> => (typeof requirement === 'string' ? requirement : requirement())
  try {
    return await show()
  } catch (error) {
    const code = error instanceof DomainError ? error.code : null
    if (code === 'interests-not-declared') return new SeeOther(declareHref(await idOf(), next))
    if (code === 'bids-sealed') return new SeeOther(`/buyer/requirements/${await idOf()}/opening`)
    throw error
  }
}
