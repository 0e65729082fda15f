import { PROBLEMS } from '../../web/openapi/problem-codes.js'
import type { CheckOutcome, Effect } from './domain/count-competition.js'

/** What became of a bid at the check, in words. */
const OUTCOMES: Record<CheckOutcome, string> = {
  passed: 'Passed',
  'passed-with-warnings': 'Passed with warnings',
  referred: 'Passed, with answers for a reviewer',
  stopped: 'Stopped by the check and never sent',
  'not-submitted': 'Not sent, for another reason',
  withdrawn: 'Withdrawn by its supplier',
}

const EFFECTS: Record<Effect, string> = {
  block: 'Stops the bid',
  refer: 'Goes to a reviewer',
  warn: 'Warning',
  inform: 'For information',
}

export const outcomeInWords = (key: string): string => (OUTCOMES as Record<string, string>)[key] ?? key

export const effectInWords = (effect: Effect): string => EFFECTS[effect]

/** A refusal by what the API says of its code. */
export const refusalInWords = (code: string): string => (PROBLEMS as Partial<Record<string, readonly [number, string]>>)[code]?.[1] ?? code
