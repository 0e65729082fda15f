import { Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { TakesPassingFile } from '../../web/file-upload.js'
import { type FormView, freshForm, orShowAgain } from '../../web/pages/form.js'
import { FormKey } from '../../web/pages/form-body.js'
import { Downloads, LeadsOn, Page } from '../../web/pages/page.js'
import { Download, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { atTheFile, readFileForm } from '../../web/pages/upload-form.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor, readRepeatKey, repeatOf } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AnswerFilesService } from './answer-files.service.js'
import { answerFilesView, removalView } from './answer-files-views.js'
import { keyIn } from './library-history.pages.js'
import { filesHref } from './library-links.js'
import { UploadAnswerFileService } from './upload-answer-file.service.js'

const VIEW = 'library/views/answer-files.njk'

/** The evidence files of one answer of the library. */
@Controller('supplier/library')
@Audience('bid-writer')
export class AnswerFilesPages {
  constructor(
    private readonly files: AnswerFilesService,
    private readonly uploads: UploadAnswerFileService,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'evidence'>,
  ) {}

  @Get('answers/:question/files')
  @Page(VIEW, 'none', 'some', 'in every state of their scan', 'full', 'takes none', 'retired')
  list(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Query('product') product: unknown,
  ): Promise<object> {
    return this.view(actor, question, product, freshForm())
  }

  /** The key stands in the address, because a file is read after it is known what is asked. */
  @Post('answers/:question/files')
  @TakesPassingFile()
  @Page(VIEW, 'refused')
  upload(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Query('product') product: unknown,
    @Query('key') key: unknown,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    const answer = keyIn(question, product)
    const repeat = key === undefined ? null : repeatOf(request, readRepeatKey(key))
    return orShowAgain(
      {},
      async () => {
        await atTheFile(this.uploads.upload(actor, answer, repeat, take => readFileForm(request, take)))
        return new SeeOther(filesHref(answer), 'answer-file-added')
      },
      form => this.view(actor, question, product, form),
    )
  }

  @Get('answers/:question/files/:fileId/remove')
  @Page('library/views/remove-answer-file.njk', 'asked')
  async askToRemove(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Param('fileId', UuidParam) fileId: string,
    @Query('product') product: unknown,
  ): Promise<object> {
    const answered = await this.files.list(actor, keyIn(question, product))
    const file = answered.files.find(({ id }) => id === fileId)
    if (file === undefined) throw new NotFound('file')
    return removalView(answered, file)
  }

  @Post('answers/:question/files/:fileId/remove')
  @LeadsOn()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Param('fileId', UuidParam) fileId: string,
    @Query('product') product: unknown,
    @FormKey() key: RepeatKey | null,
  ): Promise<SeeOther> {
    const answer = keyIn(question, product)
    await this.files.remove(actor, answer, fileId, null, key)
    return new SeeOther(filesHref(answer), 'answer-file-removed')
  }

  /** The bytes as they came, to be saved and never shown inside a page. */
  @Get('files/:fileId/content')
  @Downloads()
  async content(@CurrentActor() actor: Actor, @Param('fileId', UuidParam) fileId: string): Promise<Download> {
    const { name, size, bytes } = await this.files.content(actor, fileId)
    return new Download(name, 'application/octet-stream', bytes, size)
  }

  private async view(actor: Actor, question: string, product: unknown, form: FormView): Promise<object> {
    return answerFilesView(await this.files.list(actor, keyIn(question, product)), this.config.evidence.mostBytes, form)
  }
}
