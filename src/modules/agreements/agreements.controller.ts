import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Public } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { MaybeActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AgreementDto, AgreementPageDto } from './agreement.dto.js'
import { AgreementsService } from './agreements.service.js'

@ApiTags('agreements')
@Controller('api/v1/agreements')
export class AgreementsController {
  constructor(private readonly agreements: AgreementsService) {}

  /** The agreements, with their categories. */
  @Get()
  @Public()
  @PublicRead()
  list(@MaybeActor() actor: Actor | null, @Query() { limit, cursor }: ListQuery): Promise<AgreementPageDto> {
    return this.agreements.list(actor, limit, cursor)
  }

  /** One agreement with its categories. */
  @Get(':id')
  @Public()
  @PublicRead()
  get(@MaybeActor() actor: Actor | null, @Param('id', UuidParam) id: string): Promise<AgreementDto> {
    return this.agreements.get(actor, id)
  }
}
