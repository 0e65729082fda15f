import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common'
import { ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey as Repeat } from '../../shared/once.js'
import { Audience, NeverByToken } from '../../web/audience.js'
import { Refuses, Sends } from '../../web/openapi/documented.js'
import { CurrentActor, etagOf, IfMatch, RepeatKey } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ApplicationFileDto } from './application-file.dto.js'
import { DecideApplicationService } from './decide-application.service.js'
import { DecideFindingsService } from './decide-findings.service.js'
import { DecideWorkService } from './decide-work.service.js'
import { ExclusionCasesService } from './exclusion-cases.service.js'
import {
  ClaimVerdictsInput,
  ExclusionDecisionInput,
  FindingsInput,
  RaiseExclusionInput,
  OfficerReasonInput,
  RejectionInput,
} from './officer-application.dto.js'
import { OfficerApplicationsService } from './officer-applications.service.js'
import { presentFile } from './present-application-file.js'

/** What the officer who claimed an application finds in it and decides, as they saw it; each answers the file as it then stands. */
@ApiTags('decisions on applications')
@Controller('api/v1/officer/applications/:id')
@Audience('procurement-officer')
@NeverByToken()
@Refuses('applications-not-yours', 'interests-not-declared', 'interest-declared', 'application-claimed', 'application-state')
@Sends('ETag')
export class DecideApplicationsController {
  constructor(
    private readonly applications: OfficerApplicationsService,
    private readonly work: DecideWorkService,
    private readonly findings: DecideFindingsService,
    private readonly exclusions: ExclusionCasesService,
    private readonly decisions: DecideApplicationService,
  ) {}

  /** Extends the time once, under the old law only, to the figure that counts from receipt; the reason stands on record. */
  @Post('extend')
  @HttpCode(200)
  @Refuses('no-extension', 'application-extended', 'extension-too-late')
  extend(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { reason }: OfficerReasonInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    return this.answer(actor, id, reply, this.work.extend(actor, id, revision, reason, repeat))
  }

  /** Finds criteria of the category met or not met, each with the reason. */
  @Post('findings')
  @HttpCode(200)
  @Refuses('finding-unfit')
  find(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { findings }: FindingsInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    const given = findings.map(({ criterion: criterionId, met, reason }) => ({ criterionId, met, reason }))
    return this.answer(actor, id, reply, this.findings.find(actor, id, revision, given, repeat))
  }

  /** Judges claims of the ethics baseline, each as the version that was looked at. */
  @Post('verdicts')
  @HttpCode(200)
  @Refuses('answer-superseded', 'finding-unfit')
  judge(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { verdicts }: ClaimVerdictsInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    const given = verdicts.map(({ pinId, verdict, reason = null }) => ({ pinId, verdict, reason }))
    return this.answer(actor, id, reply, this.findings.judge(actor, id, revision, given, repeat))
  }

  /** Says why the financial standing is enough although the score is below the figure, or there is none. */
  @Post('finance-override')
  @HttpCode(200)
  @Refuses('nothing-to-override')
  overrideFinance(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { reason }: OfficerReasonInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    return this.answer(actor, id, reply, this.findings.overrideFinance(actor, id, revision, reason, repeat))
  }

  /** Puts a ground of exclusion to the supplier, with the evidence; it may reply until the day that is named. */
  @Post('exclusions')
  @HttpCode(200)
  @Refuses('ground-unknown', 'ground-raised', 'reply-day-unfit')
  raise(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() raised: RaiseExclusionInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    return this.answer(actor, id, reply, this.exclusions.raise(actor, id, revision, raised, repeat))
  }

  /** Decides on a ground by both findings; against the supplier only after its reply, or when the day for that is over. */
  @Post('exclusions/:exclusionCase/decide')
  @HttpCode(200)
  @Refuses('fresh-sign-in-required', 'exclusion-decided', 'reply-awaited', 'outcome-unfit')
  decideExclusion(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('exclusionCase', UuidParam) caseId: string,
    @IfMatch() revision: number,
    @Body() decision: ExclusionDecisionInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    return this.answer(actor, id, reply, this.exclusions.decide(actor, id, revision, caseId, decision, repeat))
  }

  /** Admits the supplier to the category: it matches and may bid from then on. */
  @Post('admit')
  @HttpCode(200)
  @Refuses('fresh-sign-in-required', 'already-member', 'agreement-not-valid', 'admission-incomplete')
  admit(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    return this.answer(actor, id, reply, this.decisions.admit(actor, id, revision, repeat))
  }

  /** Rejects it by a criterion found not met, or by a ground of exclusion decided against the supplier, with reasons; it may apply anew at once. */
  @Post('reject')
  @HttpCode(200)
  @Refuses(
    'fresh-sign-in-required',
    'criterion-unknown',
    'criterion-not-found-unmet',
    'ground-unknown',
    'ground-not-found-against',
    'rejection-rests-on-one',
    'reasons-too-thin',
  )
  reject(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @IfMatch() revision: number,
    @Body() { criterion, ground, reasons }: RejectionInput,
    @RepeatKey() repeat: Repeat | null,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ApplicationFileDto> {
    return this.answer(
      actor,
      id,
      reply,
      this.decisions.reject(actor, id, revision, { criterion: criterion ?? null, ground: ground ?? null }, reasons, repeat),
    )
  }

  private async answer(actor: Actor, id: string, reply: FastifyReply, done: Promise<void>): Promise<ApplicationFileDto> {
    await done
    const file = await this.applications.get(actor, id)
    void reply.header('ETag', etagOf(file.application.revision))
    return presentFile(file)
  }
}
