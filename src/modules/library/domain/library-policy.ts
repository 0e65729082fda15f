import type { Actor } from '../../../shared/domain/actor.js'

/** The library is for those who write for their supplier, and for nobody else. */
export const mayUseLibrary = (actor: Actor): boolean => actor.organisationKind === 'supplier' && actor.has('bid-writer')
