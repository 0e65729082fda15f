import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken, Public } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { CurrentActor, etagOf, IfMatch, MaybeActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AmendRequirementService } from './amend-requirement.service.js'
import { CancelRequirementService } from './cancel-requirement.service.js'
import { ExtendRequirementService } from './extend-requirement.service.js'
import { ReopenRequirementService } from './reopen-requirement.service.js'
import {
  AmendmentDto,
  CancellationDto,
  ExtensionDto,
  ReasonDto,
  ReopeningDto,
  RequirementChangePageDto,
  RequirementChangesQuery,
} from './requirement-change.dto.js'
import { RequirementChangesService } from './requirement-changes.service.js'
import { presentRequirement, RequirementDto } from './requirement.dto.js'
import { RequirementsService } from './requirements.service.js'

@ApiTags('changes of requirements')
@Controller('api/v1/requirements/:id')
export class RequirementChangesController {
  constructor(
    private readonly requirements: RequirementsService,
    private readonly changes: RequirementChangesService,
    private readonly extension: ExtendRequirementService,
    private readonly amendment: AmendRequirementService,
    private readonly cancellation: CancelRequirementService,
    private readonly reopening: ReopenRequirementService,
  ) {}

  /** Moves the deadline of an open requirement later and tells everyone. */
  @Post('extend')
  @Audience('buyer-author', 'buyer-approver')
  @HttpCode(200)
  @Refuses('not-the-buyer', 'requirement-not-open', 'deadline-passed', 'dates-out-of-order')
  @Sends('ETag')
  async extend(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() extension: ExtensionDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequirementDto> {
    await this.extension.extend(actor, id, extension, repeat)
    return this.present(actor, id, reply)
  }

  /** Amends an open requirement and tells everyone; what matters to bidders gives them more time. */
  @Post('amend')
  @Audience('buyer-author')
  @HttpCode(200)
  @Refuses(
    'not-the-buyer',
    'requirement-not-open',
    'deadline-passed',
    'member-not-amendable',
    'nothing-amended',
    'dates-out-of-order',
    'extension-too-short',
    'requirement-incomplete',
    'readiness-blocked',
    'guideline-pack-changed',
  )
  @Sends('ETag')
  async amend(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { changes, reason, ...dates }: AmendmentDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequirementDto> {
    await this.amendment.amend(actor, id, revision, { changes, reason, dates }, repeat)
    return this.present(actor, id, reply)
  }

  /** Cancels a requirement; once it was published, the second of two people of the buyer does. */
  @Post('cancel')
  @Audience('buyer-author', 'buyer-approver')
  @HttpCode(200)
  @Refuses('not-the-buyer', 'requirement-state', 'already-proposed')
  cancel(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: ReasonDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<CancellationDto> {
    return this.cancellation.cancel(actor, id, reason, repeat)
  }

  /** Agrees to give all bidders more time after an outage; the second of two people reopens the requirement. */
  @Post('reopen')
  @Audience('buyer-approver', 'procurement-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses(
    'reopening-not-yours',
    'fresh-sign-in-required',
    'interest-declared',
    'bids-already-opened',
    'requirement-not-closed',
    'dates-out-of-order',
    'already-proposed',
  )
  reopen(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() extension: ExtensionDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<ReopeningDto> {
    return this.reopening.reopen(actor, id, extension, repeat)
  }

  /** What changed and why, first to last: as public as the requirement. */
  @Get('changes')
  @Public()
  @PublicRead()
  list(
    @MaybeActor() actor: Actor | null,
    @Param('id', UuidParam) id: string,
    @Query() { limit, cursor }: RequirementChangesQuery,
  ): Promise<RequirementChangePageDto> {
    return this.changes.list(actor, id, limit, cursor)
  }

  /** Only the buyer's people come here. */
  private async present(actor: Actor, id: string, reply: FastifyReply): Promise<RequirementDto> {
    const requirement = await this.requirements.get(actor, id)
    void reply.header('ETag', etagOf(requirement.revision))
    return presentRequirement(requirement, 'buyer')
  }
}
