import { Controller, Get, Param, Post, Req } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import type { ActorRequest } from '../../web/actor.guard.js'
import { Audience } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, one, withoutSecrets } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { StepUpInForm } from '../identity/strategies/step-up-in-form.js'
import { OpenBidsService } from './open-bids.service.js'
import { OpeningStandingService } from './opening-standing.service.js'
import { OpenBidsForm } from './opening.form.js'
import { openingHref, openingView } from './opening-views.js'

/** Two people open the bids, each in a window of their own. */
@Controller('buyer/requirements/:id/opening')
export class OpeningPages {
  constructor(
    private readonly standings: OpeningStandingService,
    private readonly opening: OpenBidsService,
    private readonly stepUp: StepUpInForm,
  ) {}

  @Get()
  @Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @Page(
    'bids/views/opening.njk',
    'not published',
    'before the deadline',
    'interests not declared',
    'interest declared',
    'to agree',
    'old sign-in',
    'waiting for the second person',
    'agreed for the other side',
    'side taken',
    'to complete',
    'watching',
    'opened',
    'opened without bids',
    'opened and not declared',
    'cancelled',
    'with refused attempts',
    'split, before the deadline',
    'split, to agree',
    'split, without a share',
    'split, to complete',
  )
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return openingView(await this.standings.get(actor, id), this.stepUp.isNeeded(actor), freshForm())
  }

  /** Agrees; with the second person the bids are open. */
  @Post()
  @Audience('buyer-approver', 'procurement-officer')
  @Page(
    'bids/views/opening.njk',
    'not confirmed',
    'wrong password',
    'before the deadline',
    'same person',
    'side taken',
    'opened meanwhile',
    'wrong passphrase',
  )
  open(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
    @Req() request: ActorRequest,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await readForm(OpenBidsForm, withoutSecrets(fields))
        const { opened } = await this.opening.open(await this.stepUp.prove(actor, request, fields), id, key, one(fields, 'passphrase'))
        return new SeeOther(openingHref(id), opened ? 'bids-opened' : 'opening-agreed')
      },
      async form => openingView(await this.standings.get(actor, id), this.stepUp.isNeeded(actor), form),
    )
  }
}
