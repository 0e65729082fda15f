import { Module } from '@nestjs/common'

import { AgreementDraftsController } from './agreement-drafts.controller.js'
import { AgreementDraftsService } from './agreement-drafts.service.js'
import { AgreementRecordsService } from './agreement-records.service.js'
import { AgreementsController } from './agreements.controller.js'
import { AgreementsPages } from './agreements.pages.js'
import { AgreementsService } from './agreements.service.js'
import { ChangeAgreementService } from './change-agreement.service.js'
import { FiltersController } from './filters.controller.js'
import { FiltersService } from './filters.service.js'
import { OpenAgreementService } from './open-agreement.service.js'

@Module({
  controllers: [AgreementsController, AgreementDraftsController, FiltersController, AgreementsPages],
  providers: [
    AgreementsService,
    AgreementRecordsService,
    AgreementDraftsService,
    OpenAgreementService,
    ChangeAgreementService,
    FiltersService,
  ],
  exports: [AgreementsService],
})
export class AgreementsModule {}
