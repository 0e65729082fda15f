import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { DomainError } from '../../shared/domain/errors.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { atField } from '../../web/pages/at-field.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, one } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { cursorOf } from '../../web/pages/paging.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { valuesOf } from '../memberships/domain/offer.js'
import { SeenRevisionForm, StartApplicationForm } from './apply.form.js'
import { readOffer } from '../memberships/read-offer.js'
import { ApplyService } from './apply.service.js'
import type { OwnApplication, Preparation } from './own-application.js'
import { applicationHref } from './own-application-links.js'
import { frozenView, offerField, offerView, placesView, productsView } from './own-application-views.js'
import { OwnApplicationsService } from './own-applications.service.js'

const NEW = 'applications/views/new-application.njk'
const PRODUCTS = 'applications/views/application-products.njk'
const OFFER = 'applications/views/application-offer.njk'

/** Choosing what to join, with which products, and what is offered. */
@Controller('supplier/applications')
@Audience('bid-writer')
export class ApplyPages {
  constructor(
    private readonly applying: ApplyService,
    private readonly own: OwnApplicationsService,
  ) {}

  @Get('new')
  @Page(NEW, 'some open', 'one chosen', 'none open')
  async places(@CurrentActor() actor: Actor, @Query('category') category: unknown): Promise<object> {
    return placesView(await this.own.listPlaces(actor), cursorOf(category) ?? '', freshForm())
  }

  /** Whoever has one under way for the category is led to that one. */
  @Post('new')
  @Page(NEW, 'nothing chosen', 'a member already')
  start(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @FormKey() key: RepeatKey | null): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { categoryId } = await readForm(StartApplicationForm, fields)
        return this.startOrGoOn(actor, categoryId, key)
      },
      async form => placesView(await this.own.listPlaces(actor), one(fields, 'categoryId'), form),
    )
  }

  @Get(':id/products')
  @Page(PRODUCTS, 'none in the library', 'some', 'one retired', 'submitted')
  async showProducts(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.whileDraft(actor, id, (application, preparation) => productsView(application, preparation, null))
  }

  @Post(':id/products')
  @Page(PRODUCTS, 'changed by somebody else', 'retired meanwhile')
  saveProducts(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen } = await readForm(SeenRevisionForm, { seen: one(fields, 'seen') })
        const { offer } = await this.own.get(actor, id)
        await this.applying.choose(actor, id, Number(seen), { productIds: listOf(fields, 'productIds'), offer: valuesOf(offer) })
        return new SeeOther(applicationHref(id), 'application-saved')
      },
      (form, refusal) => this.whileDraft(actor, id, (...draft) => productsView(...draft, clashing(form, refusal))),
    )
  }

  @Get(':id/offer')
  @Page(OFFER, 'nothing chosen', 'some chosen', 'one retired', 'submitted')
  async showOffer(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string): Promise<object> {
    return this.whileDraft(actor, id, (application, preparation) => offerView(application, preparation, null))
  }

  @Post(':id/offer')
  @Page(OFFER, 'changed by somebody else', 'a value that is none')
  saveOffer(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @FormBody() fields: FormFields): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { seen } = await readForm(SeenRevisionForm, { seen: one(fields, 'seen') })
        const { productIds, facets, preparation } = await this.own.get(actor, id)
        const chosen = facets.map(({ key }) => [key, listOf(fields, offerField(key))] as const).filter(([, values]) => values.length > 0)
        const kept = productIds.filter(product => preparation?.retiredProductIds.includes(product) !== true)
        await this.applying.choose(actor, id, Number(seen), { productIds: kept, offer: readOffer(Object.fromEntries(chosen)) })
        return new SeeOther(applicationHref(id), 'application-saved')
      },
      (form, refusal) => this.whileDraft(actor, id, (...draft) => offerView(...draft, clashing(form, refusal))),
    )
  }

  private async startOrGoOn(actor: Actor, categoryId: string, key: RepeatKey | null): Promise<SeeOther> {
    const place = (await this.own.listPlaces(actor)).find(each => each.categoryId === categoryId)
    if (place?.applicationId != null) return new SeeOther(applicationHref(place.applicationId), 'application-under-way')
    const id = await atField('categoryId', 'already-member', () =>
      atField('categoryId', 'application-under-way', () =>
        atField('categoryId', 'agreement-not-valid', () => this.applying.start(actor, categoryId, key)),
      ),
    )
    return new SeeOther(applicationHref(id), 'application-started')
  }

  /** What is chosen of an application that was submitted does not change any more. */
  private async whileDraft(actor: Actor, id: string, show: (own: OwnApplication, of: Preparation) => object): Promise<object> {
    const application = await this.own.get(actor, id)
    return application.preparation === null ? frozenView(application) : show(application, application.preparation)
  }
}

const listOf = (fields: FormFields, name: string): string[] => [fields[name] ?? []].flat()

function clashing(form: FormView, { code }: DomainError): FormView {
  if (code !== 'stale-version') return form
  const text =
    'Somebody of your organisation changed what is chosen after you opened this page. What you chose is below: save again to put it in its place.'
  return { ...form, summary: [{ text }] }
}
