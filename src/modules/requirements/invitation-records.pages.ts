import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { pagesOf } from './domain/requirement-pages.js'
import { InvitationRecordsService } from './invitation-records.service.js'
import { invitationsView } from './shortlist-views.js'

/** Who was invited, when and by which filters. */
@Controller('buyer/requirements/:id/invitations')
export class InvitationRecordsPages {
  constructor(private readonly records: InvitationRecordsService) {}

  @Get()
  @Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer', 'auditor')
  @Page(
    'requirements/views/invitations.njk',
    'not published yet',
    'published',
    'invited later',
    'too late to be invited',
    'more than a page',
  )
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    const record = await this.records.get(actor, id, ON_A_PAGE, cursorOf(after))
    return invitationsView(record, pagesOf(record.requirement, actor))
  }
}
