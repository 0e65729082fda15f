import { Conflict, Refused } from '../../shared/domain/errors.js'
import { type MembershipState, STANDING_STATES } from '../memberships/domain/membership-lifecycle.js'

/** Of a membership that has ended nothing is looked at again. */
export function refuseEnded(state: MembershipState): void {
  if (STANDING_STATES.some(each => each === state)) return
  throw new Conflict('membership-state', `The membership is ${state}, so nothing of it is looked at again.`, { state })
}

export class ReviewSettled extends Conflict {
  constructor() {
    super('review-settled', 'Somebody settled this review already. It shows how.')
  }
}

export class IncidentDayUnfit extends Refused {
  constructor() {
    const detail = 'Enter the day on which it happened; it cannot lie ahead.'
    super('incident-day-unfit', detail, [{ pointer: '/happenedOn', code: 'incident-day-unfit', detail }])
  }
}
