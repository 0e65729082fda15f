import { Inject, Injectable } from '@nestjs/common'
import { PassportStrategy } from '@nestjs/passport'
import type { FastifyRequest } from 'fastify'
import { Strategy } from 'passport-custom'

import type { Actor } from '../../../shared/domain/actor.js'
import { NotSignedIn } from '../../../shared/domain/errors.js'
import type { RunningConfig } from '../../../shared/shared.module.js'
import { CONFIG } from '../../../shared/tokens.js'
import { API_TOKEN_PREFIX, ApiTokenSignIns } from '../api-token-sign-ins.js'
import { bearerToken, isSafe, organisationHeader } from '../credentials.js'
import { Sessions } from '../sessions.js'
import { actorFor } from './actor-for.js'

/** "Authorization: Bearer <token>" of the API: the token of a session, or an API token, which its beginning tells. */
@Injectable()
export class BearerStrategy extends PassportStrategy(Strategy, 'bearer') {
  constructor(
    private readonly sessions: Sessions,
    private readonly apiTokens: ApiTokenSignIns,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {
    super()
  }

  override async validate(request: FastifyRequest): Promise<Actor | null> {
    const { headers, method } = request
    if (headers.authorization === undefined) return null
    const token = bearerToken(headers)
    if (token === null) throw new NotSignedIn('The Authorization header is not "Bearer <token>".')
    if (token.startsWith(API_TOKEN_PREFIX)) return this.apiTokens.find(token, organisationHeader(headers), isSafe(method))
    return actorFor(request, await this.sessions.find(token), organisationHeader(headers), this.config.secondFactorRoles)
  }
}
