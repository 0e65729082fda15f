import type { Actor } from '../../../shared/domain/actor.js'

/** Officers acknowledge, and never with a supplier role anywhere: what they see is of rivals. */
export const mayAcknowledge = (actor: Actor): boolean => actor.has('procurement-officer') && !actor.supplierAnywhere

/** Auditors read along and change nothing. */
export const mayWatch = (actor: Actor): boolean => mayAcknowledge(actor) || (actor.has('auditor') && !actor.supplierAnywhere)
