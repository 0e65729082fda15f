import { Controller, Get, Param, Query, Res, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { fileAnswer } from '../../web/file-download.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ExportJobDto, ExportJobPageDto } from './export.dto.js'
import { ExportsService } from './exports.service.js'

@ApiTags('exports')
@Controller('api/v1/exports')
@Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  /** The files that whoever asks has ordered, the newest first. */
  @Get()
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<ExportJobPageDto> {
    return this.exports.list(actor, limit, cursor)
  }

  /** How far a file is that whoever asks has ordered. */
  @Get(':id')
  @Refuses('bids-not-yours', 'interest-declared')
  get(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ExportJobDto> {
    return this.exports.get(actor, id)
  }

  /** The bytes of the file, once it is ready and as long as it is kept. */
  @Get(':id/content')
  @ApiOkResponse({ content: { 'application/zip': { schema: { type: 'string', format: 'binary' } } } })
  @Refuses('bids-not-yours', 'interest-declared', 'export-not-ready', 'file-not-at-hand')
  async content(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return fileAnswer(await this.exports.download(actor, id), reply, 'application/zip')
  }
}
