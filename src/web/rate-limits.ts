import type {} from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'

import type { Actor } from '../shared/domain/actor.js'
import { DomainError } from '../shared/domain/errors.js'

export class TooManyRequests extends DomainError {
  constructor(retryAfterSeconds: number) {
    super('too-many', 'too-many-requests', `Too many requests. Wait ${retryAfterSeconds} seconds and try again.`, [], { retryAfterSeconds })
  }
}

export interface Limits {
  /** Requests a minute from one address without a valid sign-in. */
  anonymousPerMinute: number
  /** Requests a minute by one signed-in person. */
  personPerMinute: number
  /** Sign-in attempts a minute from one address. */
  signInsPerMinute: number
  /** Sign-in attempts a minute on one account from one address: a rival elsewhere cannot lock anybody out. */
  signInsOnAccountPerMinute: number
}

/** Counts requests by person where one is known and by address otherwise, so that a crowd behind one address does not stop anybody signed in. */
export class RateLimits {
  private readonly anonymous
  private readonly person
  private readonly signIns
  private readonly signInsOnAccount

  constructor(fastify: FastifyInstance, limits: Limits) {
    const limiter = (kind: string, max: number, key: (request: FastifyRequest & { actor?: Actor | null }) => string) =>
      fastify.createRateLimit({ max, timeWindow: 60_000, keyGenerator: request => `${kind}:${key(request)}` })
    this.anonymous = limiter('address', limits.anonymousPerMinute, request => request.ip)
    this.person = limiter('person', limits.personPerMinute, request => request.actor?.personId ?? request.ip)
    this.signIns = limiter('sign-in', limits.signInsPerMinute, request => request.ip)
    this.signInsOnAccount = limiter('account', limits.signInsOnAccountPerMinute, request => `${request.ip} ${accountOf(request.body)}`)
  }

  /** Counts the request against whoever made it, or throws TooManyRequests. */
  async count(request: FastifyRequest & { actor?: Actor | null }): Promise<void> {
    await countWith(request.actor == null ? this.anonymous : this.person, request)
  }

  async countSignIn(request: FastifyRequest): Promise<void> {
    await countWith(this.signIns, request)
    await countWith(this.signInsOnAccount, request)
  }
}

async function countWith(limiter: ReturnType<FastifyInstance['createRateLimit']>, request: FastifyRequest): Promise<void> {
  const answer = await limiter(request)
  if (!answer.isAllowed && answer.isExceeded) throw new TooManyRequests(answer.ttlInSeconds)
}

/** The account a sign-in names, however it is spelt. */
function accountOf(body: unknown): string {
  const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : ''
  return typeof email === 'string' ? email.slice(0, 254).toLowerCase() : ''
}
