import { Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Oneself, Public } from '../../web/audience.js'
import { FormKey } from '../../web/pages/form-body.js'
import { LeadsOn, Page } from '../../web/pages/page.js'
import { SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { OwnSessionsService } from './own-sessions.service.js'
import { ownSessionsView, ownSignInsView } from './own-sessions-views.js'
import { SignInLogService } from './sign-in-log.service.js'
import { clearCookie } from './strategies/cookies.js'
import { originOf } from './strategies/origin-of.js'

/** Where the person is signed in, and what happened about it. */
@Controller('account')
export class OwnSessionsPages {
  constructor(
    private readonly sessions: OwnSessionsService,
    private readonly log: SignInLogService,
    @Inject(CONFIG) private readonly config: RunningConfig,
  ) {}

  @Get('sessions')
  @Oneself()
  @Page('identity/views/sessions.njk', 'here only', 'several', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return ownSessionsView(await this.sessions.list(actor, ON_A_PAGE, cursorOf(after)))
  }

  @Post('sessions/:id/end')
  @Oneself()
  @LeadsOn()
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<SeeOther> {
    await this.sessions.end(actor, id, originOf(request, this.config.publicUrl), key)
    return new SeeOther('/account/sessions', 'session-ended')
  }

  /** Signs out everywhere, here as well; the second click of two finds it done. */
  @Post('sessions/end-all')
  @Public()
  @LeadsOn()
  async endAll(@Req() request: ActorRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<SeeOther> {
    const { publicUrl } = this.config
    if (request.account != null) await this.sessions.endAll(request.account, originOf(request, publicUrl))
    for (const name of ['session', 'organisation']) clearCookie(reply, name, publicUrl)
    return new SeeOther('/', 'signed-out-everywhere')
  }

  @Get('sign-ins')
  @Oneself()
  @Page('identity/views/sign-ins.njk', 'none', 'some', 'more than a page')
  async signIns(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return ownSignInsView(await this.log.list(actor, 'own', ON_A_PAGE, cursorOf(after)))
  }
}
