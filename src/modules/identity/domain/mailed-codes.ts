import { Refused } from '../../../shared/domain/errors.js'

interface Lifetime {
  hours: number
  /** Why so long. */
  source: string
}

/** What a code is mailed for, and how long it is good. */
export const CODE_LIFETIMES = {
  'sign-up': { hours: 24, source: 'own figure: mail may wait for a day; a code gives nothing but the account that was asked for' },
  invitation: { hours: 7 * 24, source: 'own figure: colleagues are away for a week; it can be sent again and revoked' },
  'password-reset': { hours: 1, source: 'ASVS 5.0 6.4.1 and 6.6.2 ask for short; mail that is filtered takes up to an hour' },
  'email-change': { hours: 24, source: 'own figure, as for sign-up' },
} as const satisfies Readonly<Record<string, Lifetime>>

export type CodePurpose = keyof typeof CODE_LIFETIMES

/** Codes mailed to one address for one purpose: whoever asks on, however often, fills nobody's mailbox. Own figures. */
export const MOST_CODES = [
  { within: '1 hour', most: 3 },
  { within: '1 day', most: 10 },
] as const

/** One answer for what is wrong, spent, or too old: whoever guesses learns nothing. */
export class CodeNotValid extends Refused {
  constructor() {
    const detail = 'The code is not right, was used already, or is too old. Ask for a new one.'
    super('code-not-valid', detail, [{ pointer: '/code', code: 'code-not-valid', detail }])
  }
}
