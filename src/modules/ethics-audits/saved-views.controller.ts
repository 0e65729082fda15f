import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { SavedViewDto, SavedViewInputDto, SavedViewListDto } from './saved-view.dto.js'
import { SavedViewsService } from './saved-views.service.js'

@ApiTags('ethics audits')
@Controller('api/v1/ethics-audit-views')
export class SavedViewsController {
  constructor(private readonly views: SavedViewsService) {}

  /** The filters of the queue that you keep under a name. */
  @Get()
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours')
  async list(@CurrentActor() actor: Actor): Promise<SavedViewListDto> {
    return { items: await this.views.list(actor) }
  }

  /** Keeps a set of filters under a name, for you alone. */
  @Post()
  @Audience('procurement-officer', 'auditor')
  @Refuses('audit-not-yours', 'view-name-taken', 'too-many-views')
  save(
    @CurrentActor() actor: Actor,
    @Body() { name, filter }: SavedViewInputDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<SavedViewDto> {
    return this.views.save(actor, name, Object.fromEntries(Object.entries(filter)), repeat)
  }

  /** Removes a saved view; the audits stay as they are. */
  @Delete(':id')
  @Audience('procurement-officer', 'auditor')
  @HttpCode(204)
  @Refuses('audit-not-yours')
  remove(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<void> {
    return this.views.remove(actor, id)
  }
}
