import { Module } from '@nestjs/common'

import { BidsModule } from '../bids/bids.module.js'
import { ExportsModule } from '../exports/exports.module.js'
import { GuidelinesModule } from '../guidelines/guidelines.module.js'
import { BidPack } from './bid-pack.js'
import { BidPackController } from './bid-pack.controller.js'
import { BidPackPages } from './bid-pack.pages.js'
import { BidPacksService } from './bid-packs.service.js'
import { CompareBidsService } from './compare-bids.service.js'
import { ComparisonController } from './comparison.controller.js'
import { PanelPages } from './panel.pages.js'
import { ReadBidsService } from './read-bids.service.js'

/** What a panel reads once the bids are open. */
@Module({
  imports: [BidsModule, ExportsModule, GuidelinesModule],
  controllers: [BidPackController, BidPackPages, ComparisonController, PanelPages],
  providers: [BidPack, BidPacksService, ReadBidsService, CompareBidsService],
})
export class PanelModule {}
