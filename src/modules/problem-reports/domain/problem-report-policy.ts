import type { Actor } from '../../../shared/domain/actor.js'

/** Reports name the supplier, so nobody who works for one reads those of others, not even as an officer. */
export const mayReadProblemReports = (actor: Actor): boolean => actor.has('procurement-officer') && !actor.supplierAnywhere
