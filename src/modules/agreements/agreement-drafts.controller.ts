import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { ListQuery } from '../../web/list-query.dto.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import {
  AgreementContentDto,
  AgreementDraftDto,
  AgreementDraftPageDto,
  AgreementReasonDto,
  presentStanding,
} from './agreement-draft.dto.js'
import { AgreementDraftsService } from './agreement-drafts.service.js'
import { OpenAgreementService } from './open-agreement.service.js'

@ApiTags('agreements')
@Controller('api/v1/agreement-drafts')
export class AgreementDraftsController {
  constructor(
    private readonly drafts: AgreementDraftsService,
    private readonly opening: OpenAgreementService,
  ) {}

  /** Drafts of agreements, those that were opened or discarded included; the latest changed first. */
  @Get()
  @Audience('procurement-officer', 'auditor')
  @Refuses('agreements-not-yours')
  list(@CurrentActor() actor: Actor, @Query() { limit, cursor }: ListQuery): Promise<AgreementDraftPageDto> {
    return this.drafts.list(actor, limit, cursor)
  }

  /** Starts a draft. */
  @Post()
  @Audience('procurement-officer')
  @Refuses('agreements-not-yours')
  @Sends('ETag', 'Location')
  async create(
    @CurrentActor() actor: Actor,
    @Body() content: AgreementContentDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementDraftDto> {
    const id = await this.drafts.create(actor, content, repeat)
    void reply.header('Location', `/api/v1/agreement-drafts/${id}`)
    return this.present(actor, id, reply)
  }

  /** One draft, with what keeps it from being proposed. */
  @Get(':id')
  @Audience('procurement-officer', 'auditor')
  @Refuses('agreements-not-yours')
  @Sends('ETag')
  get(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementDraftDto> {
    return this.present(actor, id, reply)
  }

  /** Changes a draft; null deletes a member. */
  @Patch(':id')
  @Audience('procurement-officer')
  @Refuses('agreements-not-yours', 'agreement-not-draft')
  @Sends('ETag')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() content: AgreementContentDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementDraftDto> {
    await this.drafts.change(actor, id, revision, content)
    return this.present(actor, id, reply)
  }

  /** Freezes the draft for a second person to open: complete, and no laxer than the law. */
  @Post(':id/propose')
  @Audience('procurement-officer')
  @HttpCode(200)
  @Refuses(
    'agreements-not-yours',
    'agreement-state',
    'agreement-incomplete',
    'laxer-than-law',
    'filter-retired',
    'agreement-reference-taken',
  )
  @Sends('ETag')
  async propose(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementDraftDto> {
    await this.opening.propose(actor, id, repeat)
    return this.present(actor, id, reply)
  }

  /** Gives a proposal back to its writers, with the reason. */
  @Post(':id/return')
  @Audience('senior-officer')
  @HttpCode(200)
  @Refuses('agreements-not-yours', 'agreement-state')
  @Sends('ETag')
  async returnToDraft(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: AgreementReasonDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementDraftDto> {
    await this.opening.returnToDraft(actor, id, reason, repeat)
    return this.present(actor, id, reply)
  }

  /** Takes a draft out of the way for good. */
  @Post(':id/discard')
  @Audience('procurement-officer')
  @HttpCode(200)
  @Refuses('agreements-not-yours', 'agreement-state')
  @Sends('ETag')
  async discard(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: AgreementReasonDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementDraftDto> {
    await this.opening.discard(actor, id, reason, repeat)
    return this.present(actor, id, reply)
  }

  /** Opens the revision that was read, as a second person: from then on it is frozen, and public as the agreement of this id. */
  @Post(':id/open')
  @Audience('senior-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses(
    'agreements-not-yours',
    'agreement-opening-not-yours',
    'fresh-sign-in-required',
    'agreement-state',
    'agreement-incomplete',
    'laxer-than-law',
    'filter-retired',
    'agreement-reference-taken',
  )
  @Sends('ETag')
  async open(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AgreementDraftDto> {
    await this.opening.open(actor, id, revision, repeat)
    return this.present(actor, id, reply)
  }

  private async present(actor: Actor, id: string, reply: FastifyReply): Promise<AgreementDraftDto> {
    const standing = await this.drafts.get(actor, id)
    void reply.header('ETag', etagOf(standing.draft.revision))
    return presentStanding(standing)
  }
}
