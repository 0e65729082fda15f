import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, one } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { declareHref } from './interest-addresses.js'
import { InterestDeclarationsService } from './interest-declarations.service.js'
import { InterestsForm } from './interests.form.js'
import { type Declaring, interestsView, nextOf } from './interests-views.js'

/** What everybody does before their first look at bids, buyers and officers alike. */
@Controller('buyer/requirements/:id/interests')
@Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
export class InterestsPages {
  constructor(private readonly interests: InterestDeclarationsService) {}

  @Get()
  @Page('requirements/views/interests.njk', 'nothing declared', 'no interest', 'an interest')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('next') next: unknown): Promise<object> {
    return interestsView(await this.declaring(actor, id, next), freshForm())
  }

  @Post()
  @Page('requirements/views/interests.njk', 'nothing chosen', 'not explained')
  declare(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    const next = one(fields, 'next')
    return orShowAgain(
      fields,
      async () => {
        const { hasInterest, details = '' } = await readForm(InterestsForm, withoutNext(fields))
        await this.interests.declare(actor, id, { hasInterest: hasInterest === 'yes', details }, key)
        if (hasInterest === 'yes') return new SeeOther(declareHref(id, nextOf(id, next)), 'interest-declared')
        return new SeeOther(nextOf(id, next), 'no-interest-declared')
      },
      async form => interestsView(await this.declaring(actor, id, next), form),
    )
  }

  private async declaring(actor: Actor, requirementId: string, next: unknown): Promise<Declaring> {
    return { requirementId, ...(await this.interests.standing(actor, requirementId)), next: nextOf(requirementId, next) }
  }
}

const withoutNext = ({ next: _next, ...fields }: FormFields): FormFields => fields
