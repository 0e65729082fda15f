import { Controller, Get, Param, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import type { RepeatKey } from '../../shared/once.js'
import { Audience } from '../../web/audience.js'
import { atField } from '../../web/pages/at-field.js'
import { type FormView, freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields, FormKey } from '../../web/pages/form-body.js'
import { LeadsOn, Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { NewProductForm } from './library.form.js'
import { LIBRARY } from './library-links.js'
import { LibraryProductsService } from './library-products.service.js'
import { LibraryService } from './library.service.js'
import { libraryView, printView, retirementView } from './library-views.js'
import { currentSet } from './question-sets.js'

const VIEW = 'library/views/library.njk'

/** What a supplier answers once and reuses, as a task list. */
@Controller('supplier/library')
@Audience('bid-writer')
export class LibraryPages {
  constructor(
    private readonly library: LibraryService,
    private readonly products: LibraryProductsService,
  ) {}

  @Get()
  @Page(VIEW, 'nothing yet', 'some answers', 'something runs out')
  show(@CurrentActor() actor: Actor): Promise<object> {
    return this.view(actor, freshForm())
  }

  @Get('print')
  @Page('library/views/print.njk', 'nothing yet', 'some answers')
  async print(@CurrentActor() actor: Actor): Promise<object> {
    return printView(await this.library.get(actor))
  }

  @Post('products')
  @Page(VIEW, 'no name', 'name taken')
  add(@CurrentActor() actor: Actor, @FormBody() fields: FormFields, @FormKey() key: RepeatKey | null): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const { name } = await readForm(NewProductForm, fields)
        await atField('name', 'product-exists', () => this.products.add(actor, name, key))
        return new SeeOther(LIBRARY, 'product-added')
      },
      form => this.view(actor, form),
    )
  }

  @Get('products/:product/retire')
  @Page('library/views/retire-product.njk', 'asked')
  async askRetirement(@CurrentActor() actor: Actor, @Param('product', UuidParam) id: string): Promise<object> {
    const product = await this.products.get(actor, id)
    return product.retiredAt === null ? retirementView(product, currentSet()) : new SeeOther(LIBRARY, 'product-retired')
  }

  /** A product that somebody else retired meanwhile is retired. */
  @Post('products/:product/retire')
  @LeadsOn()
  async retire(
    @CurrentActor() actor: Actor,
    @Param('product', UuidParam) product: string,
    @FormKey() key: RepeatKey | null,
  ): Promise<PageAnswer> {
    const { retiredAt } = await this.products.get(actor, product)
    if (retiredAt === null) await this.products.retire(actor, product, key)
    return new SeeOther(LIBRARY, 'product-retired')
  }

  private async view(actor: Actor, form: FormView): Promise<object> {
    return libraryView(await this.library.get(actor), form)
  }
}
