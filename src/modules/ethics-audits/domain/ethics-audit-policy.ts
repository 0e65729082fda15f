import type { Actor } from '../../../shared/domain/actor.js'

/** Officers audit, and never with a supplier role anywhere. */
export const mayAudit = (actor: Actor): boolean => actor.has('procurement-officer') && !actor.supplierAnywhere

/** Auditors read along and change nothing. */
export const mayReadAudits = (actor: Actor): boolean => mayAudit(actor) || (actor.has('auditor') && !actor.supplierAnywhere)
