import { Module } from '@nestjs/common'

import { Sealing } from '../../shared/sealing.js'
import { IdentityModule } from '../identity/identity.module.js'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { ApplyController } from './apply.controller.js'
import { ApplyPages } from './apply.pages.js'
import { ApplySubmissionPages } from './apply-submission.pages.js'
import { ApplyService } from './apply.service.js'
import { OwnApplicationsController } from './own-applications.controller.js'
import { OwnApplicationsPages } from './own-applications.pages.js'
import { OwnApplicationsService } from './own-applications.service.js'
import { ReplyController } from './reply.controller.js'
import { ReplyPages } from './reply.pages.js'
import { ReplyService } from './reply.service.js'

@Module({
  imports: [IdentityModule, MembershipsModule],
  controllers: [
    ApplyController,
    OwnApplicationsController,
    ReplyController,
    OwnApplicationsPages,
    ApplyPages,
    ApplySubmissionPages,
    ReplyPages,
  ],
  providers: [Sealing, ApplyService, OwnApplicationsService, ReplyService],
})
export class ApplicationsModule {}
