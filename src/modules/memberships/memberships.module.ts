import { Module } from '@nestjs/common'

import { ChangeOfferService } from './change-offer.service.js'
import { DecideStandingController } from './decide-standing.controller.js'
import { LapseMemberships } from './lapse-memberships.js'
import { MembershipsController } from './memberships.controller.js'
import { MembershipsService } from './memberships.service.js'
import { RemovalService } from './removal.service.js'
import { StandingService } from './standing.service.js'
import { SupplierInterestsService } from './supplier-interests.service.js'

@Module({
  controllers: [MembershipsController, DecideStandingController],
  providers: [SupplierInterestsService, MembershipsService, ChangeOfferService, StandingService, RemovalService, LapseMemberships],
  exports: [SupplierInterestsService, MembershipsService],
})
export class MembershipsModule {}
