import { Controller, Delete, HttpCode, Inject, Post, Req, UseGuards } from '@nestjs/common'
import { ApiBody, ApiTags } from '@nestjs/swagger'
import type { FastifyRequest } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { Public, SignedIn } from '../../web/audience.js'
import { CurrentActor } from '../../web/request-parts.js'
import { bearerToken } from './credentials.js'
import { SessionDto, SignInInput } from './session.dto.js'
import { type Person, SignInService } from './sign-in.service.js'
import { PasswordGuard } from './strategies/password.strategy.js'
import { cookieToken } from './strategies/session-cookie.strategy.js'

@ApiTags('sessions')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly signInService: SignInService,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Signs in and gives a token for the API. */
  @Post()
  @Public()
  @UseGuards(PasswordGuard)
  @ApiBody({ type: SignInInput })
  signIn(@Req() request: FastifyRequest & { person: Person }): Promise<SessionDto> {
    return this.signInService.signIn(request.person)
  }

  /** Signs out: the token, or the cookie of the pages, is worth nothing from now on. */
  @Delete('current')
  @SignedIn()
  @HttpCode(204)
  async signOut(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<void> {
    const token = bearerToken(request.headers) ?? cookieToken(request, this.config.publicUrl)
    await this.signInService.signOut(actor, token ?? '')
  }
}
