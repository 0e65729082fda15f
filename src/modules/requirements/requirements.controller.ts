import { Readable } from 'node:stream'

import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query, Req, Res, StreamableFile } from '@nestjs/common'
import { ApiOkResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken, Public } from '../../web/audience.js'
import { inPlaces } from '../../web/load-shedding.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { PublicRead } from '../../web/public-read.interceptor.js'
import { CurrentActor, etagOf, IfMatch, MaybeActor, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { InterestDeclarationsService } from './interest-declarations.service.js'
import { PublishRequirementService } from './publish-requirement.service.js'
import { RequirementApprovalService } from './requirement-approval.service.js'
import { ReleaseHoldService } from './release-hold.service.js'
import { NewRequirementDto, RequirementFieldsDto } from './requirement-draft.dto.js'
import { RequirementDraftsService } from './requirement-drafts.service.js'
import {
  InterestDeclarationDto,
  presentRequirement,
  ReadinessReportDto,
  type Reader,
  ReleaseHoldDto,
  RequirementCountDto,
  RequirementCountQuery,
  RequirementDto,
  RequirementExportDto,
  RequirementExportQuery,
  RequirementPageDto,
  RequirementQuery,
  ReturnDto,
} from './requirement.dto.js'
import { requirementsAsJson } from './requirements-as-json.js'
import type { RequirementView } from './requirement-queries.js'
import { RequirementsService } from './requirements.service.js'

@ApiTags('requirements')
@Controller('api/v1/requirements')
export class RequirementsController {
  constructor(
    private readonly requirements: RequirementsService,
    private readonly drafts: RequirementDraftsService,
    private readonly approval: RequirementApprovalService,
    private readonly publication: PublishRequirementService,
    private readonly holds: ReleaseHoldService,
    private readonly interests: InterestDeclarationsService,
  ) {}

  /** What is published; with scope=own, everything of the acting public body. */
  @Get()
  @Public()
  @PublicRead()
  @Refuses('not-signed-in')
  list(@MaybeActor() actor: Actor | null, @Query() query: RequirementQuery): Promise<RequirementPageDto> {
    return this.requirements.list(actor, searchOf(query))
  }

  /** How many the list holds by the same filters, counted up to a thousand. */
  @Get('count')
  @Public()
  @PublicRead()
  @Refuses('not-signed-in')
  count(@MaybeActor() actor: Actor | null, @Query() query: RequirementCountQuery): Promise<RequirementCountDto> {
    return this.requirements.count(actor, searchOf(query))
  }

  /** All that is published and fits the filters, in one answer that is written as it is read. What is published meanwhile may be missing. */
  @Get('export')
  @Public()
  @ApiOkResponse({ type: RequirementExportDto })
  export(
    @MaybeActor() actor: Actor | null,
    @Query() { category, buyer, ...query }: RequirementExportQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): StreamableFile {
    const pages = inPlaces(request, reply, this.requirements.listAll(actor, { ...query, categoryId: category, publishedBy: buyer }))
    return new StreamableFile(Readable.from(requirementsAsJson(pages)), { type: 'application/json; charset=utf-8' })
  }

  /** Starts a draft. */
  @Post()
  @Audience('buyer-author')
  @Refuses('agreement-unknown', 'agreement-not-valid', 'category-unknown')
  @Sends('ETag', 'Location')
  async create(
    @CurrentActor() actor: Actor,
    @Body() { agreementId, ...fields }: NewRequirementDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequirementDto> {
    const id = await this.drafts.create(actor, agreementId, fields, repeat)
    void reply.header('Location', `/api/v1/requirements/${id}`)
    return this.present(actor, id, reply)
  }

  /** One requirement; drafts only for the buyer and officers. */
  @Get(':id')
  @Public()
  @PublicRead()
  @Sends('ETag?')
  get(
    @MaybeActor() actor: Actor | null,
    @Param('id', UuidParam) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequirementDto> {
    return this.present(actor, id, reply)
  }

  /** Changes a draft; null deletes a member. */
  @Patch(':id')
  @Audience('buyer-author')
  @Refuses('not-the-buyer', 'requirement-not-draft', 'category-unknown')
  @Sends('ETag')
  async change(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() fields: RequirementFieldsDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequirementDto> {
    return present(actor, await this.drafts.change(actor, id, revision, fields), reply)
  }

  /** The buyer rules of the guideline on the requirement as it is; changes nothing. */
  @Post(':id/readiness-check')
  @Audience('buyer-author', 'buyer-approver', 'procurement-officer')
  @HttpCode(200)
  @Refuses('not-the-buyer', 'guideline-pack-changed')
  checkReadiness(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<ReadinessReportDto> {
    return this.requirements.checkReadiness(actor, id)
  }

  /** Freezes the draft for approval. */
  @Post(':id/submit-for-approval')
  @Audience('buyer-author')
  @HttpCode(200)
  @Refuses('not-the-buyer', 'requirement-state', 'requirement-incomplete', 'readiness-blocked')
  @Sends('ETag')
  async submitForApproval(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequirementDto> {
    await this.approval.submitForApproval(actor, id, repeat)
    return this.present(actor, id, reply)
  }

  /** Gives the draft back to its authors. */
  @Post(':id/return')
  @Audience('buyer-approver')
  @HttpCode(200)
  @Refuses('not-the-buyer', 'requirement-state')
  @Sends('ETag')
  async returnToDraft(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() { reason }: ReturnDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequirementDto> {
    await this.approval.returnToDraft(actor, id, reason, repeat)
    return this.present(actor, id, reply)
  }

  /** Approves the revision that If-Match names. */
  @Post(':id/approve')
  @Audience('buyer-approver')
  @NeverByToken()
  @HttpCode(200)
  @Refuses('fresh-sign-in-required', 'not-the-buyer', 'approval-not-yours', 'requirement-state')
  @Sends('ETag')
  async approve(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequirementDto> {
    await this.approval.approve(actor, id, revision, repeat)
    return this.present(actor, id, reply)
  }

  /** Releases what the guideline holds for a senior officer, while the draft is frozen. */
  @Post(':id/release-hold')
  @Audience('senior-officer')
  @NeverByToken()
  @HttpCode(200)
  @Refuses('release-not-yours', 'interest-declared', 'requirement-state', 'hold-already-released', 'nothing-held', 'approval-not-named')
  @Sends('ETag')
  async releaseHold(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() release: ReleaseHoldDto,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequirementDto> {
    await this.holds.release(actor, id, release, repeat)
    return this.present(actor, id, reply)
  }

  /** Opens an approved requirement to the public and invites everybody who matches its shortlist, or all members of its categories where it has none. */
  @Post(':id/publish')
  @Audience('buyer-author', 'buyer-approver')
  @HttpCode(200)
  @Refuses(
    'not-the-buyer',
    'requirement-state',
    'agreement-not-valid',
    'initial-window-open',
    'clarification-deadline-in-the-past',
    'tender-period-too-short',
    'deadline-too-far',
    'readiness-blocked',
    'too-few-key-holders',
    'shortlist-stale',
  )
  @Sends('ETag')
  async publish(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequirementDto> {
    await this.publication.publish(actor, id, repeat)
    return this.present(actor, id, reply)
  }

  /** Declares whether the person has an interest in this competition: needed before the first look at bids. */
  @Post(':id/interest-declarations')
  @Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @NeverByToken()
  @HttpCode(204)
  @Refuses('interest-unexplained')
  declareInterests(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Body() declaration: InterestDeclarationDto,
    @RepeatKey() repeat: Repeat | null,
  ): Promise<void> {
    return this.interests.declare(actor, id, declaration, repeat)
  }

  private async present(actor: Actor | null, id: string, reply: FastifyReply): Promise<RequirementDto> {
    return present(actor, await this.requirements.get(actor, id), reply)
  }
}

function present(actor: Actor | null, requirement: RequirementView, reply: FastifyReply): RequirementDto {
  if (actor !== null) void reply.header('ETag', etagOf(requirement.revision))
  return presentRequirement(requirement, readerOf(actor, requirement))
}

/** The filters as the service names them. */
const searchOf = <Q extends Pick<RequirementQuery, 'scope' | 'category' | 'buyer'>>({ scope, category, buyer, ...query }: Q) => ({
  ...query,
  own: scope === 'own',
  categoryId: category,
  publishedBy: buyer,
})

function readerOf(actor: Actor | null, { buyerId }: RequirementView): Reader {
  if (actor?.organisationId === buyerId) return 'buyer'
  return actor?.has('procurement-officer') === true ? 'officer' : 'other'
}
