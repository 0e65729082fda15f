import { Controller, Get, Param, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { type Agreement, AgreementsService } from '../agreements/agreements.service.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { type FormFields, one } from '../../web/pages/form-body.js'
import { Downloads, Page } from '../../web/pages/page.js'
import { Download, type PageAnswer } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import type { Figures } from './domain/figures.js'
import { figureNamed } from './figure-tables.js'
import { figureCsv } from './figure-views.js'
import { FiguresService } from './figures.service.js'
import { OfficerFiguresForm } from './officer-figures.form.js'
import { officerFiguresView } from './officer-figures-views.js'

/** More than a marketplace has at once. */
const MOST_AGREEMENTS = 100

/** The exact figures, by agreement and period. */
@Controller('officer/figures')
@Audience('procurement-officer', 'auditor')
export class OfficerFiguresPages {
  constructor(
    private readonly figures: FiguresService,
    private readonly agreements: AgreementsService,
  ) {}

  @Get()
  @Page('figures/views/officer-figures.njk', 'nothing opened', 'some', 'refused')
  show(@CurrentActor() actor: Actor, @Query() query: unknown): Promise<PageAnswer> {
    const fields = fieldsIn(query)
    return orShowAgain(
      fields,
      async () => officerFiguresView(await this.agreementsFor(actor), await this.read(actor, fields), freshForm(fields)),
      async (form: FormView) => officerFiguresView(await this.agreementsFor(actor), null, form),
    )
  }

  @Get(':figure/csv')
  @Downloads()
  async csv(@CurrentActor() actor: Actor, @Param('figure') figure: string, @Query() query: unknown): Promise<Download> {
    const name = figureNamed(figure)
    const figures = await this.read(actor, fieldsIn(query))
    const { from, to } = figures.period
    return new Download(`${name}-${from}-${to}.csv`, 'text/csv; charset=utf-8', figureCsv(name, figures, { words: '' }))
  }

  private async read(actor: Actor, fields: FormFields): Promise<Figures> {
    const { agreement, from, to } = await readForm(OfficerFiguresForm, fields)
    return this.figures.forOfficers(actor, {
      agreementId: agreement,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    })
  }

  private async agreementsFor(actor: Actor): Promise<Agreement[]> {
    return (await this.agreements.list(actor, MOST_AGREEMENTS, undefined)).items
  }
}

/** What the address asks for; whatever else stands there is as if it did not. */
function fieldsIn(query: unknown): FormFields {
  const asked = (typeof query === 'object' && query !== null ? query : {}) as FormFields
  return Object.fromEntries(['agreement', 'from', 'to'].map(name => [name, one(asked, name)]))
}
