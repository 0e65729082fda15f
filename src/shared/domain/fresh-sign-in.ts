import type { Actor } from './actor.js'
import { Forbidden } from './errors.js'

/** Whether whoever acts proved who they are so recently that what cannot be taken back is theirs to do. */
export const isFreshSignIn = ({ signInAgeSeconds }: Actor, freshSeconds: number): boolean => signInAgeSeconds <= freshSeconds

/** What cannot be taken back asks for the password again: refuses whoever gave it longer ago. `act` names it: "opening". */
export function refuseOldSignIn(actor: Actor, freshSeconds: number, act: string): void {
  if (isFreshSignIn(actor, freshSeconds)) return
  throw new Forbidden(
    'fresh-sign-in-required',
    `It is over ${freshSeconds / 60} minutes since you proved who you are, and ${act} needs that anew: give your password at /api/v1/sessions/current/step-up, or sign in again, and repeat this.`,
  )
}
