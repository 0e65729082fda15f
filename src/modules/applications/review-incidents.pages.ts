import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { hasEnded } from '../memberships/domain/membership-lifecycle.js'
import { declaredAbout } from './declared-about-views.js'
import { membershipHref, ownHref } from '../memberships/membership-links.js'
import { mayDecideOn, MembershipsService } from '../memberships/memberships.service.js'
import { IncidentForm, RecheckForm } from './review.form.js'
import { ReviewService } from './review.service.js'
import { incidentView, recheckView, withReviewClash } from './review-views.js'

const INCIDENT = 'applications/views/report-incident.njk'
const RECHECK = 'applications/views/recheck.njk'

/** What opens a review of a membership, though no answer changed; of one that has ended, its own page is shown. */
@Controller()
export class ReviewIncidentsPages {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly reviews: ReviewService,
  ) {}

  @Get('supplier/memberships/:id/incidents')
  @Audience('bid-writer')
  @Page(INCIDENT, 'empty')
  async showIncident(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    const membership = await this.memberships.get(actor, id)
    return hasEnded(membership.state) ? new SeeOther(ownHref(id)) : incidentView(membership, freshForm())
  }

  @Post('supplier/memberships/:id/incidents')
  @Audience('bid-writer')
  @Page(INCIDENT, 'nothing told', 'a day that lies ahead')
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
      async (form, refusal) => incidentView(await this.memberships.get(actor, id), withReviewClash(form, refusal)),
    )
  }

  @Get('officer/memberships/:id/recheck')
  @Audience('procurement-officer')
  @Page(RECHECK, 'empty')
  async showRecheck(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    const membership = await this.memberships.get(actor, id)
    return mayDecideOn(membership) && !hasEnded(membership.state) ? recheckView(membership, freshForm()) : new SeeOther(membershipHref(id))
  }

  @Post('officer/memberships/:id/recheck')
  @Audience('procurement-officer')
  @Page(RECHECK, 'no reason for another look')
  recheck(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return declaredAbout(
      () => this.recheckOrShowAgain(actor, id, fields, key),
      async () => (await this.memberships.get(actor, id)).supplierId,
      `${membershipHref(id)}/recheck`,
    )
  }

  private recheckOrShowAgain(actor: Actor, id: string, fields: FormFields, key: RepeatKey | null): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { reason } = await readForm(RecheckForm, fields)
        await this.reviews.recheck(actor, id, reason, key)
        return new SeeOther(membershipHref(id), 'membership-recheck-opened')
      },
      async (form, refusal) => recheckView(await this.memberships.get(actor, id), withReviewClash(form, refusal)),
    )
  }
}
