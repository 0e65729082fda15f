import { Module } from '@nestjs/common'

import { Sealing } from '../../shared/sealing.js'
import { LibraryController } from './library.controller.js'
import { LibraryDraftsService } from './library-drafts.service.js'
import { LibraryHistoryPages } from './library-history.pages.js'
import { LibraryPages } from './library.pages.js'
import { LibraryPartsPages } from './library-parts.pages.js'
import { LibraryProductsService } from './library-products.service.js'
import { LibraryService } from './library.service.js'
import { LibraryVersionsController } from './library-versions.controller.js'
import { RemindOfExpiry } from './remind-of-expiry.js'
import { SaveAnswersService } from './save-answers.service.js'
import { SelectionQuestionnairesController } from './selection-questionnaires.controller.js'

@Module({
  controllers: [
    LibraryController,
    LibraryVersionsController,
    SelectionQuestionnairesController,
    LibraryPages,
    LibraryPartsPages,
    LibraryHistoryPages,
  ],
  providers: [Sealing, LibraryService, SaveAnswersService, LibraryDraftsService, LibraryProductsService, RemindOfExpiry],
  exports: [LibraryService],
})
export class LibraryModule {}
