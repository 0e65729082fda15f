import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { StaleVersion } from '../../shared/domain/revision.js'
import { Audience } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { Downloads, LeadsOn, Page } from '../../web/pages/page.js'
import { Download, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidStandingService } from './bid-standing.service.js'
import { type EvidenceMetadata, METADATA_FIELDS, metadataOf } from './domain/evidence.js'
import { EvidenceForm } from './evidence.form.js'
import { EvidenceFilesService } from './evidence-files.service.js'
import type { StoredFile } from './evidence-queries.js'
import { filesHref, fileView, typedMetadata } from './evidence-views.js'
import { seenIn } from './part-views.js'
import { partTag } from './save-draft-part.service.js'

/** One evidence file: what is said of it, its bytes, and taking it out. */
@Controller('supplier/bids/:id/files/:fileId')
@Audience('bid-writer')
export class EvidenceFilePages {
  constructor(
    private readonly standings: BidStandingService,
    private readonly files: EvidenceFilesService,
  ) {}

  @Get()
  @Page(
    'bids/views/file.njk',
    'new',
    'described',
    'pending',
    'infected',
    'unscannable',
    'infected and not to be changed',
    'not to be changed',
  )
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Param('fileId', UuidParam) fileId: string): Promise<object> {
    return this.viewOf(actor, id, fileId)
  }

  @Post()
  @Page('bids/views/file.njk', 'refused', 'saved by somebody else')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('fileId', UuidParam) fileId: string,
    @FormBody() fields: FormFields,
  ): Promise<PageAnswer> {
    const file = await this.fileOf(actor, id, fileId)
    return orShowAgain(
      fields,
      async () => {
        const said = typedMetadata(fields)
        await readForm(EvidenceForm, { ...said })
        await this.describe(actor, file, seenIn(fields), said)
        return new SeeOther(filesHref(id), 'part-saved')
      },
      form => this.viewOf(actor, id, fileId, form),
    )
  }

  @Get('remove')
  @Page('bids/views/remove-file.njk', 'asked')
  askToRemove(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('fileId', UuidParam) fileId: string,
  ): Promise<object> {
    return this.viewOf(actor, id, fileId)
  }

  @Post('remove')
  @LeadsOn()
  async remove(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('fileId', UuidParam) fileId: string,
  ): Promise<SeeOther> {
    await this.fileOf(actor, id, fileId)
    await this.files.remove(actor, fileId)
    return new SeeOther(filesHref(id), 'file-removed')
  }

  /** The bytes as they came, to be saved and never shown inside a page. */
  @Get('content')
  @Downloads()
  async content(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('fileId', UuidParam) fileId: string,
  ): Promise<Download> {
    await this.fileOf(actor, id, fileId)
    const { name, size, bytes } = await this.files.content(actor, fileId)
    return new Download(name, 'application/octet-stream', bytes, size)
  }

  private async viewOf(actor: Actor, id: string, fileId: string, form = freshForm()): Promise<object> {
    return fileView(await this.standings.get(actor, id), await this.fileOf(actor, id, fileId), form)
  }

  /** The file of this bid's working copy. */
  private async fileOf(actor: Actor, id: string, fileId: string): Promise<StoredFile> {
    const file = await this.files.get(actor, fileId)
    if (file.bidId !== id || !file.inWorkingCopy) throw new NotFound('file')
    return file
  }

  /** All that is said of it is in the form, so what is not said any more is deleted. */
  private async describe(actor: Actor, { id, revision, description }: StoredFile, seen: string, said: EvidenceMetadata): Promise<void> {
    const saved = partTag(metadataOf(description))
    if (saved === partTag(said)) return
    if (saved !== seen) throw new StaleVersion()
    const nothing = Object.fromEntries(METADATA_FIELDS.map(field => [field, null]))
    await this.files.change(actor, id, revision, { ...nothing, ...said })
  }
}
