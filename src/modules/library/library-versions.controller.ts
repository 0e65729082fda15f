import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { Audience } from '../../web/audience.js'
import { CurrentActor } from '../../web/request-parts.js'
import { QuestionParam } from '../../web/question-param.js'
import { VersionParam } from '../../web/version-param.js'
import { LibraryVersionsQuery } from './library-versions.dto.js'
import {
  LibraryDiffDto,
  LibraryVersionDto,
  LibraryVersionPageDto,
  presentDiff,
  presentSummary,
  presentVersion,
  ProductQuery,
} from './library.dto.js'
import { LibraryService } from './library.service.js'

/** What an answer of the library said before. */
@ApiTags('library')
@Controller('api/v1/library/answers/:question/versions')
@Audience('bid-writer')
export class LibraryVersionsController {
  constructor(private readonly library: LibraryService) {}

  /** Every version of an answer, newest first. None changes any more. */
  @Get()
  async list(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Query() { product, limit, cursor }: LibraryVersionsQuery,
  ): Promise<LibraryVersionPageDto> {
    const page = await this.library.listVersions(actor, { question, productId: product ?? null }, limit, cursor)
    return { ...page, items: page.items.map(presentSummary) }
  }

  /** One version, with all that its hash is made of. */
  @Get(':version')
  async get(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Param('version', VersionParam) version: number,
    @Query() { product }: ProductQuery,
  ): Promise<LibraryVersionDto> {
    const { after } = await this.library.compare(actor, { question, productId: product ?? null }, version, 0)
    return presentVersion(after)
  }

  /** What another version says differently from this one. */
  @Get(':version/diff/:other')
  async diff(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Param('version', VersionParam) version: number,
    @Param('other', VersionParam) other: number,
    @Query() { product }: ProductQuery,
  ): Promise<LibraryDiffDto> {
    const compared = await this.library.compare(actor, { question, productId: product ?? null }, other, version)
    if (compared.before === null) throw new NotFound('version')
    return presentDiff({ ...compared, before: compared.before })
  }
}
