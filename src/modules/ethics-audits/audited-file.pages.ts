import { Controller, Get, Param } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { Audience } from '../../web/audience.js'
import { Downloads, Page } from '../../web/pages/page.js'
import { Download, type PageAnswer, Shown } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { EvidenceFilesService } from '../bids/evidence-files.service.js'
import type { StoredFile } from '../bids/evidence-queries.js'
import { fileHref } from './audit-addresses.js'
import { auditedFileView } from './audited-file-views.js'
import { declaredFirst } from './declared-first-views.js'
import { maySafelyBeShown } from './domain/safe-to-show.js'
import { EthicsAuditsService } from './ethics-audits.service.js'

/** Evidence of an audited bid, to look at where that is safe, and otherwise to keep. */
@Controller('officer/audits/:id/files/:fileId')
@Audience('procurement-officer', 'auditor')
export class AuditedFilePages {
  constructor(
    private readonly audits: EthicsAuditsService,
    private readonly files: EvidenceFilesService,
  ) {}

  @Get()
  @Page('ethics-audits/views/audited-file.njk', 'a picture', 'a PDF', 'to keep', 'pending', 'infected', 'unscannable')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Param('fileId', UuidParam) fileId: string): Promise<PageAnswer> {
    return declaredFirst(
      async () => auditedFileView(await this.audits.get(actor, id), await this.fileOf(actor, id, fileId)),
      async () => (await this.audits.summary(actor, id)).requirementId,
      fileHref(id, fileId),
    )
  }

  /** The bytes under their own type, only where a browser shows that type without running anything in it. */
  @Get('shown')
  @Downloads()
  async shown(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('fileId', UuidParam) fileId: string,
  ): Promise<Shown> {
    const file = await this.fileOf(actor, id, fileId)
    if (!maySafelyBeShown({ ...file, ...file.description })) throw new NotFound('file')
    const { name, size, bytes } = await this.files.content(actor, fileId)
    return new Shown(name, file.description.mediaType, bytes, size)
  }

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

  /** The file of the audited bid, and of no other. */
  private async fileOf(actor: Actor, id: string, fileId: string): Promise<StoredFile> {
    const { bidId } = await this.audits.summary(actor, id)
    const file = await this.files.get(actor, fileId)
    if (file.bidId !== bidId) throw new NotFound('file')
    return file
  }
}
