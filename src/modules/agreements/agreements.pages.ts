import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Public } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { MaybeActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AgreementRecordsService } from './agreement-records.service.js'
import { agreementsView, agreementView } from './agreement-views.js'
import { AgreementsService } from './agreements.service.js'

/** Agreements as everybody sees them. */
@Controller('agreements')
@Public()
export class AgreementsPages {
  constructor(
    private readonly agreements: AgreementsService,
    private readonly records: AgreementRecordsService,
  ) {}

  @Get()
  @Page('agreements/views/agreements.njk', 'none', 'some', 'more than a page')
  async list(@MaybeActor() actor: Actor | null, @Query('after') after: unknown): Promise<object> {
    return agreementsView(await this.agreements.list(actor, ON_A_PAGE, cursorOf(after)))
  }

  @Get(':id')
  @Page('agreements/views/agreement.njk', 'open', 'changed', 'ended', 'for practice', 'long text', 'more changes than a page')
  async show(@MaybeActor() actor: Actor | null, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    return agreementView(await this.records.get(actor, id, cursorOf(after)))
  }
}
