import { Controller, Get, Param, Res, StreamableFile } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { fileAnswer, GivesFile } from '../../web/file-download.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BYTES_NOT_GIVEN } from '../files/refusal-codes.js'
import { GivenFilesService } from './given-files.service.js'

/** The evidence that came with applications. */
@ApiTags('decisions on applications')
@Controller('api/v1/officer/applications/:id/files')
@Audience('procurement-officer', 'auditor')
export class GivenFilesController {
  constructor(private readonly files: GivenFilesService) {}

  /** The bytes of a file that an answer of this application names, to be saved and never shown inside a page; only once no malware was found in it. */
  @Get(':fileId')
  @GivesFile('applications-not-yours', 'interests-not-declared', 'interest-declared', ...BYTES_NOT_GIVEN)
  async content(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('fileId', UuidParam) fileId: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return fileAnswer(await this.files.content(actor, id, fileId), reply)
  }
}
