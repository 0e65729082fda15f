import { Injectable } from '@nestjs/common'
import { PassportStrategy } from '@nestjs/passport'
import type { FastifyRequest } from 'fastify'
import { Strategy } from 'passport-custom'

import type { Actor } from '../../../shared/domain/actor.js'
import { NotSignedIn } from '../../../shared/domain/errors.js'
import { bearerToken, organisationHeader } from '../credentials.js'
import { actorIn, Sessions } from '../sessions.js'

/** "Authorization: Bearer <token>" of the API. */
@Injectable()
export class BearerStrategy extends PassportStrategy(Strategy, 'bearer') {
  constructor(private readonly sessions: Sessions) {
    super()
  }

  override async validate({ headers }: FastifyRequest): Promise<Actor | null> {
    if (headers.authorization === undefined) return null
    const token = bearerToken(headers)
    if (token === null) throw new NotSignedIn('The Authorization header is not "Bearer <token>".')
    return actorIn(await this.sessions.find(token), organisationHeader(headers))
  }
}
