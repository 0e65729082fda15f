import { Module } from '@nestjs/common'

import { AgreementsModule } from '../agreements/agreements.module.js'
import { IdentityModule } from '../identity/identity.module.js'
import { ChangeOfferService } from './change-offer.service.js'
import { DecideStandingController } from './decide-standing.controller.js'
import { DecideStandingPages } from './decide-standing.pages.js'
import { DirectoryController } from './directory.controller.js'
import { DirectoryPages } from './directory.pages.js'
import { DirectoryService } from './directory.service.js'
import { LapseMemberships } from './lapse-memberships.js'
import { MembershipsController } from './memberships.controller.js'
import { MembershipsPages } from './memberships.pages.js'
import { MembershipsService } from './memberships.service.js'
import { OwnMembershipsPages } from './own-memberships.pages.js'
import { RemovalService } from './removal.service.js'
import { StandingActs } from './standing-acts.js'
import { StandingService } from './standing.service.js'
import { SupplierInterestsController } from './supplier-interests.controller.js'
import { SupplierInterestsPages } from './supplier-interests.pages.js'
import { SupplierInterestsService } from './supplier-interests.service.js'

@Module({
  imports: [AgreementsModule, IdentityModule],
  controllers: [
    DirectoryController,
    MembershipsController,
    DecideStandingController,
    SupplierInterestsController,
    DirectoryPages,
    OwnMembershipsPages,
    MembershipsPages,
    DecideStandingPages,
    SupplierInterestsPages,
  ],
  providers: [
    DirectoryService,
    SupplierInterestsService,
    MembershipsService,
    ChangeOfferService,
    StandingActs,
    StandingService,
    RemovalService,
    LapseMemberships,
  ],
  exports: [SupplierInterestsService, MembershipsService, StandingActs],
})
export class MembershipsModule {}
