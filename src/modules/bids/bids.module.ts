import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'

import { GuidelinesModule } from '../guidelines/guidelines.module.js'
import { Bid } from './bid.entity.js'
import { AcknowledgementsController } from './acknowledgements.controller.js'
import { AcknowledgementsService } from './acknowledgements.service.js'
import { BidDraftsService } from './bid-drafts.service.js'
import { BidsController } from './bids.controller.js'
import { ChangeWorkingCopy } from './change-working-copy.js'
import { EvidenceController } from './evidence.controller.js'
import { EvidenceFilesService } from './evidence-files.service.js'
import { EthicsAnswersController } from './ethics-answers.controller.js'
import { EthicsAnswersService } from './ethics-answers.service.js'
import { OpenBidsService } from './open-bids.service.js'
import { OpenedBidsService } from './opened-bids.service.js'
import { OpeningController } from './opening.controller.js'
import { ReceiptKeysController } from './receipt-keys.controller.js'
import { ReceiptKeys } from './receipt-keys.js'
import { ReceiptsController } from './receipts.controller.js'
import { RecheckVersions } from './recheck-versions.js'
import { SettleDrafts } from './settle-drafts.js'
import { SettleInvitations } from './settle-invitations.js'
import { SubmissionsController } from './submissions.controller.js'
import { SubmissionsService } from './submissions.service.js'
import { SubmitBidService } from './submit-bid.service.js'
import { SweepEvidence } from './sweep-evidence.js'
import { TimelineController } from './timeline.controller.js'
import { TimelineService } from './timeline.service.js'
import { UploadEvidenceService } from './upload-evidence.service.js'
import { WithdrawBidService } from './withdraw-bid.service.js'

@Module({
  imports: [TypeOrmModule.forFeature([Bid]), GuidelinesModule],
  controllers: [
    BidsController,
    EthicsAnswersController,
    AcknowledgementsController,
    EvidenceController,
    SubmissionsController,
    TimelineController,
    ReceiptsController,
    ReceiptKeysController,
    OpeningController,
  ],
  providers: [
    ChangeWorkingCopy,
    BidDraftsService,
    EthicsAnswersService,
    AcknowledgementsService,
    UploadEvidenceService,
    EvidenceFilesService,
    SweepEvidence,
    SettleDrafts,
    SettleInvitations,
    RecheckVersions,
    ReceiptKeys,
    SubmitBidService,
    SubmissionsService,
    WithdrawBidService,
    TimelineService,
    OpenBidsService,
    OpenedBidsService,
  ],
  exports: [ReceiptKeys],
})
export class BidsModule {}
