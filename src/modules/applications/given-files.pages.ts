import { Controller, Get, Param } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Downloads } from '../../web/pages/page.js'
import { Download } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { GivenFilesService } from './given-files.service.js'

/** The evidence that came with an application. */
@Controller('officer/applications/:id/files/:fileId')
@Audience('procurement-officer', 'auditor')
export class GivenFilesPages {
  constructor(private readonly files: GivenFilesService) {}

  /** The bytes as they came, to be saved and never shown inside a page. */
  @Get()
  @Downloads()
  async content(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('fileId', UuidParam) fileId: string,
  ): Promise<Download> {
    const { name, size, bytes } = await this.files.content(actor, id, fileId)
    return new Download(name, 'application/octet-stream', bytes, size)
  }
}
