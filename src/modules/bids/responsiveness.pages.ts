import { Controller, Get, Param } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { responsivenessView } from './responsiveness-views.js'
import { ResponsivenessService } from './responsiveness.service.js'

const VIEW = 'bids/views/responsiveness.njk'

/** How reliably a supplier answers invitations, for itself and for officers. */
@Controller()
export class ResponsivenessPages {
  constructor(private readonly responsiveness: ResponsivenessService) {}

  @Get('supplier/responsiveness')
  @Audience('bid-writer')
  @Page(VIEW, 'nothing counted', 'counted')
  async own(@CurrentActor() actor: Actor): Promise<object> {
    return responsivenessView(await this.responsiveness.get(actor, actor.organisationId), true)
  }

  @Get('officer/suppliers/:id/responsiveness')
  @Audience('procurement-officer', 'auditor')
  @Page(VIEW, 'nothing counted', 'below the figure')
  async of(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return responsivenessView(await this.responsiveness.get(actor, id), false)
  }
}
