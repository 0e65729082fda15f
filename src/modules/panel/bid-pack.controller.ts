import { Controller, Param, Post, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidPacksService } from './bid-packs.service.js'
import { OrderedPackDto } from './ordered-pack.dto.js'

@ApiTags('exports')
@Controller('api/v1/requirements/:id/bid-packs')
export class BidPackController {
  constructor(private readonly packs: BidPacksService) {}

  /** Orders all opened bids as one ZIP; Location tells how far it is. Whoever waits for one already is given that one. */
  @Post()
  @Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @Refuses('bids-not-yours', 'bids-sealed', 'interests-not-declared', 'interest-declared')
  @Sends('Location')
  async order(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) requirementId: string,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OrderedPackDto> {
    const exportId = await this.packs.order(actor, requirementId, repeat)
    void reply.header('Location', `/api/v1/exports/${exportId}`)
    return { exportId }
  }
}
