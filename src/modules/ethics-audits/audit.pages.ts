import { Controller, Get, Param } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import type { PageAnswer } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { GuidelinesService } from '../guidelines/guidelines.service.js'
import { auditHref } from './audit-addresses.js'
import { overviewView } from './audit-page-views.js'
import { declaredFirst } from './declared-first-views.js'
import { EthicsAuditsService } from './ethics-audits.service.js'

/** One audit as a whole. */
@Controller('officer/audits/:id')
@Audience('procurement-officer', 'auditor')
export class AuditPages {
  constructor(
    private readonly audits: EthicsAuditsService,
    private readonly guidelines: GuidelinesService,
  ) {}

  @Get()
  @Page('ethics-audits/views/audit.njk', 'low', 'medium', 'long text', 'waits for the second', 'signed off', 'for an auditor')
  show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<PageAnswer> {
    return declaredFirst(
      async () => {
        const audit = await this.audits.get(actor, id)
        return overviewView(actor, audit, this.guidelines.questionnaire(audit.report.questionnaire).sections)
      },
      async () => (await this.audits.summary(actor, id)).requirementId,
      auditHref(id),
    )
  }
}
