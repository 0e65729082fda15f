/**
 * Fewest people of each side who hold its share when a requirement is published, so that one lost passphrase loses no bids (own rule; NIST SP
 * 800-57 part 2 asks for a second person wherever knowledge of a key is split).
 */
export const FEWEST_HOLDERS = 2

/**
 * What making the sealing key of a passphrase costs: the second choice of RFC 9106 section 4 for Argon2id, for memory that is shared. More than
 * for passwords, because whoever has the database may guess for as long as they like. Kept with each key, so that it can change.
 */
export const STRETCHING = { memoryCost: 65_536, timeCost: 3, parallelism: 4 }

/** How a side stands: enough people, fewer, or nobody who could open. */
export type Standing = 'enough' | 'few' | 'none'

export function standingOf(holders: number): Standing {
  if (holders >= FEWEST_HOLDERS) return 'enough'
  return holders === 0 ? 'none' : 'few'
}
