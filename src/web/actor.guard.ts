import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { AuthGuard } from '@nestjs/passport'
import type { FastifyRequest } from 'fastify'

import type { Actor } from '../shared/domain/actor.js'
import { DomainError, Forbidden, NotSignedIn } from '../shared/domain/errors.js'
import type { Log } from '../shared/log.js'
import { LOG } from '../shared/tokens.js'
import { AUDIENCE, NEVER_BY_TOKEN, type RouteAudience, type Unlimited, UNLIMITED } from './audience.js'
import { isForPages } from './page-addresses.js'
import { RateLimits } from './rate-limits.js'

/** Whose session of the pages it is, and for which of their organisations they act: null until they choose. */
export interface Account {
  personId: string
  personName: string
  organisations: readonly { id: string; name: string }[]
  acting: { id: string; name: string } | null
  /** They in that organisation, with the roles as well that wait for a second factor: the pages say so, and lead to one. */
  actor: Actor | null
}

/** A request with what the guard learnt: who asks, and whom the route is for. */
export type ActorRequest = FastifyRequest & { actor?: Actor | null; account?: Account | null; audience?: RouteAudience }

/** Refusals of somebody who is known, but acts for no organisation yet; the public pages show themselves all the same. */
const ACTS_FOR_NONE = ['organisation-missing', 'organisation-not-yours']

/** Asks the strategies who this is; nobody is an answer, a credential that is no longer good is a refusal. */
@Injectable()
export class CredentialsGuard extends AuthGuard(['bearer', 'session-cookie']) {
  override getAuthenticateOptions() {
    return { session: false, property: 'actor' }
  }

  override handleRequest<T>(error: Error | null | undefined, actor: T | false): T {
    if (error !== null && error !== undefined) throw error
    return (actor === false ? null : actor) as T
  }
}

/** Lets a request through only to a route that says it is for this actor, within the actor's rate. */
@Injectable()
export class ActorGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: CredentialsGuard,
    private readonly limits: RateLimits,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<ActorRequest>()
    const audience = this.metadata(AUDIENCE, context) as RouteAudience | undefined
    if (audience === undefined) throw new Error(`${request.method} ${request.url} does not say who may call it.`)
    request.audience = audience
    await this.identify(context, request, audience)
    const allowed = isFor(audience, request.actor ?? null)
    const unlimited = this.metadata(UNLIMITED, context) as Unlimited | undefined
    const passes = allowed && (unlimited === 'anybody' || (unlimited === 'signed-in' && request.actor != null))
    if (!passes) await this.limits.count(request)
    if (!allowed) this.refuse(request, audience)
    if (request.actor?.byToken === true) refuseTokenWhereNever(audience, request.method, this.metadata(NEVER_BY_TOKEN, context) === true)
    return true
  }

  /** Learns who asks. On a public route a session that has ended makes nobody of whoever sent it. */
  private async identify(context: ExecutionContext, request: ActorRequest, audience: RouteAudience): Promise<void> {
    const sent = request.headers.authorization ?? request.headers.cookie
    if (sent === undefined || audience === 'anyone') return
    try {
      await this.credentials.canActivate(context)
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      request.actor = null
      if (audience === 'public' && (error instanceof NotSignedIn || actsForNone(request, error))) return
      await this.limits.count(request)
      throw error
    }
  }

  private refuse({ id: requestId, actor, method, routeOptions }: ActorRequest, audience: RouteAudience): never {
    if (actor == null || typeof audience === 'string') throw new NotSignedIn()
    if (actor.lacksSecondFactorFor(audience)) throw new SecondFactorNeeded()
    if (actor.byToken)
      throw new Forbidden('scope-missing', `This API token has no scope for it, or its owner is no ${audience.join(' or ')}.`)
    this.log.warn({ requestId, person: actor.personId, route: routeOptions.url, method }, 'a role was refused')
    throw new Forbidden('role-missing', `Only ${audience.join(' or ')} may do this.`)
  }

  private metadata(key: string, context: ExecutionContext): unknown {
    return this.reflector.getAllAndOverride<unknown>(key, [context.getHandler(), context.getClass()])
  }
}

class SecondFactorNeeded extends Forbidden {
  constructor() {
    super('second-factor-needed', 'Your role needs a second factor. Set one up at /api/v1/second-factor, or give its code by a step-up.')
  }
}

/** Some acts are a person's own; and what anyone signed in may change is their own account. */
function refuseTokenWhereNever(audience: RouteAudience, method: string, isNever: boolean): void {
  const changesOwn = (audience === 'signed-in' || audience === 'oneself') && !['GET', 'HEAD'].includes(method)
  if (isNever || changesOwn) throw new Forbidden('not-by-api-token', 'No API token may do this. Sign in yourself.')
}
/** The API says so instead: a program has named an organisation, or has to. */
const actsForNone = ({ url }: ActorRequest, { code }: DomainError): boolean => isForPages(url) && ACTS_FOR_NONE.includes(code)

function isFor(audience: RouteAudience, actor: Actor | null): boolean {
  if (audience === 'public' || audience === 'anyone') return true
  return actor !== null && (audience === 'signed-in' || audience === 'oneself' || actor.hasAny(audience))
}
