import type { BiddingMembership } from '../memberships/memberships.js'

/** What a version of a bid stands on beside its content. Both are null of versions from before it was written down. */
export interface StandsOn {
  membershipId: string | null
  /** What the answers of its supplier's library came to that officers had been given; null where the membership came of no application. */
  answersHash: Buffer | null
}

export const standsOn = (membership: BiddingMembership | null): StandsOn => ({
  membershipId: membership?.id ?? null,
  answersHash: membership?.answersHash ?? null,
})
