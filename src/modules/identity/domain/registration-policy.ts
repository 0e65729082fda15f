import type { Actor } from '../../../shared/domain/actor.js'

/** Registrations are for officers who work for no supplier: what waits may be its rival. */
export const mayReadRegistrations = (actor: Actor): boolean => actor.has('procurement-officer') && !actor.supplierAnywhere

/** Nobody decides on what they registered themself. */
export const mayDecideRegistration = (actor: Actor, { registrantId }: { registrantId: string }): boolean =>
  mayReadRegistrations(actor) && registrantId !== actor.personId
