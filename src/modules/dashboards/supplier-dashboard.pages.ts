import { Controller, Get } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { CurrentActor } from '../../web/request-parts.js'
import { SupplierDashboardService } from './supplier-dashboard.service.js'
import { supplierDashboardView } from './supplier-dashboard-views.js'

/** Where a supplier's people begin. */
@Controller('supplier')
@Audience('bid-writer')
export class SupplierDashboardPages {
  constructor(private readonly dashboard: SupplierDashboardService) {}

  @Get()
  @Page('dashboards/views/supplier.njk', 'nothing yet', 'bids in every state', 'queries and problems', 'replies and invitations')
  async show(@CurrentActor() actor: Actor): Promise<object> {
    return supplierDashboardView(await this.dashboard.get(actor))
  }
}
