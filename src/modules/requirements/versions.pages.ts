import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Audience } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { VersionParam } from '../../web/version-param.js'
import { pagesOf } from './domain/requirement-pages.js'
import { RequirementWords } from './requirement-words.js'
import { RequirementVersionsService } from './requirement-versions.service.js'
import { RequirementsService } from './requirements.service.js'
import { comparedView, versionsView } from './version-views.js'

/** What a requirement said before, and what changed from one version to the next. */
@Controller('buyer/requirements/:id/versions')
@Audience('buyer-author', 'buyer-approver', 'procurement-officer')
export class VersionsPages {
  constructor(
    private readonly requirements: RequirementsService,
    private readonly versions: RequirementVersionsService,
    private readonly words: RequirementWords,
  ) {}

  @Get()
  @Page('requirements/views/versions.njk', 'none yet', 'some', 'more than a page')
  async list(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    const page = await this.versions.list(actor, id, ON_A_PAGE, cursorOf(after))
    const requirement = await this.requirements.get(actor, id)
    return versionsView(requirement, page, pagesOf(requirement, actor))
  }

  /** Beside the one before it, or beside the one that `from` names. */
  @Get(':version')
  @Page('requirements/views/compared.njk', 'the first', 'amended', 'nothing changed', 'long text')
  async compare(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('version', VersionParam) number: number,
    @Query('from') from: unknown,
  ): Promise<object> {
    const other = cursorOf(from)
    const compared = await this.versions.compare(actor, id, number, other === undefined ? null : new VersionParam().transform(other))
    const requirement = await this.requirements.get(actor, id)
    return comparedView(requirement, compared, this.words.of(requirement, compared.categories), pagesOf(requirement, actor))
  }
}
