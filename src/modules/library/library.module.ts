import { Module } from '@nestjs/common'

import { Sealing } from '../../shared/sealing.js'
import { FilesModule } from '../files/files.module.js'
import { AnswerFilesController } from './answer-files.controller.js'
import { AnswerFilesPages } from './answer-files.pages.js'
import { AnswerFilesService } from './answer-files.service.js'
import { LibraryFileBytes } from './library-file-bytes.js'
import { UploadAnswerFileService } from './upload-answer-file.service.js'
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
  imports: [FilesModule],
  controllers: [
    LibraryController,
    LibraryVersionsController,
    SelectionQuestionnairesController,
    AnswerFilesController,
    AnswerFilesPages,
    LibraryPages,
    LibraryPartsPages,
    LibraryHistoryPages,
  ],
  providers: [
    Sealing,
    LibraryService,
    SaveAnswersService,
    LibraryDraftsService,
    LibraryProductsService,
    RemindOfExpiry,
    LibraryFileBytes,
    AnswerFilesService,
    UploadAnswerFileService,
  ],
  exports: [LibraryFileBytes, LibraryService],
})
export class LibraryModule {}
