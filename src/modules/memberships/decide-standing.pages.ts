import { Controller, Get, Param, Post, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, withoutSecrets } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { declaredAbout } from './declared-about-views.js'
import { type Decision, decisionNamed, decisionView, toldOf, withStandingClash } from './decide-standing-views.js'
import { NoticeForm, ReasonForm, RemoveForm, SuspendForm, TakeBackForm } from './membership.form.js'
import { membershipHref } from './membership-links.js'
import { MembershipsService } from './memberships.service.js'
import { RemovalService } from './removal.service.js'
import { StandingService } from './standing.service.js'
import { declareAboutHref } from './supplier-interests-links.js'

const VIEW = 'memberships/views/decide.njk'

const decideHref = (id: string, decision: Decision): string => `${membershipHref(id)}/decide/${decision}`

/** One act of an officer on a membership. */
@Controller('officer/memberships/:id/decide/:decision')
@Audience('procurement-officer')
export class DecideStandingPages {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly standing: StandingService,
    private readonly removals: RemovalService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Page(VIEW, 'suspend', 'lift', 'notice', 'take back', 'take back by a second person', 'remove', 'old sign-in')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Param('decision') decision: string): Promise<PageAnswer> {
    const named = decisionNamed(decision)
    const membership = await this.memberships.get(actor, id)
    // Before anything is typed that could not be sent.
    if (membership.hasInterest === null) return new SeeOther(declareAboutHref(membership.supplierId, decideHref(id, named)))
    return decisionView(actor, named, membership, this.stepUp.isNeeded(actor), freshForm())
  }

  @Post()
  @Page(VIEW, 'nothing said', 'no findings', 'wrong password', 'suspended by somebody else')
  decide(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('decision') named: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    const decision = decisionNamed(named)
    return declaredAbout(
      () => this.decideOrShowAgain(actor, id, decision, fields, key, request),
      async () => (await this.memberships.get(actor, id)).supplierId,
      decideHref(id, decision),
    )
  }

  private decideOrShowAgain(
    actor: Actor,
    id: string,
    decision: Decision,
    fields: FormFields,
    key: RepeatKey | null,
    request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const verb = await this.read(decision, id, withoutSecrets(fields), key)
        await verb(await this.stepUp.prove(actor, request, fields))
        return new SeeOther(membershipHref(id), toldOf(decision))
      },
      (form, refusal) => this.viewOf(actor, id, decision, withStandingClash(form, refusal)),
    )
  }

  /** The act as the form says it, for whoever has proved who they are. */
  private async read(decision: Decision, id: string, fields: FormFields, key: RepeatKey | null): Promise<(proved: Actor) => Promise<void>> {
    switch (decision) {
      case 'suspend': {
        const { seen, ground, reason } = await readForm(SuspendForm, fields)
        return proved => this.standing.suspend(proved, id, Number(seen), ground, reason, key)
      }
      case 'lift': {
        const { seen, reason } = await readForm(ReasonForm, fields)
        return proved => this.standing.lift(proved, id, Number(seen), reason, key)
      }
      case 'notice': {
        const { seen, ground, evidence, replyBy } = await readForm(NoticeForm, fields)
        return proved => this.removals.giveNotice(proved, id, Number(seen), { ground, evidence, replyBy }, key)
      }
      case 'take-back': {
        const { seen, reason, isNotExcluded } = await readForm(TakeBackForm, fields)
        return proved => this.removals.takeBack(proved, id, Number(seen), reason, isNotExcluded === 'yes', key)
      }
      case 'remove': {
        const { seen, reason, applies, likelyToRecur } = await readForm(RemoveForm, fields)
        const findings = { reason, applies: applies === 'yes', likelyToRecur: likelyToRecur === 'yes' }
        return proved => this.removals.confirm(proved, id, Number(seen), findings, key)
      }
    }
  }

  private async viewOf(actor: Actor, id: string, decision: Decision, form: FormView): Promise<object> {
    return decisionView(actor, decision, await this.memberships.get(actor, id), this.stepUp.isNeeded(actor), form)
  }
}
