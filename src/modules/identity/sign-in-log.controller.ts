import { Controller, Get, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { NeverByToken, SignedIn } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { SignInLogQuery, SignInPageDto } from './session.dto.js'
import { SignInLogService } from './sign-in-log.service.js'

@ApiTags('sessions')
@Controller('api/v1/sign-ins')
export class SignInLogController {
  constructor(private readonly log: SignInLogService) {}

  /** Tells what happened about signing in, the newest first: to you, or to the people of your organisation. */
  @Get()
  @SignedIn()
  @NeverByToken()
  @Refuses('sign-in-log-not-yours')
  list(@CurrentActor() actor: Actor, @Query() { scope, limit, cursor }: SignInLogQuery): Promise<SignInPageDto> {
    return this.log.list(actor, scope, limit, cursor)
  }
}
