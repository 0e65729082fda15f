import type { Actor } from './actor.js'
import { Forbidden } from './errors.js'

/** What cannot be taken back asks for the password again: refuses whoever gave it longer ago. `act` names it: "opening". */
export function refuseOldSignIn({ signInAgeSeconds }: Actor, freshSeconds: number, act: string): void {
  if (signInAgeSeconds <= freshSeconds) return
  throw new Forbidden('fresh-sign-in-required', `Sign in again: ${act} needs a sign-in of the last ${freshSeconds / 60} minutes.`)
}
