import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { MarketNoticePageDto } from './market-notice.dto.js'
import { MarketNoticesService } from './market-notices.service.js'

@ApiTags('agreements')
@Controller('api/v1/agreements/:id/market-notices')
@Audience('procurement-officer', 'auditor')
export class MarketNoticesController {
  constructor(private readonly notices: MarketNoticesService) {}

  /** What the notices UK13 to UK16 of a dynamic market have to tell, the newest first. Under the old law there are none. */
  @Get()
  @Refuses('agreements-not-yours')
  list(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<MarketNoticePageDto> {
    return this.notices.list(actor, id, limit, cursor)
  }
}
