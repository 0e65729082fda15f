import { Controller, Get, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { AgreementsService } from '../agreements/agreements.service.js'
import { Public } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { Feeds, Page } from '../../web/pages/page.js'
import { Feed, type PageAnswer } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { MaybeActor } from '../../web/request-parts.js'
import { OpportunityFeedService } from './opportunity-feed.service.js'
import { feedView } from './opportunity-feed-views.js'
import { OpportunitySearchForm, searchFields, searchOf, sortOf } from './opportunity-search.form.js'
import { archiveView, homeView, opportunitiesView, unsoughtView } from './opportunity-views.js'
import { RequirementsService } from './requirements.service.js'

/** Shown on the start page. */
const CLOSING_SOON = 5
/** More agreements with categories than anybody chooses from. */
const MOST_AGREEMENTS = 100

type AskedFor = Readonly<Record<string, unknown>>

/** What everybody may find of requirements; people who are signed in also see those of the Practice agreement. */
@Controller()
export class OpportunitiesPages {
  constructor(
    private readonly requirements: RequirementsService,
    private readonly feeds: OpportunityFeedService,
    private readonly agreements: AgreementsService,
  ) {}

  @Get()
  @Public()
  @Page('requirements/views/home.njk', 'nothing open', 'some open')
  async home(@MaybeActor() actor: Actor | null): Promise<object> {
    const open = { own: false, status: 'open' } as const
    const { found, count } = await this.requirements.listCounted(actor, { ...open, sort: 'closing', limit: CLOSING_SOON })
    return homeView(found, count)
  }

  @Get('opportunities')
  @Public()
  @Page(
    'requirements/views/opportunities.njk',
    'none',
    'some',
    'more than a page',
    'some by words',
    'found by words put right',
    'none by filters',
    'filter refused',
  )
  list(@MaybeActor() actor: Actor | null, @Query() query: AskedFor): Promise<PageAnswer> {
    const fields = searchFields(query)
    return orShowAgain(
      fields,
      async () => {
        const form = await readForm(OpportunitySearchForm, fields)
        const listing = { ...searchOf(form), sort: sortOf(form), limit: ON_A_PAGE, cursor: cursorOf(query['after']) }
        const [{ found, count }, categories] = await Promise.all([this.requirements.listCounted(actor, listing), this.categories(actor)])
        return opportunitiesView(categories, { ...freshForm(fields), sort: listing.sort }, found, count)
      },
      async refused => unsoughtView(await this.categories(actor), refused),
    )
  }

  @Get('opportunities/feed.atom')
  @Public()
  @Feeds()
  async feed(@Query() query: AskedFor): Promise<Feed> {
    const fields = searchFields(query)
    const search = searchOf(await readForm(OpportunitySearchForm, { state: 'all', ...fields }))
    return new Feed('requirements/views/feed.njk', feedView(fields, await this.feeds.newest(search)))
  }

  @Get('archive')
  @Public()
  @Page('requirements/views/archive.njk', 'none', 'more than a page')
  async archive(@MaybeActor() actor: Actor | null, @Query('after') after: unknown): Promise<object> {
    const ended = { own: false, status: 'ended' } as const
    return archiveView(await this.requirements.list(actor, { ...ended, sort: 'ended', limit: ON_A_PAGE, cursor: cursorOf(after) }))
  }

  private async categories(actor: Actor | null) {
    return (await this.agreements.list(actor, MOST_AGREEMENTS, undefined)).items
  }
}
