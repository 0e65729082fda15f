import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { atField } from '../../web/pages/at-field.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AskingStandingService } from './asking-standing.service.js'
import { AskRuleClarificationService } from './ask-rule-clarification.service.js'
import { ownRulesAddress, ownRulesView } from './own-rule-views.js'
import { AskRuleForm } from './rule-clarification.form.js'
import { RuleClarificationsService } from './rule-clarifications.service.js'

const VIEW = 'requirements/views/own-rules.njk'

/** The page leads to the rules itself, so it names no address of the API. */
const NO_SUCH_RULE = 'No rule for this requirement has that name. Enter one such as SR-07.'

/** A supplier says that a rule does not fit a requirement, and takes it back. */
@Controller('supplier/opportunities/:id/rules')
@Audience('bid-writer')
export class OwnRulesPages {
  constructor(
    private readonly standings: AskingStandingService,
    private readonly ruleClarifications: RuleClarificationsService,
    private readonly asking: AskRuleClarificationService,
  ) {}

  @Get()
  @Page(VIEW, 'none', 'in every state', 'more than a page', 'closed')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    return this.view(actor, id, freshForm(), cursorOf(after))
  }

  @Post()
  @Page(VIEW, 'nothing typed', 'unknown rule', 'too many wait')
  ask(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { rule, reason } = await readForm(AskRuleForm, fields)
        await atField(
          'rule',
          'rule-unknown',
          () => this.asking.ask(actor, id, { rule: rule.trim().toUpperCase(), reason }, key),
          NO_SUCH_RULE,
        )
        return new SeeOther(ownRulesAddress(id), 'rule-asked')
      },
      form => this.view(actor, id, form),
    )
  }

  @Post(':rule/withdraw')
  @Page(VIEW, 'settled meanwhile')
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('rule', UuidParam) rule: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.asking.withdraw(actor, rule, key, id)
        return new SeeOther(ownRulesAddress(id), 'rule-withdrawn')
      },
      form => this.view(actor, id, form),
    )
  }

  private async view(actor: Actor, id: string, form: FormView, cursor?: string): Promise<object> {
    return ownRulesView(await this.standings.get(actor, id), await this.ruleClarifications.listOwn(actor, id, ON_A_PAGE, cursor), form)
  }
}
