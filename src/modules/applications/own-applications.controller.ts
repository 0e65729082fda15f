import { Controller, Get, Param, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Sends } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import {
  GivenAnswersDto,
  OwnApplicationDto,
  OwnApplicationPageDto,
  presentGiven,
  presentOwnApplication,
  presentSummary,
} from './own-application.dto.js'
import { OwnApplicationsService } from './own-applications.service.js'

/** A supplier's own applications. */
@ApiTags('applications')
@Controller('api/v1/applications')
@Audience('bid-writer')
export class OwnApplicationsController {
  constructor(private readonly own: OwnApplicationsService) {}

  /** The acting supplier's applications, newest first. */
  @Get()
  async list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<OwnApplicationPageDto> {
    const { items, nextCursor } = await this.own.list(actor, limit, cursor)
    return { items: items.map(presentSummary), nextCursor }
  }

  /** One application, with what keeps a draft from being submitted. */
  @Get(':id')
  @Sends('ETag')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnApplicationDto> {
    const application = presentOwnApplication(await this.own.get(actor, id))
    void reply.header('ETag', application.etag)
    return application
  }

  /** Every version of every answer that the officers were given, the newest first. */
  @Get(':id/answers')
  async answers(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<GivenAnswersDto> {
    return { items: (await this.own.listGiven(actor, id)).map(presentGiven) }
  }
}
