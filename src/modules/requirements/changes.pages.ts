import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, withoutSecrets } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { CancelRequirementService } from './cancel-requirement.service.js'
import { CancelForm, ExtendForm } from './change.form.js'
import { withDates } from './change-dates.form.js'
import { ChangeStandingService } from './change-standing.service.js'
import { cancelView, changesHref, changesView, extendView, fieldsOfProposal, othersProposal, reopenView } from './change-views.js'
import { withClashWords } from './clash-views.js'
import { isUntouched } from './domain/moment-fields.js'
import { pagesOf } from './domain/requirement-pages.js'
import { ExtendRequirementService, type Extension } from './extend-requirement.service.js'
import { ReopenRequirementService } from './reopen-requirement.service.js'
import { RequirementChangesService } from './requirement-changes.service.js'
import { RequirementWords } from './requirement-words.js'

/** A change holds whole parts as they were and as they are, so a page of them is short. */
const CHANGES = 20

/** What changes after publication: in the open, and told to everybody. */
@Controller('buyer/requirements/:id/changes')
export class ChangesPages {
  constructor(
    private readonly standings: ChangeStandingService,
    private readonly changes: RequirementChangesService,
    private readonly words: RequirementWords,
    private readonly extension: ExtendRequirementService,
    private readonly cancellation: CancelRequirementService,
    private readonly reopening: ReopenRequirementService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Audience('buyer-author', 'buyer-approver', 'procurement-officer')
  @Page('requirements/views/changes.njk', 'none yet', 'changed', 'a cancellation waits', 'closed', 'cancelled', 'long text')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    const standing = await this.standings.get(actor, id)
    const changes = await this.changes.list(actor, id, CHANGES, cursorOf(after))
    return changesView(standing, changes, this.words.of(standing.requirement), pagesOf(standing.requirement, actor))
  }

  @Get('extend')
  @Audience('buyer-author', 'buyer-approver')
  @Page('requirements/views/extend.njk', 'open', 'not open')
  async showExtension(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return extendView(await this.standings.get(actor, id), null)
  }

  @Post('extend')
  @Audience('buyer-author', 'buyer-approver')
  @Page('requirements/views/extend.njk', 'nothing entered', 'earlier', 'closed meanwhile')
  extend(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { requirement } = await this.standings.get(actor, id)
        const extension = await readForm(ExtendForm, withDates(fields, requirement.content))
        await this.extension.extend(actor, id, whole(extension), key)
        return new SeeOther(changesHref(id), 'requirement-extended')
      },
      async (form, refusal) => extendView(await this.standings.get(actor, id), withClashWords(form, refusal)),
    )
  }

  @Get('cancel')
  @Audience('buyer-author', 'buyer-approver')
  @Page('requirements/views/cancel.njk', 'open', 'proposed by somebody else', 'proposed by oneself', 'draft', 'over')
  async showCancellation(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return cancelView(await this.standings.get(actor, id), null)
  }

  @Post('cancel')
  @Audience('buyer-author', 'buyer-approver')
  @Page('requirements/views/cancel.njk', 'nothing entered', 'cancelled meanwhile', 'proposed twice')
  cancel(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { reason } = await readForm(CancelForm, fields)
        const { cancelled } = await this.cancellation.cancel(actor, id, reason, key)
        return new SeeOther(changesHref(id), cancelled ? 'requirement-cancelled' : 'cancellation-proposed')
      },
      async (form, refusal) => cancelView(await this.standings.get(actor, id), withClashWords(form, refusal)),
    )
  }

  @Get('reopen')
  @Audience('buyer-approver', 'procurement-officer')
  @Page('requirements/views/reopen.njk', 'closed', 'old sign-in', 'proposed by the other side', 'proposed by oneself', 'open')
  async showReopening(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return reopenView(await this.standings.get(actor, id), this.stepUp.isNeeded(actor), null)
  }

  @Post('reopen')
  @Audience('buyer-approver', 'procurement-officer')
  @Page('requirements/views/reopen.njk', 'nothing entered', 'reopened meanwhile')
  reopen(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const extension = await this.reopeningIn(actor, id, withoutSecrets(fields))
        const { reopened } = await this.reopening.reopen(await this.stepUp.prove(actor, request, fields), id, extension, key)
        return new SeeOther(changesHref(id), reopened ? 'requirement-reopened' : 'reopening-proposed')
      },
      async (form, refusal) => reopenView(await this.standings.get(actor, id), this.stepUp.isNeeded(actor), withClashWords(form, refusal)),
    )
  }

  /** What was typed; or, where that is just what the other side proposed, the proposal as it stands, to the microsecond. */
  private async reopeningIn(actor: Actor, id: string, fields: FormFields): Promise<Extension> {
    const standing = await this.standings.get(actor, id)
    const proposed = othersProposal(standing, 'reopen')
    if (proposed !== undefined && isUntouched(fields, fieldsOfProposal(standing, proposed)))
      return whole(proposed.content as unknown as ExtendForm)
    return whole(await readForm(ExtendForm, withDates(fields, standing.requirement.content)))
  }
}

/** With the dates that stay named as such. */
const whole = ({ submissionDeadline, clarificationDeadline, awardDate, reason }: ExtendForm): Extension => ({
  submissionDeadline,
  clarificationDeadline,
  awardDate,
  reason,
})
