import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Malformed } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { mayDecideStanding } from '../memberships/domain/membership-policy.js'
import { declaredAbout } from './declared-about-views.js'
import { SettleReviewForm } from './review.form.js'
import { reviewHref } from '../memberships/membership-links.js'
import { ReviewService } from './review.service.js'
import { reviewsView, reviewView, withReviewClash } from './review-views.js'

const ONE = 'applications/views/review.njk'

/** What officers look at again while memberships go on. */
@Controller('officer/membership-reviews')
export class ReviewsPages {
  constructor(private readonly reviews: ReviewService) {}

  @Get()
  @Audience('procurement-officer', 'auditor')
  @Page('applications/views/reviews.njk', 'none', 'some', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return reviewsView(await this.reviews.queue(actor, ON_A_PAGE, cursorOf(after)))
  }

  @Get(':id')
  @Audience('procurement-officer', 'auditor')
  @Page(ONE, 'changed', 'ran out', 'incident', 'accepted', 'not accepted', 'only to read')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredAbout(
      () => this.viewOf(actor, id, freshForm()),
      () => this.reviews.supplierOf(actor, id),
      reviewHref(id),
    )
  }

  @Post(':id/settle')
  @Audience('procurement-officer')
  @Page(ONE, 'nothing decided', 'no reason', 'changed again')
  settle(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return declaredAbout(
      () => this.settleOrShowAgain(actor, id, fields, key),
      () => this.reviews.supplierOf(actor, id),
      reviewHref(id),
    )
  }

  private settleOrShowAgain(actor: Actor, id: string, fields: FormFields, key: RepeatKey | null): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen: _seen, ...typed } = fields
        const { outcome, reason } = await readForm(SettleReviewForm, typed)
        if (outcome === 'not-accepted' && (reason ?? '').trim() === '') throw new ReasonMissing()
        await this.reviews.settle(actor, id, outcome, seenIn(fields), reason ?? null, key)
        return new SeeOther(reviewHref(id), outcome === 'accepted' ? 'membership-review-accepted' : 'membership-review-not-accepted')
      },
      (form, refusal) => this.viewOf(actor, id, withReviewClash(form, refusal)),
    )
  }

  private async viewOf(actor: Actor, id: string, form: FormView): Promise<object> {
    return reviewView(await this.reviews.get(actor, id), mayDecideStanding(actor), form)
  }
}

/** The version that the page showed; none of an incident. */
const seenIn = ({ seen }: FormFields): number => (typeof seen === 'string' && /^\d{1,9}$/.test(seen) ? Number(seen) : 0)

class ReasonMissing extends Malformed {
  constructor() {
    super('invalid-request', 'Say why it is not accepted.', [{ pointer: '/reason', code: 'missing', detail: 'Say why it is not accepted' }])
  }
}
