import { Controller, Get, Param, Post, Query } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey, one } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { SupplierInterestsForm } from './supplier-interests.form.js'
import { SupplierInterestsService } from './supplier-interests.service.js'
import { declareAboutHref } from './supplier-interests-links.js'
import { type DeclaringAbout, nextAfter, supplierInterestsView } from './supplier-interests-views.js'

const VIEW = 'memberships/views/supplier-interests.njk'

/** What officers and auditors do before they look into what a supplier applies with. */
@Controller('officer/suppliers/:id/interests')
@Audience('procurement-officer', 'auditor')
export class SupplierInterestsPages {
  constructor(private readonly interests: SupplierInterestsService) {}

  @Get()
  @Page(VIEW, 'nothing declared', 'no interest', 'an interest')
  async show(@CurrentActor() actor: Actor, @Param('id', UuidParam) id: string, @Query('next') next: unknown): Promise<object> {
    return supplierInterestsView(await this.declaring(actor, id, next), freshForm())
  }

  @Post()
  @Page(VIEW, 'nothing chosen', 'not explained')
  declare(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @FormBody() fields: FormFields,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    const next = one(fields, 'next')
    return orShowAgain(
      fields,
      async () => {
        const { next: _next, ...typed } = fields
        const { hasInterest, details = '' } = await readForm(SupplierInterestsForm, typed)
        await this.interests.declare(actor, id, { hasInterest: hasInterest === 'yes', details }, key)
        if (hasInterest === 'yes') return new SeeOther(declareAboutHref(id, nextAfter(next)), 'supplier-interest-declared')
        return new SeeOther(nextAfter(next), 'no-interest-declared')
      },
      async form => supplierInterestsView(await this.declaring(actor, id, next), form),
    )
  }

  private async declaring(actor: Actor, supplierId: string, next: unknown): Promise<DeclaringAbout> {
    return { supplierId, ...(await this.interests.standing(actor, supplierId)), next: nextAfter(next) }
  }
}
