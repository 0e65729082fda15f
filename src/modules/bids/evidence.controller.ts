import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res, StreamableFile } from '@nestjs/common'
import { ApiBody, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { fileAnswer, GivesFile } from '../../web/file-download.js'
import { readUpload, TakesFile } from '../../web/file-upload.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { requestValidation } from '../../web/validation.js'
import { BYTES_NOT_GIVEN, REFUSED_UPLOADS } from '../files/refusal-codes.js'
import type { Receive } from '../files/take-files.js'
import { type EvidenceMetadata, METADATA_FIELDS } from './domain/evidence.js'
import { EvidenceFileDto, EvidenceFilePageDto, EvidenceMetadataDto } from './evidence.dto.js'
import { EvidenceFilesService } from './evidence-files.service.js'
import type { StoredFile } from './evidence-queries.js'
import { UploadEvidenceService } from './upload-evidence.service.js'

const UPLOAD = {
  type: 'object',
  required: ['file'],
  properties: {
    file: { type: 'string', format: 'binary' },
    ...Object.fromEntries(METADATA_FIELDS.map(name => [name, { type: 'string' }])),
  },
} as const

@ApiTags('evidence files')
@Controller('api/v1')
export class EvidenceController {
  private readonly validation = requestValidation()

  constructor(
    private readonly uploads: UploadEvidenceService,
    private readonly files: EvidenceFilesService,
  ) {}

  /** Adds an evidence file to the working copy: one file and what is said of it, in any order. */
  @Post('bids/:id/files')
  @Audience('bid-writer')
  @TakesFile()
  @ApiBody({ schema: UPLOAD as never })
  @Refuses('requirement-not-open', 'deadline-passed', 'bid-not-writable', 'file-dates-reversed', ...REFUSED_UPLOADS)
  @Sends('ETag', 'Location')
  async upload(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) bidId: string,
    @RepeatKey() repeat: Repeat | null,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceFileDto> {
    const id = await this.uploads.upload(actor, bidId, repeat, this.receive(request))
    void reply.header('Location', `/api/v1/files/${id}`)
    return present(await this.files.get(actor, id), reply)
  }

  /** The evidence files of the working copy, oldest first. */
  @Get('bids/:id/files')
  @Audience('bid-writer')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) bidId: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<EvidenceFilePageDto> {
    const { items, nextCursor } = await this.files.list(actor, bidId, limit, cursor)
    return { items: items.map(shown), nextCursor }
  }

  /** What is known of a file: for its supplier, and after the opening for who may read the bid. */
  @Get('files/:id')
  @Audience('bid-writer', 'buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @Refuses('interests-not-declared', 'interest-declared')
  @Sends('ETag')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceFileDto> {
    return present(await this.files.get(actor, id), reply)
  }

  /** The bytes of a file, to be saved and never shown inside a page. Its supplier too is given them only once no malware was found in it. */
  @Get('files/:id/content')
  @Audience('bid-writer', 'buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @GivesFile('interests-not-declared', 'interest-declared', 'file-sealed', ...BYTES_NOT_GIVEN)
  async content(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return fileAnswer(await this.files.content(actor, id), reply)
  }

  /** Changes what is said of a file; null deletes a member. */
  @Patch('files/:id')
  @Audience('bid-writer')
  @Refuses('requirement-not-open', 'deadline-passed', 'bid-not-writable', 'file-dates-reversed')
  @Sends('ETag')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() change: EvidenceMetadataDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EvidenceFileDto> {
    return present(await this.files.change(actor, id, revision, change), reply)
  }

  /** Takes a file out of the working copy; submitted versions keep it. */
  @Delete('files/:id')
  @Audience('bid-writer')
  @HttpCode(204)
  @Refuses('requirement-not-open', 'deadline-passed', 'bid-not-writable')
  remove(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<void> {
    return this.files.remove(actor, id)
  }

  private readonly receive =
    (request: FastifyRequest): Receive<EvidenceMetadata> =>
    async take => {
      const fields = await readUpload(request, METADATA_FIELDS, take)
      return (await this.validation.transform(fields, { type: 'body', metatype: EvidenceMetadataDto })) as EvidenceMetadataDto
    }
}

function present(file: StoredFile, reply: FastifyReply): EvidenceFileDto {
  void reply.header('ETag', etagOf(file.revision))
  return shown(file)
}

const shown = ({
  id,
  bidId,
  sha256,
  size,
  scan,
  readable,
  inWorkingCopy,
  uploadedBy,
  uploadedAt,
  description,
}: StoredFile): EvidenceFileDto => ({
  id,
  bidId,
  ...description,
  size,
  sha256,
  scan,
  readable,
  inWorkingCopy,
  uploadedBy,
  uploadedAt,
})
