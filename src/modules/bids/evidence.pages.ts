import { Controller, Get, Inject, Param, Post, Query, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RunningConfig } from '../../shared/shared.module.js'
import { CONFIG } from '../../shared/tokens.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { TakesFile } from '../../web/file-upload.js'
import { freshForm, orShowAgain } from '../../web/pages/form.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { atTheFile, readFileForm } from '../../web/pages/upload-form.js'
import { CurrentActor, readRepeatKey, repeatOf } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidStandingService } from './bid-standing.service.js'
import { filesHref, filesView } from './evidence-views.js'
import { EvidenceFilesService } from './evidence-files.service.js'
import { UploadEvidenceService } from './upload-evidence.service.js'

/** The evidence files of a bid: one is added, and then it is said what it is. */
@Controller('supplier/bids/:id/files')
@Audience('bid-writer')
export class EvidencePages {
  constructor(
    private readonly standings: BidStandingService,
    private readonly files: EvidenceFilesService,
    private readonly uploads: UploadEvidenceService,
    @Inject(CONFIG) private readonly config: Pick<RunningConfig, 'evidence'>,
  ) {}

  @Get()
  @Page('bids/views/files.njk', 'none', 'some', 'in every state of their scan', 'long text', 'not to be changed')
  list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.filesOf(actor, id)
  }

  /** The key stands in the address, because a file is read after it is known what is asked. */
  @Post()
  @TakesFile()
  @Page('bids/views/files.njk', 'refused')
  upload(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query('key') key: unknown,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    const repeat = key === undefined ? null : repeatOf(request, readRepeatKey(key))
    return orShowAgain(
      {},
      async () => {
        const fileId = await atTheFile(
          this.uploads.upload(actor, id, repeat, async take => {
            await readFileForm(request, take)
            return {}
          }),
        )
        return new SeeOther(`${filesHref(id)}/${fileId}`, 'file-added')
      },
      form => this.filesOf(actor, id, form),
    )
  }

  private async filesOf(actor: Actor, id: string, form = freshForm()): Promise<object> {
    const bid = await this.standings.get(actor, id)
    const { items } = await this.files.list(actor, id, this.config.evidence.mostFiles, undefined)
    return filesView(bid, items, this.config.evidence, form)
  }
}
