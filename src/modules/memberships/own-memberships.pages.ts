import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ChangeOfferService } from './change-offer.service.js'
import { mayActForMember } from './domain/membership-policy.js'
import { withStandingClash } from './decide-standing-views.js'
import { ReplyForm, SeenOfferForm } from './membership.form.js'
import { ownHref } from './membership-links.js'
import { ownMembershipsView, ownMembershipView } from './membership-views.js'
import { MembershipsService } from './memberships.service.js'
import { readOffer } from './read-offer.js'
import { RemovalService } from './removal.service.js'

const OWN_ONE = 'memberships/views/own-membership.njk'

/** How the acting supplier stands, and what it does about it. */
@Controller('supplier/memberships')
export class OwnMembershipsPages {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly offers: ChangeOfferService,
    private readonly removals: RemovalService,
  ) {}

  @Get()
  @Audience('bid-writer')
  @Page('memberships/views/own-memberships.njk', 'none', 'some', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Query('after') after: unknown): Promise<object> {
    return ownMembershipsView(await this.memberships.list(actor, {}, ON_A_PAGE, cursorOf(after)))
  }

  @Get(':id')
  @Audience('bid-writer')
  @Page(OWN_ONE, 'active', 'only to read', 'suspended', 'notice given', 'removed', 'lapsed', 'long text', 'more changes than a page')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    return this.viewOf(actor, id, freshForm(), cursorOf(after))
  }

  @Post(':id/offer')
  @Audience('supplier-admin')
  @Page(OWN_ONE, 'nothing chosen', 'changed meanwhile')
  changeOffer(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'membership-offer-changed', async () => {
      const { seen } = await readForm(SeenOfferForm, { seen: fields['seen'] ?? '' })
      await this.offers.change(actor, id, Number(seen), readOffer(offerIn(fields)), key)
    })
  }

  @Post(':id/reply')
  @Audience('supplier-admin')
  @Page(OWN_ONE, 'nothing replied', 'replied by somebody else')
  reply(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'membership-replied', async () => {
      const { reply } = await readForm(ReplyForm, fields)
      await this.removals.reply(actor, id, reply, key)
    })
  }

  private act(actor: Actor, id: string, fields: FormFields, told: string, verb: () => Promise<void>): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await verb()
        return new SeeOther(ownHref(id), told)
      },
      (form, refusal) => this.viewOf(actor, id, withStandingClash(form, refusal)),
    )
  }

  private async viewOf(actor: Actor, id: string, form: FormView, cursor?: string): Promise<object> {
    return ownMembershipView(await this.memberships.get(actor, id, cursor), mayActForMember(actor), form)
  }
}

const BOX = 'offer-'

/** What was ticked, by filter. */
const offerIn = (fields: FormFields): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => name.startsWith(BOX))
      .map(([name, values]) => [name.slice(BOX.length), typeof values === 'string' ? [values] : values]),
  )
