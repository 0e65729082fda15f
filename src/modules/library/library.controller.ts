import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { QuestionParam } from '../../web/question-param.js'
import { CurrentActor, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import {
  CurrentAnswerDto,
  LibraryAnswerInput,
  LibraryDto,
  LibraryProductDto,
  NewProductInput,
  presentAnswer,
  presentLibrary,
  presentProduct,
  ProductQuery,
} from './library.dto.js'
import { LibraryProductsService } from './library-products.service.js'
import { LibraryService } from './library.service.js'
import { SaveAnswersService } from './save-answers.service.js'

/** What a supplier answers once and reuses: its selection questionnaire, and the claims about its products. */
@ApiTags('library')
@Controller('api/v1/library')
@Audience('bid-writer')
export class LibraryController {
  constructor(
    private readonly library: LibraryService,
    private readonly answers: SaveAnswersService,
    private readonly products: LibraryProductsService,
  ) {}

  /** The products, and every answer as it is now. */
  @Get()
  async get(@CurrentActor() actor: Actor): Promise<LibraryDto> {
    return presentLibrary(await this.library.get(actor))
  }

  /** One answer with its ETag, which is "0" before the first. */
  @Get('answers/:question')
  @Sends('ETag')
  getAnswer(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Query() { product }: ProductQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CurrentAnswerDto> {
    return this.present(actor, question, product, reply)
  }

  /** Saves an answer as a new version, and confirms it; one that says the same makes none. */
  @Put('answers/:question')
  @Refuses('answers-malformed', 'product-retired')
  @Sends('ETag')
  async save(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Query() { product }: ProductQuery,
    @IfMatch() revision: number,
    @Body() { answer }: LibraryAnswerInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CurrentAnswerDto> {
    await this.answers.save(actor, { question, productId: product ?? null }, revision, answer)
    return this.present(actor, question, product, reply)
  }

  /** Says that an answer, as it was read, is still true. */
  @Post('answers/:question/confirm')
  @HttpCode(200)
  @Refuses('nothing-to-confirm', 'product-retired')
  @Sends('ETag')
  async confirm(
    @CurrentActor() actor: Actor,
    @Param('question', QuestionParam) question: string,
    @Query() { product }: ProductQuery,
    @IfMatch() revision: number,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CurrentAnswerDto> {
    await this.answers.confirm(actor, [{ question, productId: product ?? null, seen: revision }], repeat)
    return this.present(actor, question, product, reply)
  }

  /** Adds a product, which claims are made about. */
  @Post('products')
  @Refuses('product-exists', 'too-many-products')
  async addProduct(
    @CurrentActor() actor: Actor,
    @Body() { name }: NewProductInput,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<LibraryProductDto> {
    return presentProduct(await this.products.get(actor, await this.products.add(actor, name, repeat)))
  }

  /** Says that nothing is claimed of a product any more; what was claimed stays. */
  @Post('products/:id/retire')
  @HttpCode(200)
  @Refuses('product-retired')
  async retireProduct(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<LibraryProductDto> {
    await this.products.retire(actor, id, repeat)
    return presentProduct(await this.products.get(actor, id))
  }

  private async present(actor: Actor, question: string, product: string | undefined, reply: FastifyReply): Promise<CurrentAnswerDto> {
    const key = { question, productId: product ?? null }
    const answer = presentAnswer(await this.library.getAnswer(actor, key), key)
    void reply.header('ETag', answer.etag)
    return answer
  }
}
