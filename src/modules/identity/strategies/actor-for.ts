import type { Actor, Role } from '../../../shared/domain/actor.js'
import type { ActorRequest } from '../../../web/actor.guard.js'
import { actorIn, oneself, type Session } from '../sessions.js'

/** Who asks: the person alone where the route is about their own account, and else in the organisation asked for. */
export const actorFor = (
  { audience }: ActorRequest,
  session: Session,
  organisationId: string | undefined,
  needingSecondFactor: readonly Role[],
): Actor => (audience === 'oneself' ? oneself(session, needingSecondFactor) : actorIn(session, organisationId, needingSecondFactor))
