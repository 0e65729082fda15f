import type { MembershipRecordDto } from './membership.dto.js'
import type { MembershipRecord } from './memberships.service.js'

/** As it is answered: without what only pages need, and without ids of the people who decided. */
export function presentMembership({ today, grounds, mayDecide, bidsAs, removals, ...record }: MembershipRecord): MembershipRecordDto {
  return { ...record, removals: removals.map(({ noticedBy, isReported, ...removal }) => removal) }
}
