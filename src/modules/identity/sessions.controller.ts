import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query, Req, UseGuards } from '@nestjs/common'
import { ApiBearerAuth, ApiBody, ApiTags } from '@nestjs/swagger'
import type { FastifyRequest } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import { NotSignedIn } from '../../shared/domain/errors.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import { Anyone, NeverByToken, NeverLimitedForSignedIn, Oneself } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { NeverShed } from '../../web/load-shedding.js'
import { Refuses } from '../../web/openapi/documented.js'
import { RateLimits } from '../../web/rate-limits.js'
import { CurrentActor } from '../../web/request-parts.js'
import { refuseCrossSite } from '../../web/same-site.js'
import { UuidParam } from '../../web/uuid-param.js'
import { bearerToken } from './credentials.js'
import { OwnSessionsService } from './own-sessions.service.js'
import { OwnSessionPageDto, SecondStepInput, SessionDto, SignInInput, SteppedUpDto, StepUpInput } from './session.dto.js'
import { type Proved, SignInService } from './sign-in.service.js'
import { StepUpService } from './step-up.service.js'
import { originOf } from './strategies/origin-of.js'
import { PasswordGuard } from './strategies/password.strategy.js'
import { cookieToken } from './strategies/session-cookie.strategy.js'

@ApiTags('sessions')
@Controller('api/v1/sessions')
export class SessionsController {
  constructor(
    private readonly signInService: SignInService,
    private readonly stepUpService: StepUpService,
    private readonly ownSessions: OwnSessionsService,
    private readonly limits: RateLimits,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  /** Signs in and gives a token for the API. */
  @Post()
  @Anyone()
  @NeverShed()
  @UseGuards(PasswordGuard)
  @ApiBody({ type: SignInInput })
  @Refuses(
    'sign-in-refused',
    'sign-in-slowed',
    'too-many-sign-ins',
    'one-time-code-needed',
    'one-time-code-refused',
    'second-factor-unreadable',
  )
  signIn(@Req() request: FastifyRequest & { proved: Proved }): Promise<SessionDto> {
    const { oneTimeCode } = request.body as SignInInput
    return this.signInService.signIn(request.proved, oneTimeCode ?? undefined, this.originOf(request))
  }

  /** Gives the code that a sign-in waits for, and with it a token for the API. */
  @Post('second-step')
  @Anyone()
  @NeverShed()
  @Refuses('pending-sign-in-ended', 'one-time-code-refused', 'sign-in-slowed', 'second-factor-unreadable')
  async giveCode(@Req() request: FastifyRequest, @Body() { pendingToken, oneTimeCode }: SecondStepInput): Promise<SessionDto> {
    await this.limits.countSignIn(request)
    return this.signInService.giveCode(pendingToken, oneTimeCode, this.originOf(request))
  }

  /** Lists where you are signed in, the newest first. */
  @Get()
  @Oneself()
  @NeverByToken()
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<OwnSessionPageDto> {
    return this.ownSessions.list(actor, limit, cursor)
  }

  /** Proves anew who you are, as submitting, withdrawing, approving, opening and signing off ask for; the token stays. */
  @Post('current/step-up')
  @Oneself()
  @NeverByToken()
  @NeverShed()
  @NeverLimitedForSignedIn()
  @HttpCode(200)
  @Refuses('step-up-refused', 'sign-in-slowed', 'second-factor-unreadable')
  stepUp(@CurrentActor() actor: Actor, @Req() request: FastifyRequest, @Body() proof: StepUpInput): Promise<SteppedUpDto> {
    return this.stepUpService.stepUp(
      actor,
      { password: proof.password, oneTimeCode: proof.oneTimeCode ?? undefined },
      this.originOf(request),
    )
  }

  /** Signs out everywhere, here as well; API tokens are revoked one by one. */
  @Delete()
  @Oneself()
  @NeverByToken()
  @HttpCode(204)
  endAll(@CurrentActor() actor: Actor, @Req() request: FastifyRequest): Promise<void> {
    return this.ownSessions.endAll(actor, this.originOf(request))
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

  /** Ends one of your sessions, wherever it is. */
  @Delete(':id')
  @Oneself()
  @NeverByToken()
  @HttpCode(204)
  end(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.ownSessions.end(actor, id, this.originOf(request))
  }

  private originOf(request: FastifyRequest) {
    return originOf(request, this.config.publicUrl)
  }

  private cookie(request: FastifyRequest): string | null {
    const token = cookieToken(request, this.config.publicUrl) ?? null
    if (token !== null) refuseCrossSite(request.method, request.headers, this.config.publicUrl)
    return token
  }
}
