import { DomainError } from '../../shared/domain/errors.js'
import { SeeOther } from '../../web/pages/page-route.js'
import { declareAboutHref } from './supplier-interests-links.js'

/** Shows what only people may see who declared their interests in the supplier; others are led to where that is done, and back. */
export async function declaredAbout<T>(show: () => Promise<T>, supplierOf: () => Promise<string>, next: string): Promise<T | SeeOther> {
  try {
    return await show()
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'interests-not-declared') throw error
    return new SeeOther(declareAboutHref(await supplierOf(), next))
  }
}
