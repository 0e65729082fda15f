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
import { withClashWords } from './clash-views.js'
import { pagesOf } from './domain/requirement-pages.js'
import { GiveWaiverService } from './give-waiver.service.js'
import { AgreeForm } from './rule.form.js'
import { RuleClarificationsService } from './rule-clarifications.service.js'
import { RuleStandingService } from './rule-standing.service.js'
import { rulesHref, rulesView, waiverView } from './rule-views.js'

const WAIVER = 'requirements/views/waiver.njk'

/** Rules that are said not to fit, as the buyer sees them. */
@Controller('buyer/requirements/:id/rules')
export class RulesPages {
  constructor(
    private readonly standings: RuleStandingService,
    private readonly rules: RuleClarificationsService,
    private readonly waivers: GiveWaiverService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Audience('buyer-author', 'buyer-approver')
  @Page('requirements/views/rules.njk', 'none yet', 'a waiver to agree to', 'for an author', 'given', 'long text')
  async list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    const standing = await this.standings.get(actor, id)
    const settled = await this.rules.list(actor, id, ON_A_PAGE, cursorOf(after))
    return rulesView(standing, settled, pagesOf(standing.requirement, actor))
  }

  @Get(':waiverId')
  @Audience('buyer-author', 'buyer-approver')
  @Page(WAIVER, 'proposed', 'old sign-in', 'given', 'for an author')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Param('waiverId', UuidParam) waiverId: string): Promise<object> {
    return this.viewOf(actor, id, waiverId, freshForm())
  }

  @Post(':waiverId/agree')
  @Audience('buyer-approver')
  @Page(WAIVER, 'not confirmed', 'agreed before')
  agree(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('waiverId', UuidParam) waiverId: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await readForm(AgreeForm, withoutSecrets(fields))
        const { given } = await this.waivers.consent(await this.stepUp.prove(actor, request, fields), waiverId, 'buyer', key)
        return new SeeOther(rulesHref(id), given ? 'waiver-given' : 'waiver-agreed')
      },
      (form, refusal) => this.viewOf(actor, id, waiverId, withClashWords(form, refusal)),
    )
  }

  private async viewOf(actor: Actor, id: string, waiverId: string, form: FormView): Promise<object> {
    return waiverView(await this.standings.get(actor, id), waiverId, this.stepUp.isNeeded(actor), form)
  }
}
