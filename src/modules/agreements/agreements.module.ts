import { Module } from '@nestjs/common'

import { IdentityModule } from '../identity/identity.module.js'
import { AgreementDraftsController } from './agreement-drafts.controller.js'
import { AgreementDraftsPages } from './agreement-drafts.pages.js'
import { AgreementDraftsService } from './agreement-drafts.service.js'
import { AgreementRecordsService } from './agreement-records.service.js'
import { AgreementSectionsPages } from './agreement-sections.pages.js'
import { AgreementsController } from './agreements.controller.js'
import { AgreementsPages } from './agreements.pages.js'
import { AgreementsService } from './agreements.service.js'
import { ChangeAgreementPages } from './change-agreement.pages.js'
import { ChangeAgreementService } from './change-agreement.service.js'
import { FiltersController } from './filters.controller.js'
import { FiltersPages } from './filters.pages.js'
import { FiltersService } from './filters.service.js'
import { MarketNoticesController } from './market-notices.controller.js'
import { MarketNoticesPages } from './market-notices.pages.js'
import { MarketNoticesService } from './market-notices.service.js'
import { OpenAgreementService } from './open-agreement.service.js'

@Module({
  imports: [IdentityModule],
  controllers: [
    AgreementsController,
    AgreementDraftsController,
    FiltersController,
    MarketNoticesController,
    AgreementsPages,
    AgreementDraftsPages,
    AgreementSectionsPages,
    ChangeAgreementPages,
    FiltersPages,
    MarketNoticesPages,
  ],
  providers: [
    AgreementsService,
    AgreementRecordsService,
    AgreementDraftsService,
    OpenAgreementService,
    ChangeAgreementService,
    FiltersService,
    MarketNoticesService,
  ],
  exports: [AgreementsService],
})
export class AgreementsModule {}
