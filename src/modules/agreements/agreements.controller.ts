import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken, Public } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { CurrentActor, etagOf, IfMatch, MaybeActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ChangeValidityDto, EndAgreementDto, SetLevyDto } from './agreement-draft.dto.js'
import { AgreementChangePageDto, AgreementPageDto, AgreementRecordDto } from './agreement.dto.js'
import { AgreementRecordsService } from './agreement-records.service.js'
import { AgreementsService } from './agreements.service.js'
import { ChangeAgreementService } from './change-agreement.service.js'

@ApiTags('agreements')
@Controller('api/v1/agreements')
export class AgreementsController {
  constructor(
    private readonly agreements: AgreementsService,
    private readonly records: AgreementRecordsService,
    private readonly changes: ChangeAgreementService,
  ) {}

  /** The agreements that were opened, with their categories. */
  @Get()
  @Public()
  @PublicRead()
  list(@MaybeActor() actor: Actor | null, @Query() { limit, cursor }: ListQuery): Promise<AgreementPageDto> {
    return this.agreements.list(actor, limit, cursor)
  }

  /** One agreement with its terms, selection criteria, filters and latest changes. */
  @Get(':id')
  @Public()
  @PublicRead()
  get(@MaybeActor() actor: Actor | null, @Param('id', UuidParam) id: string): Promise<AgreementRecordDto> {
    return this.records.get(actor, id)
  }

  /** What became of one agreement since it opened, the latest first. */
  @Get(':id/changes')
  @Public()
  @PublicRead()
  listChanges(
    @MaybeActor() actor: Actor | null,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: ListQuery,
  ): Promise<AgreementChangePageDto> {
    return this.records.changes(actor, id, limit, cursor)
  }

  /** Moves the last day of an open agreement, with the reason. `revision` of the agreement goes into If-Match. */
  @Post(':id/change-validity')
  @Audience('senior-officer')
  @HttpCode(200)
  @Refuses('agreements-not-yours', 'agreement-state', 'last-day-unfit', 'laxer-than-law')
  @Sends('ETag')
  async changeValidity(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { validUntil, reason }: ChangeValidityDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementRecordDto> {
    await this.changes.changeValidity(actor, id, revision, validUntil, reason, repeat)
    return this.present(actor, id, reply)
  }

  /** Sets the levy that was left empty when the agreement opened: once. Joining and bidding cost nothing. `revision` of the agreement goes into If-Match. */
  @Post(':id/set-levy')
  @Audience('senior-officer')
  @HttpCode(200)
  @Refuses('agreements-not-yours', 'agreement-state', 'levy-set')
  @Sends('ETag')
  async setLevy(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { levyBasisPoints, reason }: SetLevyDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementRecordDto> {
    await this.changes.setLevy(actor, id, revision, levyBasisPoints, reason, repeat)
    return this.present(actor, id, reply)
  }

  /** Closes an open agreement or terminates it early, with the reason, as somebody who wrote no part of it. `revision` of the agreement goes into If-Match. */
  @Post(':id/end')
  @Audience('senior-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses('agreements-not-yours', 'agreement-ending-not-yours', 'fresh-sign-in-required', 'agreement-state')
  @Sends('ETag')
  async end(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { as, reason }: EndAgreementDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementRecordDto> {
    await this.changes.end(actor, id, revision, as, reason, repeat)
    return this.present(actor, id, reply)
  }

  private async present(actor: Actor, id: string, reply: FastifyReply): Promise<AgreementRecordDto> {
    const agreement = await this.records.get(actor, id)
    void reply.header('ETag', etagOf(agreement.revision))
    return agreement
  }
}
