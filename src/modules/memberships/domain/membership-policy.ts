import type { Actor } from '../../../shared/domain/actor.js'

/** Officers and auditors declare before they look into what suppliers apply with; never somebody with a supplier role anywhere. */
export const mayDeclareAboutSuppliers = (actor: Actor): boolean =>
  actor.hasAny(['procurement-officer', 'auditor']) && !actor.supplierAnywhere

/** Those who write for a supplier see how it stands, and tell of incidents. */
export const mayReadOwnStanding = (actor: Actor): boolean => actor.organisationKind === 'supplier' && actor.has('bid-writer')

/** What a supplier offers decides what it is invited to, and a reply to a notice is its last word: its administrator's. */
export const mayActForMember = (actor: Actor): boolean => actor.organisationKind === 'supplier' && actor.has('supplier-admin')

/** Officers suspend, lift and give notice, and never with a supplier role anywhere: they would be judging a rival. */
export const mayDecideStanding = (actor: Actor): boolean => actor.has('procurement-officer') && !actor.supplierAnywhere

/** Auditors read along. */
export const mayReadStanding = (actor: Actor): boolean => mayDecideStanding(actor) || (actor.has('auditor') && !actor.supplierAnywhere)

/** A senior officer removes, and never the person who gave the notice: people count, not accounts. */
export const mayConfirmRemoval = (actor: Actor, noticedBy: string): boolean =>
  actor.has('senior-officer') && !actor.supplierAnywhere && actor.personId !== noticedBy

/** A notice that is a duty ends only by two people, whichever way it ends; any other is taken back by every officer. */
export const mayTakeBackNotice = (actor: Actor, { must, noticedBy }: { must: boolean; noticedBy: string }): boolean =>
  must ? mayConfirmRemoval(actor, noticedBy) : mayDecideStanding(actor)
