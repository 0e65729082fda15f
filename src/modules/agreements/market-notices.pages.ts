import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, nextPage, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { manageHref } from './agreement-views.js'
import { AgreementRecordsService } from './agreement-records.service.js'
import { MarketNoticesService } from './market-notices.service.js'
import type { MarketOccasion } from './note-market-notice.js'

const OCCASION_WORDS: Readonly<Record<MarketOccasion, string>> = {
  'agreement-proposed': 'The agreement was proposed',
  'agreement-opened': 'The agreement opened',
  'validity-changed': 'The last day of the agreement moved',
  'filters-changed': 'A filter of the agreement changed',
  'member-admitted': 'A supplier was admitted',
  'member-removed': 'A supplier was removed',
  'agreement-ended': 'The agreement ended',
}

/** What notices of a dynamic market have to tell. */
@Controller('officer/agreements/:id/market-notices')
@Audience('procurement-officer', 'auditor')
export class MarketNoticesPages {
  constructor(
    private readonly notices: MarketNoticesService,
    private readonly records: AgreementRecordsService,
  ) {}

  @Get()
  @Page('agreements/views/market-notices.njk', 'none', 'some')
  async list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    const page = await this.notices.list(actor, id, ON_A_PAGE, cursorOf(after))
    const { name } = await this.records.get(actor, id)
    return {
      agreement: { name, href: manageHref(id) },
      notices: page.items.map(({ occasion, ...notice }) => ({ ...notice, what: OCCASION_WORDS[occasion] })),
      next: nextPage(`${manageHref(id)}/market-notices`, page),
    }
  }
}
