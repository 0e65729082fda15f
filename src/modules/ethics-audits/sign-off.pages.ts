import { Controller, Get, Param, Post, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { auditHref } from './audit-addresses.js'
import { declaredFirst } from './declared-first-views.js'
import { EthicsAuditsService } from './ethics-audits.service.js'
import { SignOffAuditService } from './sign-off-audit.service.js'
import { signOffView } from './sign-off-views.js'
import { typedDecisions } from './typed-decisions.form.js'
import { SeenForm } from './verdict.form.js'

const VIEW = 'ethics-audits/views/sign-off.njk'

/** The last step of an audit: by one officer, and at high tier by two. */
@Controller('officer/audits/:id/sign-off')
@Audience('procurement-officer')
export class SignOffPages {
  constructor(
    private readonly audits: EthicsAuditsService,
    private readonly signOffs: SignOffAuditService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Page(VIEW, 'ready', 'old sign-in', 'not complete', 'with referrals', 'to confirm', 'not theirs to confirm', 'signed off')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredFirst(
      () => this.view(actor, id, freshForm()),
      async () => (await this.audits.summary(actor, id)).requirementId,
      `${auditHref(id)}/sign-off`,
    )
  }

  /** The second decides on no referral anew, so nothing is read of that. */
  @Post()
  @Page(VIEW, 'nothing decided', 'no password', 'changed meanwhile', 'signed off meanwhile')
  signOff(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen } = await readForm(SeenForm, { seen: fields['seen'] ?? '' })
        const { state, referralList } = await this.audits.get(actor, id)
        const decisions =
          state === 'open'
            ? typedDecisions(
                referralList.map(({ rule }) => rule),
                fields,
              )
            : []
        await this.signOffs.signOff(await this.stepUp.prove(actor, request, fields), id, Number(seen), decisions, key)
        const { state: now } = await this.audits.get(actor, id)
        return new SeeOther(auditHref(id), now === 'signed-off' ? 'audit-signed-off' : 'audit-signed-first')
      },
      form => this.view(actor, id, form),
    )
  }

  private async view(actor: Actor, id: string, form: FormView): Promise<object> {
    return signOffView(actor, await this.audits.get(actor, id), this.stepUp.isNeeded(actor), form)
  }
}
