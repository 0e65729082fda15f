import { Controller, Get, Param, Query } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses } from '../../web/openapi/documented.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { VersionParam } from '../../web/version-param.js'
import { RequirementHistoryService } from './requirement-history.service.js'
import { RequirementVersionsService } from './requirement-versions.service.js'
import { RequirementHistoryPageDto } from './requirement-history.dto.js'
import { presentVersion, RequirementVersionDto, RequirementVersionPageDto } from './requirement-version.dto.js'

/** What is kept of a requirement beside what it says now. */
@ApiTags('requirements')
@Controller('api/v1/requirements/:id')
@Audience('buyer-author', 'buyer-approver', 'procurement-officer')
export class RequirementRecordsController {
  constructor(
    private readonly versions: RequirementVersionsService,
    private readonly histories: RequirementHistoryService,
  ) {}

  /** What it said each time it was submitted for approval, published or changed since: newest first. */
  @Get('versions')
  @Refuses('not-the-buyer')
  listVersions(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<RequirementVersionPageDto> {
    return this.versions.list(actor, id, limit, cursor)
  }

  /** One of them, with all its fields. */
  @Get('versions/:version')
  @Refuses('not-the-buyer')
  async getVersion(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('version', VersionParam) number: number,
  ): Promise<RequirementVersionDto> {
    return presentVersion(await this.versions.get(actor, id, number))
  }

  /** What happened to it and what was refused, newest first. */
  @Get('history')
  @Refuses('not-the-buyer')
  history(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<RequirementHistoryPageDto> {
    return this.histories.list(actor, id, limit, cursor)
  }
}
