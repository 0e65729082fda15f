import type { ProblemCode } from './problem-codes.js'
import type { RouteFacts } from './route-facts.js'
import type { Operation } from './shapes.js'

/** A body is read before it is known whether the route wants one. */
const OF_BODIES = [
  'body-not-json',
  'body-not-utf8',
  'body-not-an-object',
  'body-too-deep',
  'body-too-large',
  'body-ended-early',
  'media-type-not-supported',
] as const
const OF_CREDENTIALS = ['organisation-missing', 'organisation-not-yours'] as const
const OF_REPEATS = ['idempotency-key-malformed', 'idempotency-key-in-flight', 'idempotency-key-reused'] as const
const OF_DRAFTS = ['if-match-missing', 'stale-version'] as const

/** Codes that follow from what a route is, and that no route names itself. */
export const COMMON: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'text-not-allowed',
  'invalid-request',
  'too-many-values',
  'cursor-malformed',
  'not-signed-in',
  'role-missing',
  'scope-missing',
  'second-factor-needed',
  'not-by-api-token',
  'cross-site-request',
  'not-found',
  'malformed',
  'address-too-long',
  'too-many-requests',
  'unavailable',
  'overloaded',
  ...OF_BODIES,
  ...OF_CREDENTIALS,
  ...OF_REPEATS,
  ...OF_DRAFTS,
])

/** Answered before it is known which route was meant; the description of the whole API names them. */
export const BEFORE_ANY_ROUTE: ReadonlySet<string> = new Set<ProblemCode>(['request-too-slow', 'headers-too-large'])

/** All that a route refuses: what it names, and what follows from its method, parameters, audience and limits. */
export function refusalsOf(method: string, operation: Operation, facts: RouteFacts): Set<ProblemCode> {
  const { audience, unlimited, isSpared } = facts
  const has = (name: string): boolean => (operation.parameters ?? []).some(parameter => parameter.name === name)
  const hasIn = (place: string): boolean => (operation.parameters ?? []).some(parameter => parameter.in === place)
  const isUnsafe = method !== 'get'
  const asksWho = audience !== 'anyone'
  return new Set<ProblemCode>([
    'text-not-allowed',
    ...when(isUnsafe, ...OF_BODIES),
    // A body is refused, too, where none is taken (undeclared-bodies.ts).
    ...when(isUnsafe || hasIn('query'), 'invalid-request'),
    ...when(operation.requestBody !== undefined, 'too-many-values'),
    ...when(has('cursor'), 'cursor-malformed'),
    ...when(hasIn('path'), 'not-found', 'malformed', 'address-too-long'),
    ...when(asksWho && audience !== 'oneself', ...OF_CREDENTIALS),
    ...when(asksWho && audience !== 'public', 'not-signed-in'),
    ...when(typeof audience !== 'string', 'role-missing', 'scope-missing', 'second-factor-needed'),
    ...when(facts.isNeverByToken || (audience === 'signed-in' && isUnsafe), 'not-by-api-token'),
    ...when(asksWho && isUnsafe, 'cross-site-request'),
    ...when(has('If-Match'), ...OF_DRAFTS),
    ...when(has('Idempotency-Key'), ...OF_REPEATS),
    ...when(unlimited !== 'anybody', 'too-many-requests', 'unavailable'),
    ...when(!isSpared, 'overloaded'),
    ...facts.refuses,
  ])
}

const when = (holds: boolean, ...codes: ProblemCode[]): ProblemCode[] => (holds ? codes : [])
