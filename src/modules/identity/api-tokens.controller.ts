import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { NeverByToken, SignedIn } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ApiTokenPageDto, MadeApiTokenDto, NewApiTokenInput } from './api-token.dto.js'
import { ApiTokensService } from './api-tokens.service.js'

@ApiTags('API tokens')
@Controller('api/v1/api-tokens')
@SignedIn()
@NeverByToken()
export class ApiTokensController {
  constructor(private readonly tokens: ApiTokensService) {}

  /** Lists your API tokens for the acting organisation, the newest first. */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<ApiTokenPageDto> {
    return this.tokens.list(actor, limit, cursor)
  }

  /** Makes a token for a program, which then acts for you in this organisation within its scopes. */
  @Post()
  @Refuses('fresh-sign-in-required', 'scope-not-yours', 'too-many-api-tokens')
  issue(@CurrentActor() actor: Actor, @Body() wanted: NewApiTokenInput): Promise<MadeApiTokenDto> {
    return this.tokens.issue(actor, wanted, null)
  }

  /** Revokes a token: whoever holds it is out from now on. */
  @Delete(':id')
  @HttpCode(204)
  revoke(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<void> {
    return this.tokens.revoke(actor, id)
  }
}
