import { Module } from '@nestjs/common'

import { EthicsAuditsController } from './ethics-audits.controller.js'
import { EthicsAuditsService } from './ethics-audits.service.js'
import { StartAudits } from './start-audits.js'

@Module({ controllers: [EthicsAuditsController], providers: [EthicsAuditsService, StartAudits] })
export class EthicsAuditsModule {}
