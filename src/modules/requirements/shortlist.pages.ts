import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Downloads, Page } from '../../web/pages/page.js'
import { Download, type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { chosenValues } from './chosen-values.js'
import { withClashWords } from './clash-views.js'
import { pagesOf } from './domain/requirement-pages.js'
import { besideFilters, ShortlistForm, tickedIn } from './shortlist.form.js'
import { type Listed, shortlistCsv, shortlistHref, shortlistView } from './shortlist-views.js'
import { ShortlistsService } from './shortlists.service.js'

const VIEW = 'requirements/views/shortlist.njk'

/** Whom the buyer means to invite. */
@Controller('buyer/requirements/:id/shortlist')
@Audience('buyer-author', 'buyer-approver', 'evaluator', 'procurement-officer')
export class ShortlistPages {
  constructor(private readonly shortlists: ShortlistsService) {}

  @Get()
  @Page(
    VIEW,
    'nothing chosen',
    'chosen',
    'nobody matches',
    'a filter retired',
    'stale',
    'who does not match',
    'not to be changed',
    'published',
    'long text',
  )
  async show(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Query('show') show: unknown,
    @Query('after') after: unknown,
  ): Promise<object> {
    return this.viewOf(actor, id, freshForm(), show === 'others', cursorOf(after))
  }

  @Post()
  @Audience('buyer-author')
  @Page(VIEW, 'without a name', 'name taken', 'changed meanwhile')
  choose(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'shortlist-chosen', async () => {
      const { name, seen } = await readForm(ShortlistForm, besideFilters(fields))
      await this.shortlists.choose(actor, id, Number(seen), { name, filters: chosenValues(tickedIn(fields)) }, key)
    })
  }

  @Post('runs')
  @Audience('buyer-author', 'buyer-approver')
  @Page(VIEW, 'run after publication')
  run(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    return this.act(actor, id, fields, 'shortlist-run', () => this.shortlists.run(actor, id, key))
  }

  @Get('csv')
  @Downloads()
  async csv(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<Download> {
    return new Download(`shortlist-${id}.csv`, 'text/csv; charset=utf-8', shortlistCsv(await this.shortlists.everybodyMatching(actor, id)))
  }

  private act(actor: Actor, id: string, fields: FormFields, told: string, verb: () => Promise<void>): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await verb()
        return new SeeOther(shortlistHref(id), told)
      },
      (form, refusal) => this.viewOf(actor, id, withClashWords(form, refusal), false),
    )
  }

  private async viewOf(actor: Actor, id: string, form: FormView, others: boolean, after?: string): Promise<object> {
    const view = await this.shortlists.get(actor, id)
    return shortlistView(view, await this.listed(actor, id, others, after), pagesOf(view.requirement, actor), form)
  }

  private async listed(actor: Actor, id: string, others: boolean, after?: string): Promise<Listed> {
    if (others) return { show: 'others', page: await this.shortlists.others(actor, id, ON_A_PAGE, after) }
    return { show: 'matching', page: await this.shortlists.matching(actor, id, ON_A_PAGE, after) }
  }
}
