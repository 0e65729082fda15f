import { Controller, Get, Param } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { NeverShed } from '../../web/load-shedding.js'
import { Downloads, Page } from '../../web/pages/page.js'
import { Download } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { VersionParam } from '../../web/version-param.js'
import { BidDraftsService } from './bid-drafts.service.js'
import { receiptToKeep } from './bid-queries.js'
import { receiptView } from './receipt-views.js'
import { ReceivedVersionService } from './received-version.service.js'

/** The proof that a version arrived. */
@Controller('supplier/bids/:id/receipts/:version')
@Audience('bid-writer')
export class ReceiptsPages {
  constructor(
    private readonly drafts: BidDraftsService,
    private readonly received: ReceivedVersionService,
  ) {}

  @Get()
  @NeverShed()
  @Page('bids/views/receipt.njk', 'the version that counts', 'replaced', 'with files', 'sealed', 'withdrawn', 'opened', 'cancelled')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('version', VersionParam) version: number,
  ): Promise<object> {
    return receiptView(await this.received.get(actor, id, version))
  }

  /** The same bytes as the API gives. */
  @Get('receipt.json')
  @Downloads()
  async download(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('version', VersionParam) version: number,
  ): Promise<Download> {
    const receipt = await this.drafts.receipt(actor, id, version)
    return new Download(`receipt-${id}-${version}.json`, 'application/json; charset=utf-8', JSON.stringify(receiptToKeep(receipt)))
  }
}
