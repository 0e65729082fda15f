import { Module } from '@nestjs/common'

import { BidsModule } from '../bids/bids.module.js'
import { GuidelinesModule } from '../guidelines/guidelines.module.js'
import { AuditThreadsController } from './audit-threads.controller.js'
import { AuditThreadsService } from './audit-threads.service.js'
import { BidThreadsController } from './bid-threads.controller.js'
import { BidThreadsService } from './bid-threads.service.js'
import { EthicsAuditsController } from './ethics-audits.controller.js'
import { EthicsAuditsService } from './ethics-audits.service.js'
import { EthicsReportsController } from './ethics-reports.controller.js'
import { EthicsReportsService } from './ethics-reports.service.js'
import { GiveVerdictService } from './give-verdict.service.js'
import { NoteOverdueQueries } from './note-overdue-queries.js'
import { SignOffAuditService } from './sign-off-audit.service.js'
import { StartAudits } from './start-audits.js'

@Module({
  imports: [BidsModule, GuidelinesModule],
  controllers: [EthicsAuditsController, AuditThreadsController, BidThreadsController, EthicsReportsController],
  providers: [
    EthicsAuditsService,
    GiveVerdictService,
    AuditThreadsService,
    BidThreadsService,
    SignOffAuditService,
    EthicsReportsService,
    StartAudits,
    NoteOverdueQueries,
  ],
})
export class EthicsAuditsModule {}
