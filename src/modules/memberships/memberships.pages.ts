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
import { withStandingClash } from './decide-standing-views.js'
import { MEMBERSHIP_STATES } from './domain/membership-lifecycle.js'
import { InterestForm } from './membership.form.js'
import { membershipHref, membershipsView, membershipView } from './membership-views.js'
import { type MembershipSearch, MembershipsService } from './memberships.service.js'
import { SupplierInterestsService } from './supplier-interests.service.js'

const ONE = 'memberships/views/membership.njk'

/** How suppliers stand, for officers and auditors. */
@Controller('officer/memberships')
@Audience('procurement-officer', 'auditor')
export class MembershipsPages {
  constructor(
    private readonly memberships: MembershipsService,
    private readonly interests: SupplierInterestsService,
  ) {}

  @Get()
  @Page('memberships/views/memberships.njk', 'some', 'more than a page', 'searched', 'none found')
  async list(
    @CurrentActor() actor: Actor,
    @Query('supplier') supplier: unknown,
    @Query('state') state: unknown,
    @Query('after') after: unknown,
  ): Promise<object> {
    const search = searchOf(supplier, state)
    return membershipsView(
      await this.memberships.list(actor, search, ON_A_PAGE, cursorOf(after)),
      search,
      await this.memberships.countReviews(actor),
    )
  }

  @Get(':id')
  @Page(ONE, 'not declared', 'with an interest', 'active', 'suspended', 'notice given', 'removed', 'lapsed', 'only to read', 'long text')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.viewOf(actor, id, freshForm())
  }

  @Post(':id/interests')
  @Page(ONE, 'nothing declared', 'interest not explained')
  declare(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { hasInterest, details } = await readForm(InterestForm, fields)
        const { supplierId } = await this.memberships.get(actor, id)
        await this.interests.declare(actor, supplierId, { hasInterest: hasInterest === 'yes', details: details ?? '' }, key)
        return new SeeOther(membershipHref(id), 'membership-interest-declared')
      },
      (form, refusal) => this.viewOf(actor, id, withStandingClash(form, refusal)),
    )
  }

  private async viewOf(actor: Actor, id: string, form: FormView): Promise<object> {
    return membershipView(actor, await this.memberships.get(actor, id), form)
  }
}

/** What is asked twice, is too long or is no state is as if it were not asked. */
function searchOf(supplier: unknown, state: unknown): MembershipSearch {
  const known = MEMBERSHIP_STATES.find(each => each === state)
  const name = typeof supplier === 'string' && supplier.trim() !== '' && supplier.length <= 200 ? supplier.trim() : undefined
  return { ...(name === undefined ? {} : { supplier: name }), ...(known === undefined ? {} : { state: known }) }
}
