import { Controller, Get, Param, Query } from '@nestjs/common'

import { Public } from '../../web/audience.js'
import { freshForm, orShowAgain, readForm } from '../../web/pages/form.js'
import { Page } from '../../web/pages/page.js'
import type { PageAnswer } from '../../web/pages/page-route.js'
import { cursorOf, ON_A_PAGE } from '../../web/pages/paging.js'
import { UuidParam } from '../../web/uuid-param.js'
import { AgreementsService } from '../agreements/agreements.service.js'
import { DirectorySearchForm, directoryFields, directorySearch } from './directory-search.form.js'
import { type Choices, suppliersView, supplierView, unsoughtView } from './directory-views.js'
import { DirectoryService } from './directory.service.js'

/** More open agreements than anybody chooses from. */
const MOST_AGREEMENTS = 100

/** The admitted suppliers as everybody sees them. */
@Controller('suppliers')
@Public()
export class DirectoryPages {
  constructor(
    private readonly directory: DirectoryService,
    private readonly agreements: AgreementsService,
  ) {}

  @Get()
  @Page('memberships/views/suppliers.njk', 'none', 'some', 'more than a page', 'some by filters', 'none by filters', 'filter refused')
  list(@Query() query: Readonly<Record<string, unknown>>): Promise<PageAnswer> {
    const fields = directoryFields(query)
    return orShowAgain(
      fields,
      async () => {
        const search = directorySearch(await readForm(DirectorySearchForm, fields))
        const [choices, page, count] = await Promise.all([
          this.choices(),
          this.directory.list({ ...search, limit: ON_A_PAGE, cursor: cursorOf(query['after']) }),
          this.directory.count(search),
        ])
        return suppliersView(choices, freshForm(fields), page, count)
      },
      async refused => unsoughtView(await this.choices(), refused),
    )
  }

  @Get(':id')
  @Page('memberships/views/supplier.njk', 'one membership', 'several memberships')
  async show(@Param('id', UuidParam) id: string): Promise<object> {
    const [supplier, facets] = await Promise.all([this.directory.get(id), this.directory.facets()])
    return supplierView(supplier, facets)
  }

  private async choices(): Promise<Choices> {
    const [{ items, isMore }, facets] = await Promise.all([this.agreements.listOpen(null, MOST_AGREEMENTS), this.directory.facets()])
    return { agreements: items, isMore, facets }
  }
}
