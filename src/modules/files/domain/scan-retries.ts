/** A scan that was begun and not heard of for so long is lost with its worker: longer than the longest scan takes. */
export const LEASE_SECONDS = 300

/** After so many failures in a row an operator should look. */
export const FAILING_AFTER = 3

/** So many files wait at most to be scanned again, so that what comes in meanwhile is looked at soon. */
export const AGAIN_AT_ONCE = 20

/** Tries of a scan again for one version of the signatures: what fails then fails for a reason of its own, and would keep others waiting. */
export const AGAIN_TRIES = 3

const FIRST_SECONDS = 5
const LONGEST_SECONDS = 300

/** How long to wait after the n-th scan of a file that came to no verdict: twice as long each time, at most five minutes. It never ends. */
export const retryAfterSeconds = (attempts: number): number => Math.min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** Math.min(attempts - 1, 10))

/** Nobody waits for a scan again. */
export const AGAIN_AFTER_SECONDS = LONGEST_SECONDS
