import { Controller, Get, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { DomainError, Refused } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { withClash } from './agreement-draft-views.js'
import { mayPublishFilters } from './domain/agreement-policy.js'
import type { FilterChange } from './domain/filters.js'
import { AddValueForm, MarkValueForm } from './filters.form.js'
import { FiltersService } from './filters.service.js'
import { FILTERS, filtersView } from './filters-views.js'

const VIEW = 'agreements/views/filters.njk'

/** The filters with their editions, and the forms that publish the next one. */
@Controller('officer/filters')
export class FiltersPages {
  constructor(private readonly filters: FiltersService) {}

  @Get()
  @Audience('procurement-officer', 'auditor')
  @Page(VIEW, 'to change', 'only to read', 'with retired values')
  show(@CurrentActor() actor: Actor): Promise<object> {
    return this.viewOf(actor, freshForm())
  }

  @Post('add')
  @Audience('senior-officer')
  @Page(VIEW, 'nothing typed', 'a title that is taken')
  add(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @FormKey() key: RepeatKey | null): Promise<PageAnswer> {
    return this.publish(actor, fields, async () => {
      const { place, title, addReason, seen } = await readForm(AddValueForm, fields)
      const [facet = '', parent = null] = place.split('/')
      await this.change(actor, Number(seen), { kind: 'add', facet, title: title.trim(), parent }, addReason, key)
    })
  }

  @Post('mark')
  @Audience('senior-officer')
  @Page(VIEW, 'no value chosen', 'changed by somebody else')
  mark(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @FormKey() key: RepeatKey | null): Promise<PageAnswer> {
    return this.publish(actor, fields, async () => {
      const { value: named, as, reason, seen } = await readForm(MarkValueForm, fields)
      const [facet = '', value = ''] = named.split('/')
      await this.change(actor, Number(seen), { kind: as === 'restore' ? 'restore' : 'retire', facet, value }, reason, key)
    })
  }

  /** What is wrong with the change stands at the field of the page that it is about. */
  private async change(actor: Actor, seen: number, change: FilterChange, reason: string, key: RepeatKey | null): Promise<void> {
    try {
      await this.filters.change(actor, seen, change, reason, key)
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'filters-unfit') throw error
      throw new Refused(
        error.code,
        error.message,
        error.errors.map(fault => ({
          ...fault,
          pointer: FIELDS[`${change.kind === 'add' ? 'add' : 'mark'}${fault.pointer}`] ?? fault.pointer,
        })),
      )
    }
  }

  private publish(actor: Actor, fields: FormFields, act: () => Promise<void>): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        await act()
        return new SeeOther(FILTERS, 'filters-published')
      },
      (form, refusal) => this.viewOf(actor, withClash(form, refusal)),
    )
  }

  private async viewOf(actor: Actor, form: FormView): Promise<object> {
    const [edition, editions] = [await this.filters.current(), await this.filters.list(actor)]
    return filtersView(edition, editions, mayPublishFilters(actor), form)
  }
}

/** Where the page asks for what the change names. */
const FIELDS: Readonly<Record<string, string>> = {
  'add/facet': '/place',
  'add/parent': '/place',
  'mark/facet': '/value',
}
