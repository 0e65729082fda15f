import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { Public } from '../../web/audience.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { MaybeActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { ClarificationsService } from './clarifications.service.js'
import { mayAnswerInvitation } from './domain/invitation-policy.js'
import { changesView, clarificationsView, opportunityView, rulesView } from './opportunity-page-views.js'
import { OpportunityService } from './opportunity.service.js'
import { RequirementChangesService } from './requirement-changes.service.js'
import { RequirementWords } from './requirement-words.js'
import { RequirementsService } from './requirements.service.js'
import { ViewInvitation } from './view-invitation.service.js'

/** Changes hold whole members as they were and as they are. */
const CHANGES_ON_A_PAGE = 10

/** What everybody may read of one requirement. */
@Controller('opportunities/:id')
export class OpportunityPages {
  constructor(
    private readonly opportunities: OpportunityService,
    private readonly requirements: RequirementsService,
    private readonly clarifications: ClarificationsService,
    private readonly changes: RequirementChangesService,
    private readonly words: RequirementWords,
    private readonly invitations: ViewInvitation,
  ) {}

  @Get()
  @Public()
  @Page(
    'requirements/views/opportunity.njk',
    'open',
    'closed',
    'changed',
    'cancelled',
    'long text',
    'to bid on',
    'no membership',
    'not invited',
    'no supplier',
    'split key',
  )
  async one(@MaybeActor() actor: Actor | null, @Param('id', UuidParam) id: string): Promise<object> {
    const opportunity = await this.opportunities.get(actor, id)
    if (actor === null || !mayAnswerInvitation(actor, opportunity.requirement)) return opportunityView(opportunity, null)
    return opportunityView(opportunity, { isInvited: await this.invitations.view(actor, id) })
  }

  @Get('questions')
  @Public()
  @Page('requirements/views/opportunity-questions.njk', 'none', 'more than a page')
  async questions(@MaybeActor() actor: Actor | null, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    const requirement = await this.requirements.get(actor, id)
    return clarificationsView(requirement, await this.clarifications.list(actor, id, ON_A_PAGE, cursorOf(after)))
  }

  @Get('changes')
  @Public()
  @Page('requirements/views/opportunity-changes.njk', 'none', 'some')
  async changed(@MaybeActor() actor: Actor | null, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    const requirement = await this.requirements.get(actor, id)
    return changesView(requirement, await this.changes.list(actor, id, CHANGES_ON_A_PAGE, cursorOf(after)), this.words.of(requirement))
  }

  @Get('rules')
  @Public()
  @Page('requirements/views/opportunity-rules.njk', 'nothing decided', 'decided')
  async rules(@MaybeActor() actor: Actor | null, @Param('id', UuidParam) id: string, @Query('after') after: unknown): Promise<object> {
    return rulesView(await this.opportunities.rules(actor, id, ON_A_PAGE, cursorOf(after)))
  }
}
