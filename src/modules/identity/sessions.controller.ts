import { Controller, Delete, HttpCode, Inject, Post, Req, UseGuards } from '@nestjs/common'
import { ApiBearerAuth, ApiBody, ApiTags } from '@nestjs/swagger'
import type { FastifyRequest } from 'fastify'

import { NotSignedIn } from '../../shared/domain/errors.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { Anyone } from '../../web/audience.js'
import { NeverShed } from '../../web/load-shedding.js'
import { Refuses } from '../../web/openapi/documented.js'
import { bearerToken, refuseCrossSite } from './credentials.js'
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
  @Anyone()
  @NeverShed()
  @UseGuards(PasswordGuard)
  @ApiBody({ type: SignInInput })
  @Refuses('sign-in-refused', 'too-many-sign-ins')
  signIn(@Req() request: FastifyRequest & { person: Person }): Promise<SessionDto> {
    return this.signInService.signIn(request.person)
  }

  /** Signs out: the token, or the cookie of the pages, is worth nothing from now on. */
  @Delete('current')
  @Anyone()
  @ApiBearerAuth()
  @HttpCode(204)
  @Refuses('not-signed-in', 'cross-site-request')
  async signOut(@Req() request: FastifyRequest): Promise<void> {
    const token = bearerToken(request.headers) ?? this.cookie(request)
    if (token === null) throw new NotSignedIn()
    await this.signInService.signOut(token)
  }

  private cookie(request: FastifyRequest): string | null {
    const token = cookieToken(request, this.config.publicUrl) ?? null
    if (token !== null) refuseCrossSite(request.method, request.headers, this.config.publicUrl)
    return token
  }
}
