import { Module } from '@nestjs/common'

import { Sealing } from '../../shared/sealing.js'
import { AgreementsModule } from '../agreements/agreements.module.js'
import { IdentityModule } from '../identity/identity.module.js'
import { LibraryModule } from '../library/library.module.js'
import { MembershipsModule } from '../memberships/memberships.module.js'
import { ApplyController } from './apply.controller.js'
import { ApplyPages } from './apply.pages.js'
import { ApplySubmissionPages } from './apply-submission.pages.js'
import { ApplyService } from './apply.service.js'
import { DecideApplicationService } from './decide-application.service.js'
import { DecideApplicationsController } from './decide-applications.controller.js'
import { DecideFindingsService } from './decide-findings.service.js'
import { DecideWorkService } from './decide-work.service.js'
import { ExclusionCasesService } from './exclusion-cases.service.js'
import { GivenFilesController } from './given-files.controller.js'
import { GivenFilesPages } from './given-files.pages.js'
import { GivenFilesService } from './given-files.service.js'
import { NoteOverdueApplications } from './note-overdue-applications.js'
import { OfficerApplicationPages } from './officer-application.pages.js'
import { OfficerApplicationQueuePages } from './officer-application-queue.pages.js'
import { OfficerApplicationsController } from './officer-applications.controller.js'
import { OfficerActs } from './officer-acts.js'
import { OfficerApplicationsService } from './officer-applications.service.js'
import { OfficerDecisionPages } from './officer-decision.pages.js'
import { OfficerExclusionsPages } from './officer-exclusions.pages.js'
import { OfficerFindingsPages } from './officer-findings.pages.js'
import { OwnApplicationsController } from './own-applications.controller.js'
import { OwnApplicationsPages } from './own-applications.pages.js'
import { OwnApplicationsService } from './own-applications.service.js'
import { ReplyController } from './reply.controller.js'
import { ReplyPages } from './reply.pages.js'
import { ReplyService } from './reply.service.js'
import { ReviewChangedAnswers } from './review-changed-answers.js'
import { ReviewExpiredAnswers } from './review-expired-answers.js'
import { ReviewIncidentsController } from './review-incidents.controller.js'
import { ReviewIncidentsPages } from './review-incidents.pages.js'
import { ReviewService } from './review.service.js'
import { ReviewsController } from './reviews.controller.js'
import { ReviewsPages } from './reviews.pages.js'

const OF_OFFICERS = [
  OfficerActs,
  OfficerApplicationsService,
  GivenFilesService,
  DecideWorkService,
  DecideFindingsService,
  ExclusionCasesService,
  DecideApplicationService,
  NoteOverdueApplications,
]

@Module({
  imports: [AgreementsModule, IdentityModule, LibraryModule, MembershipsModule],
  controllers: [
    ApplyController,
    OwnApplicationsController,
    ReplyController,
    OfficerApplicationsController,
    GivenFilesController,
    GivenFilesPages,
    DecideApplicationsController,
    OwnApplicationsPages,
    ApplyPages,
    ApplySubmissionPages,
    ReplyPages,
    OfficerApplicationQueuePages,
    OfficerDecisionPages,
    OfficerFindingsPages,
    OfficerExclusionsPages,
    OfficerApplicationPages,
    ReviewsController,
    ReviewIncidentsController,
    ReviewsPages,
    ReviewIncidentsPages,
  ],
  providers: [
    Sealing,
    ApplyService,
    OwnApplicationsService,
    ReplyService,
    ...OF_OFFICERS,
    ReviewService,
    ReviewChangedAnswers,
    ReviewExpiredAnswers,
  ],
})
export class ApplicationsModule {}
