import type { Actor } from '../../../shared/domain/actor.js'

/** Officers and auditors declare before they look into what suppliers apply with; never somebody with a supplier role anywhere. */
export const mayDeclareAboutSuppliers = (actor: Actor): boolean =>
  actor.hasAny(['procurement-officer', 'auditor']) && !actor.supplierAnywhere
