import { Module } from '@nestjs/common'

import { Sealing } from '../../shared/sealing.js'
import { IdentityModule } from '../identity/identity.module.js'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { ApplyController } from './apply.controller.js'
import { ApplyService } from './apply.service.js'
import { OwnApplicationsController } from './own-applications.controller.js'
import { OwnApplicationsService } from './own-applications.service.js'

@Module({
  imports: [IdentityModule, MembershipsModule],
  controllers: [ApplyController, OwnApplicationsController],
  providers: [Sealing, ApplyService, OwnApplicationsService],
})
export class ApplicationsModule {}
