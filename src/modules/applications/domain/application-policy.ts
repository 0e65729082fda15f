import type { Actor } from '../../../shared/domain/actor.js'

/** Those who write for a supplier prepare its applications and answer what officers ask. */
export const mayPrepareApplication = (actor: Actor): boolean => actor.organisationKind === 'supplier' && actor.has('bid-writer')

/** A supplier's administrator signs the declaration and submits, or withdraws. */
export const maySubmitApplication = (actor: Actor): boolean => actor.organisationKind === 'supplier' && actor.has('supplier-admin')

/** Officers decide, and never with a supplier role anywhere: they would be judging a rival. */
export const mayDecideApplications = (actor: Actor): boolean => actor.has('procurement-officer') && !actor.supplierAnywhere

/** Auditors read along. */
export const mayReadApplications = (actor: Actor): boolean =>
  mayDecideApplications(actor) || (actor.has('auditor') && !actor.supplierAnywhere)
