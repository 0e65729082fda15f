import type { Actor } from '../../../shared/domain/actor.js'

/** An organisation-admin sees the sign-in log of the own organisation (domain.md, roles). */
export const maySeeSignInLog = (actor: Actor): boolean => actor.has('organisation-admin')
