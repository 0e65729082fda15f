import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common'
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import contentDisposition from 'content-disposition'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { readUpload, TakesPassingFile } from '../../web/file-upload.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
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
  @Refuses(
    'answer-takes-no-files',
    'product-retired',
    'form-broken',
    'file-missing',
    'file-name-missing',
    'file-name-not-allowed',
    'several-files',
    'file-too-large',
    'file-empty',
    'file-type-not-allowed',
    'file-type-mismatch',
    'file-encrypted',
    'file-with-macros',
    'file-reaches-out',
    'file-packed-too-much',
    'file-with-formulas',
    'file-exists',
    'too-many-files',
    'too-many-uploads',
    'storage-full',
  )
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
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  @Refuses('file-not-scanned', 'file-infected', 'file-unscannable', 'file-not-at-hand')
  async content(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { name, size, bytes } = await this.files.content(actor, id)
    void reply.header('Content-Security-Policy', "default-src 'none'; sandbox")
    return new StreamableFile(bytes, { type: 'application/octet-stream', disposition: contentDisposition(name), length: size })
  }
}
