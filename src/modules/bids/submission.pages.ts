import { Controller, Get, Param, Post, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience, NeverLimitedForSignedIn } from '../../web/audience.js'
import { KeyParam } from '../../web/key-param.js'
import { NeverShed } from '../../web/load-shedding.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, withoutSecrets } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { BidReviewService } from './bid-review.service.js'
import { BidStandingService } from './bid-standing.service.js'
import { bidHref } from './bid-head.js'
import { SubmitForm } from './submission.form.js'
import { arrivedView, reviewView, submitView } from './submission-views.js'
import { SubmissionsService } from './submissions.service.js'
import { SubmitBidService } from './submit-bid.service.js'

/** From the last look at the bid to its receipt. */
@Controller('supplier/bids/:id')
export class SubmissionPages {
  constructor(
    private readonly reviews: BidReviewService,
    private readonly standings: BidStandingService,
    private readonly submission: SubmitBidService,
    private readonly submissions: SubmissionsService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get('review')
  @Audience('bid-writer')
  @Page(
    'bids/views/review.njk',
    'ready',
    'nothing written',
    'blocked',
    'long text',
    'submitted',
    'changed since',
    'sealed',
    'not submitted',
    'withdrawn',
    'opened',
    'cancelled',
  )
  async review(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return reviewView(await this.reviews.get(actor, id))
  }

  @Get('submit')
  @Audience('supplier-admin')
  @Page(
    'bids/views/submit.njk',
    'ready',
    'old sign-in',
    'not ready',
    'as it was submitted',
    'changed since',
    'too late',
    'withdrawn',
    'split key',
  )
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return submitView(await this.reviews.get(actor, id), this.stepUp.isNeeded(actor), freshForm())
  }

  /** Sending it twice submits once; both are led to the one receipt. */
  @Post('submit')
  @Audience('supplier-admin')
  @NeverLimitedForSignedIn()
  @NeverShed()
  @Page('bids/views/submit.njk', 'not declared', 'no password', 'wrong password', 'blocked', 'changed meanwhile', 'received too late')
  submit(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen } = await readForm(SubmitForm, withoutSecrets(fields))
        const { version } = await this.submission.submit(await this.stepUp.prove(actor, request, fields), id, key, seen)
        return new SeeOther(`${bidHref(id)}/receipts/${version}`)
      },
      async (form, refusal) => submitView(await this.reviews.get(actor, id), this.stepUp.isNeeded(actor), form, refusal),
    )
  }

  /** For whoever sent the form and never saw an answer. */
  @Get('submissions/:key')
  @Audience('supplier-admin')
  @NeverShed()
  @Page('bids/views/arrived.njk', 'received', 'on its way', 'not received')
  async arrived(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Param('key', KeyParam) key: string): Promise<object> {
    const outcome = await this.submissions.outcomeOf(actor, id, key)
    return arrivedView(await this.standings.get(actor, id), outcome, key)
  }
}
