import { Controller, Get, Param } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { VersionParam } from '../../web/version-param.js'
import { ownLibraryAnswersView } from './library-answers-views.js'
import { OwnLibraryAnswersService } from './own-library-answers.service.js'

/** The answers of its supplier's library that a version of a bid stands on. */
@Controller('supplier/bids/:id/receipts/:version/library-answers')
@Audience('bid-writer')
export class OwnLibraryAnswersPages {
  constructor(private readonly answers: OwnLibraryAnswersService) {}

  @Get()
  @Page('bids/views/library-answers.njk', 'pinned', 'changed since', 'none pinned', 'not recorded')
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('version', VersionParam) version: number,
  ): Promise<object> {
    return ownLibraryAnswersView(await this.answers.get(actor, id, version))
  }
}
