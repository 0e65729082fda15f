import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import contentDisposition from 'content-disposition'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { GivenFilesService } from './given-files.service.js'

/** The evidence that came with applications. */
@ApiTags('decisions on applications')
@Controller('api/v1/officer/applications/:id/files')
@Audience('procurement-officer', 'auditor')
export class GivenFilesController {
  constructor(private readonly files: GivenFilesService) {}

  /** The bytes of a file that an answer of this application names, to be saved and never shown inside a page; only once no malware was found in it. */
  @Get(':fileId')
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  @Refuses(
    'applications-not-yours',
    'interests-not-declared',
    'interest-declared',
    'file-not-scanned',
    'file-infected',
    'file-unscannable',
    'file-not-at-hand',
  )
  async content(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('fileId', UuidParam) fileId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { name, size, bytes } = await this.files.content(actor, id, fileId)
    void reply.header('Content-Security-Policy', "default-src 'none'; sandbox")
    return new StreamableFile(bytes, { type: 'application/octet-stream', disposition: contentDisposition(name), length: size })
  }
}
