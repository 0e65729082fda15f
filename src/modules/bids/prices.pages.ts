import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { freshForm, orShowAgain } from '../../web/pages/form.js'
import { FormBody, type FormFields, one } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { BidStandingService } from './bid-standing.service.js'
import { pricesPart } from './domain/draft-parts.js'
import { seenIn } from './part-views.js'
import { pricesHref, pricesView, readPrices } from './price-views.js'
import { SaveDraftPart } from './save-draft-part.service.js'
import { bidHref } from './bid-head.js'

/** The price schedule, all lines on one page: they are judged by their sum. */
@Controller('supplier/bids/:id/prices')
@Audience('bid-writer')
export class PricesPages {
  constructor(
    private readonly standings: BidStandingService,
    private readonly parts: SaveDraftPart,
  ) {}

  @Get()
  @Page('bids/views/prices.njk', 'empty', 'filled', 'no longer asked', 'not to be changed')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return pricesView(await this.standings.get(actor, id), freshForm())
  }

  @Post()
  @Page('bids/views/prices.njk', 'refused', 'saved by somebody else')
  async save(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @FormBody() fields: FormFields): Promise<PageAnswer> {
    const bid = await this.standings.get(actor, id)
    return orShowAgain(
      fields,
      async () => {
        await this.parts.save(actor, id, pricesPart, seenIn(fields), readPrices(fields, bid.priceLines))
        return new SeeOther(one(fields, 'next') === 'stay' ? pricesHref(bid) : bidHref(id), 'part-saved')
      },
      async form => pricesView(await this.standings.get(actor, id), form),
    )
  }
}
