import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, Public } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { VersionParam } from '../../web/version-param.js'
import { AddFilterValueDto, FilterEditionDto, MarkFilterValueDto } from './agreement.dto.js'
import type { FilterChange } from './domain/filters.js'
import { FiltersService } from './filters.service.js'

@ApiTags('filters')
@Controller('api/v1/filters')
export class FiltersController {
  constructor(private readonly filters: FiltersService) {}

  /** What suppliers describe themselves by and buyers filter by: the edition in force, with the values that were retired. */
  @Get()
  @Public()
  @PublicRead()
  current(): Promise<FilterEditionDto> {
    return this.filters.current()
  }

  /** An edition that was in force. */
  @Get(':version')
  @Public()
  @PublicRead()
  get(@Param('version', VersionParam) version: number): Promise<FilterEditionDto> {
    return this.filters.get(version)
  }

  /** Publishes the next edition, with one more value. If-Match names the edition that was read. */
  @Post('add-value')
  @Audience('senior-officer')
  @Refuses('filters-not-yours', 'filters-unfit')
  @Sends('ETag')
  add(
    @CurrentActor() actor: Actor,
    @IfMatch() number: number,
    @Body() { facet, title, parent, reason }: AddFilterValueDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FilterEditionDto> {
    return this.change(actor, number, { kind: 'add', facet, title, parent: parent ?? null }, reason, repeat, reply)
  }

  /** Publishes the next edition, with one value out of use or back in it. If-Match names the edition that was read. */
  @Post('mark-value')
  @Audience('senior-officer')
  @Refuses('filters-not-yours', 'filters-unfit')
  @Sends('ETag')
  mark(
    @CurrentActor() actor: Actor,
    @IfMatch() number: number,
    @Body() { facet, value, as, reason }: MarkFilterValueDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<FilterEditionDto> {
    return this.change(actor, number, { kind: as, facet, value }, reason, repeat, reply)
  }

  private async change(
    actor: Actor,
    number: number,
    change: FilterChange,
    reason: string,
    repeat: Repeat | null,
    reply: FastifyReply,
  ): Promise<FilterEditionDto> {
    const published = await this.filters.change(actor, number, change, reason, repeat)
    void reply.header('ETag', etagOf(published))
    return this.filters.get(published)
  }
}
