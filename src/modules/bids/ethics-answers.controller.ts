import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common'
import { ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import { canonicalBytes } from '../../shared/canonical.js'
import type { Actor } from '../../shared/domain/actor.js'
import { Malformed } from '../../shared/domain/errors.js'
import { Audience } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { CheckQuery, EthicsAnswersDto, SectionQuery } from './bid.dto.js'
import type { AnswerSection } from './bid-queries.js'
import { EthicsAnswersService } from './ethics-answers.service.js'

const ANSWERS_SCHEMA = { type: 'object', additionalProperties: { type: ['object', 'null'], additionalProperties: true } } as const

@ApiTags('ethics answers')
@Controller('api/v1/bids/:id')
export class EthicsAnswersController {
  constructor(private readonly answers: EthicsAnswersService) {}

  /** The answers of one section with its ETag, or of all. */
  @Get('ethics-answers')
  @Audience('bid-writer')
  @Sends('ETag?')
  async list(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { section }: SectionQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EthicsAnswersDto> {
    const sections = await this.answers.list(actor, id, section)
    const [only] = sections
    if (section !== undefined && only !== undefined) void reply.header('ETag', etagOf(only.revision))
    return present(sections)
  }

  /** Saves answers of one section, by question id; null deletes an answer. If-Match is the section's ETag, "0" before the first save. */
  @Patch('ethics-answers')
  @Audience('bid-writer')
  @ApiBody({ schema: ANSWERS_SCHEMA as never })
  @Refuses(
    'requirement-not-open',
    'deadline-passed',
    'bid-not-writable',
    'answers-malformed',
    'answers-missing',
    'several-sections',
    'guideline-pack-changed',
  )
  @Sends('ETag')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() changes: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EthicsAnswersDto> {
    const written = await this.answers.change(actor, id, revision, asObject(changes))
    void reply.header('ETag', etagOf(written.revision))
    return present([written])
  }

  /** The check report on the answers as they are; changes nothing. Same answers and versions give the same bytes. */
  @Post('ethics-check')
  @Audience('bid-writer')
  @HttpCode(200)
  @ApiOkResponse({
    description: 'The check report',
    content: { 'application/json': { schema: { type: 'object', additionalProperties: true } } },
  })
  @Refuses('guideline-pack-changed')
  async check(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { traces }: CheckQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const report = await this.answers.check(actor, id, traces)
    void reply.type('application/json; charset=utf-8')
    return canonicalBytes(report).toString('utf8')
  }
}

function asObject(body: unknown): Readonly<Record<string, unknown>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw new Malformed('invalid-request', 'Send an object of answers by question id.')
  return body as Record<string, unknown>
}

const present = (sections: readonly AnswerSection[]): EthicsAnswersDto => ({
  sections: sections.map(({ section, revision }) => ({ section, etag: etagOf(revision) })),
  answers: Object.assign({}, ...sections.map(({ answers }) => answers)) as Record<string, unknown>,
})
