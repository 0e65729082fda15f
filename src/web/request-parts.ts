import { createHash } from 'node:crypto'

import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import { ApiHeader, type ApiHeaderOptions } from '@nestjs/swagger'
import { canonicalJson } from '../shared/domain/canonical-json.js'

import type { Actor } from '../shared/domain/actor.js'
import { DomainError, Malformed, NotSignedIn } from '../shared/domain/errors.js'
import { StaleVersion } from '../shared/domain/revision.js'
import type { RepeatKey as Repeat } from '../shared/once.js'
import type { ActorRequest } from './actor.guard.js'

/** Lets a header that a parameter reads appear in the API document. */
const documented = (header: ApiHeaderOptions) => (target: object, method: string | symbol | undefined) => {
  if (method !== undefined) ApiHeader(header)(target, method, Object.getOwnPropertyDescriptor(target, method) ?? {})
}

const requestOf = (context: ExecutionContext): ActorRequest => context.switchToHttp().getRequest<ActorRequest>()

/** The signed-in actor of a route that demands one. */
export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = requestOf(context)
  if (actor == null) throw new NotSignedIn()
  return actor
})

/** The actor of a public route, or null. */
export const MaybeActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor | null => requestOf(context).actor ?? null)

/** The ETag of a draft: its revision. */
const ETAG = { type: 'string', pattern: '^"\\d{1,9}"$', example: '"3"' } as const

class IfMatchMissing extends DomainError {
  constructor() {
    super('precondition-required', 'if-match-missing', 'Send If-Match with the ETag of the version you changed.')
  }
}

/** The revision that If-Match names; 428 without the header, 412 for a tag that is none of ours. */
export const IfMatch = createParamDecorator(
  (_: unknown, context: ExecutionContext): number => {
    const tag = requestOf(context).headers['if-match']
    if (tag === undefined) throw new IfMatchMissing()
    const match = /^"(\d{1,9})"$/.exec(tag)
    if (match === null) throw new StaleVersion()
    return Number(match[1])
  },
  [documented({ name: 'If-Match', description: 'ETag of the version that was read', required: true, schema: ETAG })],
)

export const etagOf = (revision: number): string => `"${revision}"`

const PRINTABLE = /^[\x21-\x7e]{1,255}$/

/** The same as the API document shows it. */
export const REPEAT_KEY_SCHEMA = { type: 'string', pattern: PRINTABLE.source, example: 'submit-2026-12-04-a' } as const

/** The text as an Idempotency-Key, or 400. */
export function readRepeatKey(text: unknown): string {
  if (typeof text === 'string' && PRINTABLE.test(text)) return text
  throw new Malformed('idempotency-key-malformed', 'Idempotency-Key must be 1 to 255 printable ASCII characters without spaces.')
}

/** What is never kept, not as a hash either: whoever has the database would guess it by that, and it opens keys. */
const PASSPHRASES = new Set(['passphrase', 'currentPassphrase'])

const withoutPassphrases = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && !Array.isArray(body)
    ? Object.fromEntries(Object.entries(body).filter(([name]) => !PASSPHRASES.has(name)))
    : body

type Asked = Pick<ActorRequest, 'method' | 'url' | 'headers' | 'body' | 'routeOptions'>

/** The key with the route and the hash of all that the request asks for, passphrases left out. */
export function repeatOf({ method, url, headers, body, routeOptions }: Asked, key: string): Repeat {
  const asked = canonicalJson([url, headers['if-match'] ?? null, withoutPassphrases(body) ?? null])
  const fingerprint = createHash('sha256').update(String(asked)).digest()
  return { route: `${method} ${String(routeOptions.url)}`, key, fingerprint }
}

/** The Idempotency-Key of the request with the hash of all it asks for, or null when none was sent. */
export const RepeatKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): Repeat | null => {
    const request = requestOf(context)
    const sent = request.headers['idempotency-key']
    return sent === undefined ? null : repeatOf(request, readRepeatKey(sent))
  },
  [
    documented({
      name: 'Idempotency-Key',
      description: 'Makes repeats of this request safe for 24 hours',
      required: false,
      schema: REPEAT_KEY_SCHEMA,
    }),
  ],
)
