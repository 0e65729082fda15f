import { Module } from '@nestjs/common'

import { BidsModule } from '../bids/bids.module.js'
import { BuyerDashboardPages } from './buyer-dashboard.pages.js'
import { BuyerDashboardService } from './buyer-dashboard.service.js'
import { SupplierDashboardPages } from './supplier-dashboard.pages.js'
import { SupplierDashboardService } from './supplier-dashboard.service.js'

@Module({
  imports: [BidsModule],
  controllers: [SupplierDashboardPages, BuyerDashboardPages],
  providers: [SupplierDashboardService, BuyerDashboardService],
})
export class DashboardsModule {}
