import type {} from '@fastify/cookie'
import { Inject, Injectable } from '@nestjs/common'
import { PassportStrategy } from '@nestjs/passport'
import type { FastifyRequest } from 'fastify'
import { Strategy } from 'passport-custom'

import type { Actor } from '../../../shared/domain/actor.js'
import type { RunningConfig } from '../../../shared/shared.module.js'
import { CONFIG } from '../../../shared/tokens.js'
import { organisationHeader, refuseCrossSite } from '../credentials.js'
import { actorIn, Sessions } from '../sessions.js'

/** Browsers drop a __Host- cookie on plain http, so loopback gets a plain name. */
export const sessionCookieName = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-session' : 'session')

/** The token that the cookie of the pages carries, if there is one. */
export const cookieToken = ({ cookies }: FastifyRequest, publicUrl: string): string | undefined => cookies[sessionCookieName(publicUrl)]

/** The cookie of the pages. */
@Injectable()
export class SessionCookieStrategy extends PassportStrategy(Strategy, 'session-cookie') {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {
    super()
  }

  override async validate(request: FastifyRequest): Promise<Actor | null> {
    const token = cookieToken(request, this.config.publicUrl)
    if (token === undefined) return null
    refuseCrossSite(request.method, request.headers, this.config.publicUrl)
    return actorIn(await this.sessions.find(token), organisationHeader(request.headers))
  }
}
