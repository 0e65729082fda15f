import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { FormKey } from '../../web/pages/form-body.js'
import { Downloads, LeadsOn, Page } from '../../web/pages/page.js'
import { Download, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidPacksService } from './bid-packs.service.js'
import { packView } from './panel-views.js'
import { orWhatComesFirst } from './what-comes-first-views.js'

/** All opened bids as one file, which is made while the reader does something else. */
@Controller('buyer/requirements/:id/pack')
@Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
export class BidPackPages {
  constructor(private readonly packs: BidPacksService) {}

  @Get()
  @Page('panel/views/pack.njk', 'none yet', 'waiting', 'being made', 'ready', 'failed', 'removed')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return orWhatComesFirst(id, '/pack', async () => {
      const { title, job } = await this.packs.latest(actor, id)
      return packView({ requirementId: id, title }, job)
    })
  }

  @Post()
  @LeadsOn()
  async order(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @FormKey() key: RepeatKey | null): Promise<SeeOther> {
    await this.packs.order(actor, id, key)
    return new SeeOther(`/buyer/requirements/${id}/pack`, 'export-begun')
  }

  @Get(':exportId/file')
  @Downloads()
  async file(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('exportId', UuidParam) exportId: string,
  ): Promise<Download> {
    const { name, size, bytes } = await this.packs.file(actor, id, exportId)
    return new Download(name, 'application/zip', bytes, size)
  }
}
