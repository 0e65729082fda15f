import type { Actor } from '../../../shared/domain/actor.js'

/** Officers audit, and never with a supplier role anywhere. */
export const mayAudit = (actor: Actor): boolean => actor.has('procurement-officer') && !actor.supplierAnywhere

/** Auditors read along and change nothing. */
export const mayReadAudits = (actor: Actor): boolean => mayAudit(actor) || (actor.has('auditor') && !actor.supplierAnywhere)

/** At high tier a senior officer gives the second approval, and nobody gives both: people count, not accounts. */
export const mayConfirmAudit = (actor: Actor, firstPersonId: string): boolean =>
  mayAudit(actor) && actor.has('senior-officer') && actor.personId !== firstPersonId

/** The supplier reads and answers what it was asked about its own bid. */
export const mayAnswerQueries = (actor: Actor, bid: { supplierId: string }): boolean =>
  actor.has('bid-writer') && bid.supplierId === actor.organisationId
