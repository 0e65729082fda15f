import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { MEMBERSHIP_STATES } from './domain/membership-lifecycle.js'
import { membershipsView, membershipView } from './membership-views.js'
import { REMOVAL_FILTERS } from './standing-work.js'
import { type MembershipSearch, MembershipsService } from './memberships.service.js'

/** How suppliers stand, for officers and auditors. */
@Controller('officer/memberships')
@Audience('procurement-officer', 'auditor')
export class MembershipsPages {
  constructor(private readonly memberships: MembershipsService) {}

  @Get()
  @Page('memberships/views/memberships.njk', 'some', 'more than a page', 'searched', 'none found', 'removals to confirm')
  async list(
    @CurrentActor() actor: Actor,
    @Query('supplier') supplier: unknown,
    @Query('state') state: unknown,
    @Query('removal') removal: unknown,
    @Query('after') after: unknown,
  ): Promise<object> {
    const search = searchOf(supplier, state, removal)
    return membershipsView(
      await this.memberships.list(actor, search, ON_A_PAGE, cursorOf(after)),
      search,
      await this.memberships.countReviews(actor),
    )
  }

  @Get(':id')
  @Page(
    'memberships/views/membership.njk',
    'not declared',
    'with an interest',
    'active',
    'suspended',
    'notice given',
    'removed',
    'lapsed',
    'only to read',
    'long text',
    'more changes than a page',
  )
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    return membershipView(actor, await this.memberships.get(actor, id, cursorOf(after)))
  }
}

/** What is asked twice, is too long or is no state is as if it were not asked. */
function searchOf(supplier: unknown, state: unknown, removal: unknown): MembershipSearch {
  const known = MEMBERSHIP_STATES.find(each => each === state)
  const name = typeof supplier === 'string' && supplier.trim() !== '' && supplier.length <= 200 ? supplier.trim() : undefined
  const chosen = REMOVAL_FILTERS.find(each => each === removal)
  return {
    ...(name === undefined ? {} : { supplier: name }),
    ...(known === undefined ? {} : { state: known }),
    ...(chosen === undefined ? {} : { removal: chosen }),
  }
}
