import type { Actor } from '../../../shared/domain/actor.js'

/** Small exact counts tell of single bids, so nobody who works for a supplier reads them. */
export const mayReadFigures = (actor: Actor): boolean => actor.hasAny(['procurement-officer', 'auditor']) && !actor.supplierAnywhere
