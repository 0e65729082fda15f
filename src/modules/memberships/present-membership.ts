import { valuesOf } from './domain/offer.js'
import type { MembershipChangeDto, MembershipDto, MembershipRecordDto } from './membership.dto.js'
import type { MembershipChange } from './membership-history.js'
import type { Membership } from './membership-queries.js'
import type { MembershipRecord } from './memberships.service.js'

/** As it is answered in a list: the offer by facet, as it is chosen. */
export const listedMembership = ({ offer, ...membership }: Membership): MembershipDto => ({ ...membership, offer: valuesOf(offer) })

export const presentChange = ({ offer, ...change }: MembershipChange): MembershipChangeDto => ({
  ...change,
  offer: offer === null ? null : valuesOf(offer),
})

/** As it is answered: without what only pages need, and without ids of the people who decided. */
export function presentMembership({
  today,
  grounds,
  mayDecide,
  bidsAs,
  removals,
  offer,
  changes,
  suspension,
  ...record
}: MembershipRecord): MembershipRecordDto {
  return {
    ...record,
    offer: valuesOf(offer),
    changes: changes.map(presentChange),
    removals: removals.map(({ noticedBy, isReported, ...removal }) => removal),
  }
}
