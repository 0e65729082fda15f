import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common'
import { ApiBody, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { fileAnswer, GivesFile } from '../../web/file-download.js'
import { readUpload, TakesPassingFile } from '../../web/file-upload.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BYTES_NOT_GIVEN, REFUSED_UPLOADS } from '../files/refusal-codes.js'
import { AnswerFileDto, AnswerFilesDto } from './answer-files.dto.js'
import { AnswerFilesService } from './answer-files.service.js'
import { ProductQuery } from './library.dto.js'
import { FILE_LIMITS, takesFiles } from './question-evidence.js'
import { UploadAnswerFileService } from './upload-answer-file.service.js'

const UPLOAD = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } } as const

/** The evidence files of library answers. */
@ApiTags('library')
@Controller('api/v1/library')
@Audience('bid-writer')
export class AnswerFilesController {
  constructor(
    private readonly uploads: UploadAnswerFileService,
    private readonly files: AnswerFilesService,
  ) {}

  /** Adds a file to an answer, which makes a version that names it. The ETag is that of the answer then. */
  @Post('answers/:question/files')
  @TakesPassingFile()
  @ApiBody({ schema: UPLOAD as never })
  @Refuses('answer-takes-no-files', 'product-retired', 'file-exists', ...REFUSED_UPLOADS)
  @Sends('ETag', 'Location')
  async upload(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Query() { product }: ProductQuery,
    @RepeatKey() repeat: Repeat | null,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerFileDto> {
    const key = { question, productId: product ?? null }
    const id = await this.uploads.upload(actor, key, repeat, take => readUpload(request, [], take))
    const { current } = await this.files.list(actor, key)
    void reply.header('Location', `/api/v1/library/files/${id}/content`).header('ETag', etagOf(current?.version ?? 0))
    return this.files.get(actor, id)
  }

  /** The files that an answer names, as they were added. */
  @Get('answers/:question/files')
  @Sends('ETag')
  async list(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Query() { product }: ProductQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AnswerFilesDto> {
    const { current, files } = await this.files.list(actor, { question, productId: product ?? null })
    const etag = etagOf(current?.version ?? 0)
    void reply.header('ETag', etag)
    return { etag, takesFiles: takesFiles(question), mostFiles: FILE_LIMITS.perAnswer, items: files }
  }

  /** Removes a file from an answer, which makes a version without it; versions that name it keep it. */
  @Delete('answers/:question/files/:id')
  @HttpCode(204)
  @Refuses('product-retired')
  async remove(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Param('id', UuidParam) id: string,
    @Query() { product }: ProductQuery,
    @IfMatch() revision: number,
  ): Promise<void> {
    await this.files.remove(actor, { question, productId: product ?? null }, id, revision)
  }

  /** The bytes of a file that some version of an answer names, to be saved and never shown inside a page; only once no malware was found in it. */
  @Get('files/:id/content')
  @GivesFile(...BYTES_NOT_GIVEN)
  async content(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return fileAnswer(await this.files.content(actor, id), reply)
  }
}
