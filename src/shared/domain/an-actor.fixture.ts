import { Actor, type ActorFacts } from './actor.js'

export const HOME = '01900000-0000-7000-8000-00000000aaaa'
export const ELSEWHERE = '01900000-0000-7000-8000-00000000bbbb'
export const ME = '01900000-0000-7000-8000-000000000001'
export const SOMEBODY_ELSE = '01900000-0000-7000-8000-000000000002'

/** A person who acts for HOME, for tests of policies. */
export const anActor = (facts: Partial<ActorFacts> = {}): Actor =>
  new Actor({
    personId: ME,
    organisationId: HOME,
    organisationKind: 'public-body',
    roles: [],
    supplierAnywhere: false,
    signInAgeSeconds: 0,
    ...facts,
  })
