import { Controller, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { mayActForMember } from '../memberships/domain/membership-policy.js'
import { membershipHref, membershipView, ownHref, ownMembershipView } from '../memberships/membership-views.js'
import { MembershipsService } from '../memberships/memberships.service.js'
import { IncidentForm, RecheckForm } from './review.form.js'
import { ReviewService } from './review.service.js'
import { withReviewClash } from './review-views.js'

/** The forms on the pages of memberships that open a review. */
@Controller()
export class ReviewIncidentsPages {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly reviews: ReviewService,
  ) {}

  @Post('supplier/memberships/:id/incidents')
  @Audience('bid-writer')
  @Page('memberships/views/own-membership.njk', 'nothing told', 'a day that lies ahead')
  report(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await this.reviews.report(actor, id, await readForm(IncidentForm, fields), key)
        return new SeeOther(ownHref(id), 'membership-incident-reported')
      },
      async (form, refusal) =>
        ownMembershipView(await this.memberships.get(actor, id), mayActForMember(actor), withReviewClash(form, refusal)),
    )
  }

  @Post('officer/memberships/:id/recheck')
  @Audience('procurement-officer')
  @Page('memberships/views/membership.njk', 'no reason for another look')
  recheck(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { reason } = await readForm(RecheckForm, fields)
        await this.reviews.recheck(actor, id, reason, key)
        return new SeeOther(membershipHref(id), 'membership-recheck-opened')
      },
      async (form, refusal) => membershipView(actor, await this.memberships.get(actor, id), withReviewClash(form, refusal)),
    )
  }
}
