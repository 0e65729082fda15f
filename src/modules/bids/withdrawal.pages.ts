import { Controller, Get, Param, Post, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience, NeverLimitedForSignedIn } from '../../web/audience.js'
import { NeverShed } from '../../web/load-shedding.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, withoutSecrets } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { BidStandingService } from './bid-standing.service.js'
import { bidHref } from './bid-head.js'
import { WithdrawForm } from './submission.form.js'
import { WithdrawBidService } from './withdraw-bid.service.js'
import { withdrawalView } from './withdrawal-views.js'

/** Taking a submitted bid back. */
@Controller('supplier/bids/:id/withdraw')
@Audience('supplier-admin')
export class WithdrawalPages {
  constructor(
    private readonly standings: BidStandingService,
    private readonly withdrawal: WithdrawBidService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Page('bids/views/withdraw.njk', 'submitted', 'old sign-in', 'nothing submitted', 'too late', 'withdrawn')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return withdrawalView(await this.standings.get(actor, id), this.stepUp.isNeeded(actor), freshForm())
  }

  @Post()
  @NeverLimitedForSignedIn()
  @NeverShed()
  @Page('bids/views/withdraw.njk', 'not confirmed', 'wrong password', 'received too late')
  withdraw(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await readForm(WithdrawForm, withoutSecrets(fields))
        await this.withdrawal.withdraw(await this.stepUp.prove(actor, request, fields), id, key)
        return new SeeOther(`${bidHref(id)}/withdraw`, 'bid-withdrawn')
      },
      async (form, refusal) => withdrawalView(await this.standings.get(actor, id), this.stepUp.isNeeded(actor), form, refusal),
    )
  }
}
