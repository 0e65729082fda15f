import { Module } from '@nestjs/common'
import { TypeOrmModule } from '@nestjs/typeorm'

import { GuidelinesModule } from '../guidelines/guidelines.module.js'
import { Bid } from './bid.entity.js'
import { AcknowledgementsController } from './acknowledgements.controller.js'
import { AcknowledgementsService } from './acknowledgements.service.js'
import { BidDraftsService } from './bid-drafts.service.js'
import { BidsController } from './bids.controller.js'
import { EvidenceController } from './evidence.controller.js'
import { EvidenceFilesService } from './evidence-files.service.js'
import { EthicsAnswersController } from './ethics-answers.controller.js'
import { EthicsAnswersService } from './ethics-answers.service.js'
import { OpenBidsService } from './open-bids.service.js'
import { OpenedBidsService } from './opened-bids.service.js'
import { OpeningController } from './opening.controller.js'
import { SettleDrafts } from './settle-drafts.js'
import { SubmitBidService } from './submit-bid.service.js'
import { SweepEvidence } from './sweep-evidence.js'
import { UploadEvidenceService } from './upload-evidence.service.js'

@Module({
  imports: [TypeOrmModule.forFeature([Bid]), GuidelinesModule],
  controllers: [BidsController, EthicsAnswersController, AcknowledgementsController, EvidenceController, OpeningController],
  providers: [
    BidDraftsService,
    EthicsAnswersService,
    AcknowledgementsService,
    UploadEvidenceService,
    EvidenceFilesService,
    SweepEvidence,
    SettleDrafts,
    SubmitBidService,
    OpenBidsService,
    OpenedBidsService,
  ],
})
export class BidsModule {}
