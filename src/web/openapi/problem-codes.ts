import { PROBLEMS_OF_ACCESS } from './problem-codes-of-access.js'
import { PROBLEMS_OF_CONTENT } from './problem-codes-of-content.js'
import { PROBLEMS_OF_STATE } from './problem-codes-of-state.js'

/**
 * Every code that a problem can have, with its status and when it is answered. A route names those of its own by @Refuses; the rest follow
 * from what the route is (refusals-of.ts).
 */
export const PROBLEMS = {
  malformed: [400, 'The request cannot be understood.'],
  'invalid-request': [400, 'Body or query do not have the shape they must have; errors points to each fault.'],
  'text-not-allowed': [400, 'Text or a name holds NUL, half of a surrogate pair, or a name that every object inherits.'],
  'too-many-values': [400, 'The body holds more values than any that fits its limits.'],
  'body-not-json': [400, 'The body is not JSON, or uses a reserved name such as __proto__.'],
  'body-not-utf8': [400, 'The body is not UTF-8.'],
  'body-not-an-object': [400, 'The body is JSON, but no object.'],
  'body-too-deep': [400, 'The body is nested too deep.'],
  'body-ended-early': [400, 'The connection ended before the body was whole.'],
  'cursor-malformed': [400, 'The cursor is none that this list gave out.'],
  'idempotency-key-malformed': [400, 'The Idempotency-Key is not 1 to 255 printable ASCII characters without spaces.'],
  'organisation-missing': [400, 'The person belongs to several organisations, and X-Organisation does not say for which one they act.'],
  'answers-malformed': [400, 'Answers do not have the shape of their questions; errors points to each.'],
  'answers-missing': [400, 'There is no answer in the body.'],
  'not-a-receipt': [400, 'Members of the receipt are missing or malformed; errors names each.'],
  'form-broken': [400, 'The form ended early, or its parts cannot be told apart.'],
  'file-missing': [400, 'The form has no file in its part "file".'],
  'file-name-missing': [400, 'The file has no name.'],
  'file-name-not-allowed': [400, 'The file cannot have the name it was sent with.'],
  'several-files': [400, 'The form holds more than one file.'],
  'file-dates-reversed': [400, 'The file would run out before it was issued.'],

  ...PROBLEMS_OF_ACCESS,

  'not-found': [404, 'There is no such thing, or it is not yours to see.'],
  'method-not-allowed': [405, 'The address does not take that method.'],
  'request-too-slow': [408, 'The request did not end in time.'],

  ...PROBLEMS_OF_STATE,

  'stale-version': [412, 'Somebody changed it since it was read: read it again.'],
  'body-too-large': [413, 'The body is larger than the address takes.'],
  'file-too-large': [413, 'The file is larger than mostBytes.'],
  'address-too-long': [414, 'The address is longer than the server takes.'],
  'media-type-not-supported': [415, 'The body is neither application/json nor, where a file is taken, multipart/form-data.'],

  ...PROBLEMS_OF_CONTENT,

  'if-match-missing': [428, 'If-Match is missing.'],
  'too-many-requests': [429, 'Too many requests; Retry-After says how long to wait.'],
  'sign-in-slowed': [429, 'Too many tries at the account failed; Retry-After says how long to wait.'],
  'too-many-mails': [429, 'The address was sent, or the organisation has invited, as many as may be for a while.'],
  'too-many-uploads': [429, 'Too many uploads of this person are under way.'],
  'too-many-problem-reports': [429, 'The supplier has reported very many problems of late.'],
  'headers-too-large': [431, 'The headers are larger than the server takes.'],
  'internal-error': [500, 'Something went wrong on the side of the marketplace.'],
  unavailable: [503, 'The database is out of reach or too busy, or a bid cannot be opened by the keys at hand.'],
  overloaded: [503, 'Too much is going on, and bids go first. Nothing was done.'],
  'not-ready': [503, 'The process shuts down, or has no database.'],
  'too-many-sign-ins': [503, 'Very many people are signing in at once.'],
  'provider-unavailable': [503, 'The identity provider does not answer.'],
  'second-factor-unreadable': [503, 'Codes of the app cannot be checked at the moment; recovery codes can.'],
  'storage-full': [503, 'There is no room for files.'],
  'file-not-at-hand': [503, 'The bytes of the file are not at hand at the moment.'],
} as const satisfies Readonly<Record<string, readonly [status: number, when: string]>>

export type ProblemCode = keyof typeof PROBLEMS

export const statusOf = (code: ProblemCode): number => PROBLEMS[code][0]

export const isProblemCode = (text: string): text is ProblemCode => Object.hasOwn(PROBLEMS, text)
