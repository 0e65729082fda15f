import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import { AuthGuard } from '@nestjs/passport'
import type { FastifyRequest } from 'fastify'

import type { Actor } from '../shared/domain/actor.js'
import { Forbidden, NotSignedIn } from '../shared/domain/errors.js'
import type { Log } from '../shared/log.js'
import { LOG } from '../shared/tokens.js'
import { AUDIENCE, type RouteAudience, UNLIMITED } from './audience.js'
import { RateLimits } from './rate-limits.js'

export type ActorRequest = FastifyRequest & { actor?: Actor | null }

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
    await this.identify(context, request)
    const actor = request.actor ?? null
    if (actor === null || this.metadata(UNLIMITED, context) !== true) await this.limits.count(request)

    const audience = this.metadata(AUDIENCE, context) as RouteAudience | undefined
    if (audience === undefined) throw new Error(`${request.method} ${request.url} does not say who may call it.`)
    if (audience === 'public') return true
    if (actor === null) throw new NotSignedIn()
    if (audience === 'signed-in' || actor.hasAny(audience)) return true
    this.log.warn({ person: actor.personId, route: request.routeOptions.url, method: request.method }, 'a role was refused')
    throw new Forbidden('role-missing', `Only ${audience.join(' or ')} may do this.`)
  }

  private async identify(context: ExecutionContext, request: ActorRequest): Promise<void> {
    if (request.headers.authorization === undefined && request.headers.cookie === undefined) return
    try {
      await this.credentials.canActivate(context)
    } catch (error) {
      if (error instanceof NotSignedIn) await this.limits.count(request)
      throw error
    }
  }

  private metadata(key: string, context: ExecutionContext): unknown {
    return this.reflector.getAllAndOverride<unknown>(key, [context.getHandler(), context.getClass()])
  }
}
