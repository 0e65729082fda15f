import { Module } from '@nestjs/common'

import { Sealing } from '../../shared/sealing.js'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { ApplyService } from './apply.service.js'

@Module({
  imports: [MembershipsModule],
  providers: [Sealing, ApplyService],
})
export class ApplicationsModule {}
