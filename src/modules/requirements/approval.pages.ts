import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, withoutSecrets } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { ApproveForm, PublishForm, ReleaseHoldForm, ReturnForm } from './approval.form.js'
import { ApprovalStandingService } from './approval-standing.service.js'
import { approvalHref, approvalView } from './approval-views.js'
import { withClashWords } from './clash-views.js'
import { pagesOf } from './domain/requirement-pages.js'
import { PublishRequirementService } from './publish-requirement.service.js'
import { ReleaseHoldService } from './release-hold.service.js'
import { RequirementApprovalService } from './requirement-approval.service.js'
import { RequirementHistoryService } from './requirement-history.service.js'

const VIEW = 'requirements/views/approval.njk'

/** From the finished draft to publication, by different people. */
@Controller('buyer/requirements/:id/approval')
export class ApprovalPages {
  constructor(
    private readonly standings: ApprovalStandingService,
    private readonly histories: RequirementHistoryService,
    private readonly approval: RequirementApprovalService,
    private readonly publication: PublishRequirementService,
    private readonly holds: ReleaseHoldService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Audience('buyer-author', 'buyer-approver', 'senior-officer')
  @Page(
    VIEW,
    'not complete',
    'ready to submit',
    'returned',
    'in approval, for an approver',
    'in approval, for an author',
    'old sign-in',
    'held, for a senior officer',
    'approved',
    'published',
    'long text',
  )
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    return this.viewOf(actor, id, freshForm(), cursorOf(after))
  }

  @Post('submit')
  @Audience('buyer-author')
  @Page(VIEW, 'submitted by somebody else', 'not ready')
  submit(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'submitted-for-approval', () => this.approval.submitForApproval(actor, id, key))
  }

  @Post('return')
  @Audience('buyer-approver')
  @Page(VIEW, 'no reason to return')
  returnToDraft(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'requirement-returned', async () => {
      const { reason } = await readForm(ReturnForm, fields)
      await this.approval.returnToDraft(actor, id, reason, key)
    })
  }

  @Post('approve')
  @Audience('buyer-approver')
  @Page(VIEW, 'not confirmed', 'wrong password', 'changed since it was read', 'approved by somebody else')
  approve(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'requirement-approved', async () => {
      const { seen } = await readForm(ApproveForm, withoutSecrets(fields))
      await this.approval.approve(await this.stepUp.prove(actor, request, fields), id, Number(seen), key)
    })
  }

  @Post('release-hold')
  @Audience('senior-officer')
  @Page(VIEW, 'no reason to release', 'released by somebody else')
  release(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'hold-released', async () => {
      await this.holds.release(actor, id, await readForm(ReleaseHoldForm, fields), key)
    })
  }

  @Post('publish')
  @Audience('buyer-author', 'buyer-approver')
  @Page(
    VIEW,
    'dates not confirmed',
    'shortlist not confirmed',
    'too late for its dates',
    'too few with a key of their own',
    'published by somebody else',
  )
  publish(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'requirement-published', async () => {
      const { seen, list, differences } = await readForm(PublishForm, fields)
      const seenList = differences === 'yes' ? (list ?? null) : null
      await this.publication.publish(actor, id, key, { seen: Number(seen), seenList })
    })
  }

  private act(actor: Actor, id: string, fields: FormFields, told: string, verb: () => Promise<void>): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await verb()
        return new SeeOther(approvalHref(id), told)
      },
      (form, refusal) => this.viewOf(actor, id, withClashWords(form, refusal)),
    )
  }

  private async viewOf(actor: Actor, id: string, form: FormView, after?: string): Promise<object> {
    const [standing, history] = [await this.standings.get(actor, id), await this.histories.list(actor, id, ON_A_PAGE, after)]
    return approvalView(standing, history, pagesOf(standing.requirement, actor), this.stepUp.isNeeded(actor), form)
  }
}
