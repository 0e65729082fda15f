import { Controller, Get, Param } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import type { PageAnswer } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { libraryAnswersView } from '../bids/library-answers-shown.js'
import { auditHref } from './audit-addresses.js'
import { headOf } from './audit-page-views.js'
import { AuditedLibraryService } from './audited-library.service.js'
import { declaredFirst } from './declared-first-views.js'
import { EthicsAuditsService } from './ethics-audits.service.js'

/** What the audited version stands on of its supplier's library. */
@Controller('officer/audits/:id/library-answers')
@Audience('procurement-officer', 'auditor')
export class AuditedLibraryPages {
  constructor(
    private readonly audits: EthicsAuditsService,
    private readonly library: AuditedLibraryService,
  ) {}

  @Get()
  @Page('ethics-audits/views/library-answers.njk', 'pinned', 'none pinned')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredFirst(
      async () => ({ audit: headOf(await this.audits.get(actor, id)), ...libraryAnswersView(await this.library.get(actor, id)) }),
      async () => (await this.audits.summary(actor, id)).requirementId,
      `${auditHref(id)}/library-answers`,
    )
  }
}
