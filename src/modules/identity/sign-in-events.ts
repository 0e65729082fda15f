import type { Tx } from '../../shared/database/unit-of-work.js'
import { newId } from '../../shared/ids.js'
import type { Origin } from './origin.js'

export const SIGN_IN_OUTCOMES = [
  'signed-in',
  'refused',
  'signed-out',
  'code-refused',
  'stepped-up',
  'step-up-refused',
  'session-ended',
] as const

export type SignInOutcome = (typeof SIGN_IN_OUTCOMES)[number]

export const SIGN_IN_METHODS = ['password', 'identity-provider'] as const

export type SignInMethod = (typeof SIGN_IN_METHODS)[number]

/** What happened about a sign-in; the person is null where no account has the e-mail address that was given. */
export interface SignInEvent {
  personId: string | null
  outcome: SignInOutcome
  origin?: Origin
  method?: SignInMethod
  secondFactor?: boolean
}

/** Writes it into the sign-in log. */
export async function recordSignIn(tx: Tx, { personId, outcome, origin, method, secondFactor = false }: SignInEvent): Promise<void> {
  await tx.query(
    'INSERT INTO sign_in_event (id, person_id, outcome, method, second_factor, device, source) VALUES ($1, $2, $3, $4, $5, $6, $7)',
    [newId(), personId, outcome, method ?? null, secondFactor, origin?.device ?? '', origin?.source ?? ''],
  )
}
