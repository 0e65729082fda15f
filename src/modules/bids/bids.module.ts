import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'

import { FilesModule } from '../files/files.module.js'
import { GuidelinesModule } from '../guidelines/guidelines.module.js'
import { IdentityModule } from '../identity/identity.module.js'
import { KeyHoldersModule } from '../key-holders/key-holders.module.js'
import { KeysModule } from '../keys/keys.module.js'
import { RequirementsModule } from '../requirements/requirements.module.js'
import { Bid } from './bid.entity.js'
import { AcknowledgementsController } from './acknowledgements.controller.js'
import { AcknowledgementsService } from './acknowledgements.service.js'
import { BidDetailsPages } from './bid-details.pages.js'
import { BidDraftsService } from './bid-drafts.service.js'
import { BidReviewService } from './bid-review.service.js'
import { BidStandingService } from './bid-standing.service.js'
import { AwardAnswersPages } from './award-answers.pages.js'
import { BidsController } from './bids.controller.js'
import { BidsPages } from './bids.pages.js'
import { ChangeWorkingCopy } from './change-working-copy.js'
import { EvidencePages } from './evidence.pages.js'
import { EvidenceFilePages } from './evidence-file.pages.js'
import { CheckReportPages } from './check-report.pages.js'
import { EvidenceBytes } from './evidence-bytes.js'
import { EvidenceKind } from './evidence-kind.js'
import { EvidenceController } from './evidence.controller.js'
import { EvidenceFilesService } from './evidence-files.service.js'
import { EthicsAnswersController } from './ethics-answers.controller.js'
import { EthicsAnswersService } from './ethics-answers.service.js'
import { EthicsPages } from './ethics.pages.js'
import { EthicsProgressService } from './ethics-progress.service.js'
import { EthicsQuestionnaireService } from './ethics-questionnaire.service.js'
import { OpenBidsService } from './open-bids.service.js'
import { OpenedBidsService } from './opened-bids.service.js'
import { OpeningController } from './opening.controller.js'
import { OpeningPages } from './opening.pages.js'
import { OpeningStandingService } from './opening-standing.service.js'
import { OwnLibraryAnswersController } from './own-library-answers.controller.js'
import { OwnLibraryAnswersPages } from './own-library-answers.pages.js'
import { OwnLibraryAnswersService } from './own-library-answers.service.js'
import { PricesPages } from './prices.pages.js'
import { ReceiptKeysController } from './receipt-keys.controller.js'
import { ReceiptKeys } from './receipt-keys.js'
import { ReceiptsPages } from './receipts.pages.js'
import { ReceiptsController } from './receipts.controller.js'
import { ReceivedVersionService } from './received-version.service.js'
import { RecheckVersions } from './recheck-versions.js'
import { ForgetCopies } from './forget-copies.js'
import { NoteInfectedEvidence } from './note-infected-evidence.js'
import { ResponsivenessController } from './responsiveness.controller.js'
import { ResponsivenessPages } from './responsiveness.pages.js'
import { ResponsivenessService } from './responsiveness.service.js'
import { SaveDraftPart } from './save-draft-part.service.js'
import { Sealing } from './sealing.js'
import { SplitOpening } from './split-opening.js'
import { SettleDrafts } from './settle-drafts.js'
import { SettleInvitations } from './settle-invitations.js'
import { SubmissionPages } from './submission.pages.js'
import { SubmissionsController } from './submissions.controller.js'
import { SubmissionsService } from './submissions.service.js'
import { SubmitBidService } from './submit-bid.service.js'
import { TimelineController } from './timeline.controller.js'
import { TimelinePages } from './timeline.pages.js'
import { TimelineService } from './timeline.service.js'
import { TrialCheckService } from './trial-check.service.js'
import { TrialChecksController } from './trial-checks.controller.js'
import { TrialPages } from './trial.pages.js'
import { UploadEvidenceService } from './upload-evidence.service.js'
import { VerifyReceiptPages } from './verify-receipt.pages.js'
import { VerifyReceiptService } from './verify-receipt.service.js'
import { WithdrawBidService } from './withdraw-bid.service.js'
import { WithdrawalPages } from './withdrawal.pages.js'

@Module({
  imports: [
    TypeOrmModule.forFeature([Bid]),
    FilesModule,
    GuidelinesModule,
    IdentityModule,
    KeyHoldersModule,
    KeysModule,
    RequirementsModule,
  ],
  controllers: [
    BidsController,
    EthicsAnswersController,
    EthicsPages,
    CheckReportPages,
    AcknowledgementsController,
    EvidenceController,
    SubmissionsController,
    TimelineController,
    ReceiptsController,
    ReceiptKeysController,
    OpeningController,
    OpeningPages,
    SubmissionPages,
    ReceiptsPages,
    OwnLibraryAnswersController,
    OwnLibraryAnswersPages,
    WithdrawalPages,
    TimelinePages,
    BidsPages,
    AwardAnswersPages,
    PricesPages,
    BidDetailsPages,
    EvidencePages,
    EvidenceFilePages,
    VerifyReceiptPages,
    TrialChecksController,
    TrialPages,
    ResponsivenessController,
    ResponsivenessPages,
  ],
  providers: [
    Sealing,
    EvidenceBytes,
    ChangeWorkingCopy,
    BidDraftsService,
    SaveDraftPart,
    EthicsAnswersService,
    EthicsProgressService,
    EthicsQuestionnaireService,
    AcknowledgementsService,
    UploadEvidenceService,
    EvidenceFilesService,
    ReceivedVersionService,
    EvidenceKind,
    OwnLibraryAnswersService,
    NoteInfectedEvidence,
    SettleDrafts,
    SettleInvitations,
    RecheckVersions,
    ForgetCopies,
    ReceiptKeys,
    SubmitBidService,
    SubmissionsService,
    WithdrawBidService,
    TimelineService,
    OpenBidsService,
    SplitOpening,
    OpenedBidsService,
    OpeningStandingService,
    BidStandingService,
    BidReviewService,
    VerifyReceiptService,
    TrialCheckService,
    ResponsivenessService,
  ],
  exports: [BidStandingService, EthicsProgressService, EvidenceBytes, EvidenceFilesService, ReceiptKeys, Sealing],
})
export class BidsModule {}
