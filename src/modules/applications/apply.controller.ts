import { Body, Controller, HttpCode, Param, Patch, Post, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ApplyService } from './apply.service.js'
import { ChosenInput, StartApplicationInput, SubmitApplicationInput } from './apply.dto.js'
import { readOffer } from '../memberships/read-offer.js'
import { OwnApplicationDto, presentOwnApplication } from './own-application.dto.js'
import { OwnApplicationsService } from './own-applications.service.js'

/** A supplier asks to join a category. */
@ApiTags('applications')
@Controller('api/v1/applications')
export class ApplyController {
  constructor(
    private readonly applying: ApplyService,
    private readonly own: OwnApplicationsService,
  ) {}

  /** Starts an application for a category; one for each can be under way. */
  @Post()
  @Audience('bid-writer')
  @Refuses('not-found', 'application-under-way', 'already-member', 'agreement-not-valid')
  @Sends('ETag', 'Location')
  async start(
    @CurrentActor() actor: Actor,
    @Body() { categoryId }: StartApplicationInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnApplicationDto> {
    const id = await this.applying.start(actor, categoryId, repeat)
    void reply.header('Location', `/api/v1/applications/${id}`)
    return this.present(actor, id, reply)
  }

  /** Chooses the products that claims are about, and what is offered, both in full. What is asked for besides stands in the library. */
  @Patch(':id')
  @Audience('bid-writer')
  @Refuses('application-state', 'product-unknown', 'filter-value-unknown')
  @Sends('ETag')
  async choose(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { productIds, offer }: ChosenInput,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnApplicationDto> {
    await this.applying.choose(actor, id, revision, { productIds, offer: readOffer(offer) })
    return this.present(actor, id, reply)
  }

  /** Signs the declaration and gives the application to the officers: every answer of the library that is asked for is pinned as it is now. */
  @Post(':id/submit')
  @Audience('supplier-admin')
  @HttpCode(200)
  @Refuses(
    'fresh-sign-in-required',
    'application-state',
    'application-incomplete',
    'product-missing',
    'product-unknown',
    'offer-missing',
    'filter-value-unknown',
    'declaration-changed',
    'already-member',
    'agreement-not-valid',
  )
  @Sends('ETag')
  async submit(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { declaredAs, declaration, contentHash }: SubmitApplicationInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnApplicationDto> {
    await this.applying.submit(actor, id, revision, declaredAs, repeat, { declaration, seen: contentHash })
    return this.present(actor, id, reply)
  }

  /** Takes an application back that is not decided. What the officers were given stays on record, and a new one may be started. */
  @Post(':id/withdraw')
  @Audience('supplier-admin')
  @HttpCode(200)
  @Refuses('fresh-sign-in-required', 'application-state')
  @Sends('ETag')
  async withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OwnApplicationDto> {
    await this.applying.withdraw(actor, id, repeat)
    return this.present(actor, id, reply)
  }

  private async present(actor: Actor, id: string, reply: FastifyReply): Promise<OwnApplicationDto> {
    const application = presentOwnApplication(await this.own.get(actor, id))
    void reply.header('ETag', application.etag)
    return application
  }
}
