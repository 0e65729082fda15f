import type {} from '@fastify/cookie'
import { Inject, Injectable } from '@nestjs/common'
import { PassportStrategy } from '@nestjs/passport'
import type { FastifyRequest } from 'fastify'
import { Strategy } from 'passport-custom'

import type { Actor } from '../../../shared/domain/actor.js'
import type { RunningConfig } from '../../../shared/shared.module.js'
import { CONFIG } from '../../../shared/tokens.js'
import type { Account, ActorRequest } from '../../../web/actor.guard.js'
import { isForPages } from '../../../web/page-addresses.js'
import { cookieName } from '../../../web/pages/told.js'
import { refuseCrossSite } from '../../../web/same-site.js'
import { organisationHeader } from '../credentials.js'
import { actorIn, type Session, Sessions } from '../sessions.js'
import { actorFor } from './actor-for.js'

export const sessionCookieName = (publicUrl: string): string => cookieName('session', publicUrl)

/** Names the organisation that the pages act for in this browser; what it names counts only where the person holds a role. */
export const organisationCookieName = (publicUrl: string): string => cookieName('organisation', publicUrl)

/** The token that the cookie of the pages carries, if there is one. */
export const cookieToken = ({ cookies }: FastifyRequest, publicUrl: string): string | undefined => cookies[cookieName('session', publicUrl)]

/** The cookie of the pages. */
@Injectable()
export class SessionCookieStrategy extends PassportStrategy(Strategy, 'session-cookie') {
  constructor(
    private readonly sessions: Sessions,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {
    super()
  }

  override async validate(request: ActorRequest): Promise<Actor | null> {
    const token = cookieToken(request, this.config.publicUrl)
    if (token === undefined) return null
    refuseCrossSite(request.method, request.headers, this.config.publicUrl)
    const session = await this.sessions.find(token)
    const asked = organisationHeader(request.headers) ?? this.chosen(request, session)
    request.account = accountOf(session, asked)
    return actorFor(request, session, asked, this.config.secondFactorRoles)
  }

  /** What was chosen for the pages, where it is still the person's. The API goes by its header alone. */
  private chosen({ url, cookies }: ActorRequest, { organisations }: Session): string | undefined {
    const chosen = cookies[organisationCookieName(this.config.publicUrl)]
    return isForPages(url) && organisations.some(({ id }) => id === chosen) ? chosen : undefined
  }
}

function accountOf(session: Session, asked: string | undefined): Account {
  const { personId, personName, organisations } = session
  const acting = organisations.length === 1 ? organisations[0] : organisations.find(({ id }) => id === asked)
  return { personId, personName, organisations, acting: acting ?? null, actor: acting === undefined ? null : actorIn(session, acting.id) }
}
