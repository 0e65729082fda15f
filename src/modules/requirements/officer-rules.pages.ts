import { Controller, Get, Param, Post, Query, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { DomainError } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { AnswerRuleClarificationService } from './answer-rule-clarification.service.js'
import { GiveWaiverService } from './give-waiver.service.js'
import { RULES, ruleView, waitingRulesView, waitingWaiversView, WAIVERS, waiverView } from './officer-rule-views.js'
import { AnswerRuleForm } from './rule-clarification.form.js'
import { RuleClarificationsService } from './rule-clarifications.service.js'

const RULE = 'requirements/views/officer-rule.njk'
const WAIVER = 'requirements/views/officer-waiver.njk'

/** Officers answer that rules do not fit, and give waivers. */
@Controller('officer/rules')
@Audience('procurement-officer')
export class OfficerRulesPages {
  constructor(
    private readonly ruleClarifications: RuleClarificationsService,
    private readonly answering: AnswerRuleClarificationService,
    private readonly giving: GiveWaiverService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Page('requirements/views/officer-rules.njk', 'none', 'some', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return waitingRulesView(await this.ruleClarifications.listWaiting(actor, ON_A_PAGE, cursorOf(after)))
  }

  @Get('waivers')
  @Page('requirements/views/officer-waivers.njk', 'none', 'some', 'more than a page')
  async listWaivers(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return waitingWaiversView(await this.ruleClarifications.listWaitingWaivers(actor, ON_A_PAGE, cursorOf(after)))
  }

  @Get('waivers/:id')
  @Page(WAIVER, 'proposed', 'old sign-in', 'consented', 'given', 'lapsed')
  showWaiver(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.waiver(actor, id, freshForm())
  }

  @Post('waivers/:id/give')
  @Page(WAIVER, 'no password', 'consented before')
  give(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { given } = await this.giving.consent(await this.stepUp.prove(actor, request, fields), id, 'officer', key)
        return new SeeOther(`${WAIVERS}/${id}`, given ? 'waiver-given' : 'waiver-consented')
      },
      (form, refusal) => this.waiver(actor, id, form, refusal),
    )
  }

  @Get(':id')
  @Page(RULE, 'waiting', 'never waived', 'long text', 'answered', 'unanswered', 'withdrawn')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.rule(actor, id, freshForm())
  }

  @Post(':id/answer')
  @Page(RULE, 'nothing typed', 'waived before', 'answered meanwhile')
  answer(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const waiverId = await this.answering.answer(actor, id, await readForm(AnswerRuleForm, fields), key)
        return waiverId === null ? new SeeOther(RULES, 'rule-answered') : new SeeOther(`${WAIVERS}/${waiverId}`, 'waiver-proposed')
      },
      (form, refusal) => this.rule(actor, id, form, refusal),
    )
  }

  private async rule(actor: Actor, id: string, form: FormView, refusal?: DomainError): Promise<object> {
    return ruleView(await this.ruleClarifications.get(actor, id), form, refusal)
  }

  private async waiver(actor: Actor, id: string, form: FormView, refusal?: DomainError): Promise<object> {
    return waiverView(await this.ruleClarifications.getWaiver(actor, id), this.stepUp.isNeeded(actor), form, refusal)
  }
}
