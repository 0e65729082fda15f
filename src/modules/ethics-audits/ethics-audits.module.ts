import { Module } from '@nestjs/common'

import { AgreementsModule } from '../agreements/agreements.module.js'
import { BidsModule } from '../bids/bids.module.js'
import { GuidelinesModule } from '../guidelines/guidelines.module.js'
import { IdentityModule } from '../identity/identity.module.js'
import { RequirementsModule } from '../requirements/requirements.module.js'
import { AuditQueuePages } from './audit-queue.pages.js'
import { AuditPages } from './audit.pages.js'
import { AuditThreadsController } from './audit-threads.controller.js'
import { AuditThreadsService } from './audit-threads.service.js'
import { AuditedAnswerPages } from './audited-answer.pages.js'
import { AuditedFilePages } from './audited-file.pages.js'
import { AuditedLibraryController } from './audited-library.controller.js'
import { AuditedLibraryPages } from './audited-library.pages.js'
import { AuditedLibraryService } from './audited-library.service.js'
import { BidThreadsController } from './bid-threads.controller.js'
import { BidThreadsPages } from './bid-threads.pages.js'
import { BidThreadsService } from './bid-threads.service.js'
import { EthicsAuditsController } from './ethics-audits.controller.js'
import { EthicsAuditsService } from './ethics-audits.service.js'
import { EthicsReportPages } from './ethics-report.pages.js'
import { EthicsReportsController } from './ethics-reports.controller.js'
import { EthicsReportsService } from './ethics-reports.service.js'
import { GiveVerdictService } from './give-verdict.service.js'
import { NoteOverdueAudits } from './note-overdue-audits.js'
import { NoteOverdueQueries } from './note-overdue-queries.js'
import { OtherAnswersService } from './other-answers.service.js'
import { SavedViewsController } from './saved-views.controller.js'
import { SavedViewsService } from './saved-views.service.js'
import { SignOffPages } from './sign-off.pages.js'
import { SignOffAuditService } from './sign-off-audit.service.js'
import { StartAudits } from './start-audits.js'
import { UndoVerdictService } from './undo-verdict.service.js'

@Module({
  imports: [AgreementsModule, BidsModule, GuidelinesModule, IdentityModule, RequirementsModule],
  controllers: [
    EthicsAuditsController,
    AuditThreadsController,
    BidThreadsController,
    BidThreadsPages,
    EthicsReportsController,
    SavedViewsController,
    AuditQueuePages,
    AuditPages,
    SignOffPages,
    AuditedFilePages,
    AuditedLibraryController,
    AuditedLibraryPages,
    AuditedAnswerPages,
    EthicsReportPages,
  ],
  providers: [
    EthicsAuditsService,
    GiveVerdictService,
    UndoVerdictService,
    OtherAnswersService,
    AuditedLibraryService,
    SavedViewsService,
    AuditThreadsService,
    BidThreadsService,
    SignOffAuditService,
    EthicsReportsService,
    StartAudits,
    NoteOverdueAudits,
    NoteOverdueQueries,
  ],
})
export class EthicsAuditsModule {}
