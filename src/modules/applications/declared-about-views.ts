import { ledWhere } from '../../web/pages/led-where.js'
import type { SeeOther } from '../../web/pages/page-route.js'
import { declareAboutHref } from '../memberships/supplier-interests-links.js'

/** Shows what only people may see who declared their interests in the supplier; others are led to where that is done, and back. */
export const declaredAbout = <T>(show: () => Promise<T>, supplierOf: () => Promise<string>, next: string): Promise<T | SeeOther> =>
  ledWhere(show, { 'interests-not-declared': async () => declareAboutHref(await supplierOf(), next) })
