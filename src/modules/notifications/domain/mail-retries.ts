/**
 * Why a mail was not taken: the server could not be used at all, it took this mail not now, or not ever. RFC 5321 section 4.2.1 calls the
 * last two transient (4yz) and permanent (5yz).
 */
export type TroubleKind = 'no-server' | 'postponed' | 'refused'

/** Seconds until the next try, after each try that failed; the last one stays. RFC 5321 section 4.5.4.1: two tries in the first hour, then each half an hour. */
const PAUSES_SECONDS = [30, 60, 120, 300, 600, 1800] as const

/** A permanent refusal may still be a mistake that somebody mends the same day; so many tries last for seven hours. Own figure. */
const REFUSALS_AT_MOST = 20

/** A mail that is older is given up. RFC 5321 section 4.5.4.1: at least four to five days. */
export const GIVEN_UP_AFTER_DAYS = 5

/** Seconds until the next try, or null when there is none. */
export function pauseAfter(kind: TroubleKind, attempts: number): number | null {
  if (kind === 'refused' && attempts >= REFUSALS_AT_MOST) return null
  return PAUSES_SECONDS[attempts - 1] ?? PAUSES_SECONDS[PAUSES_SECONDS.length - 1] ?? null
}
