import { Controller, Get, Query } from '@nestjs/common'

import { Public } from '../../web/audience.js'
import { freshForm, refusedForm } from '../../web/pages/form.js'
import { type FormFields, one } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { OtherPage, type PageAnswer } from '../../web/pages/page-route.js'
import { readForm } from '../../web/pages/form.js'
import { DomainError } from '../../shared/domain/errors.js'
import { LawForm } from './law.form.js'
import { LawService } from './law.service.js'
import { lawView } from './law-views.js'

/** Figures of the law and of policy, for everybody. */
@Controller('law')
@Public()
export class LawPages {
  constructor(private readonly law: LawService) {}

  @Get()
  @Page('law/views/law.njk', 'today', 'another day', 'nothing in force', 'no day')
  async show(@Query() query: FormFields): Promise<PageAnswer> {
    const typed = one(query, 'on').trim()
    try {
      const { on } = await readForm(LawForm, { on: typed })
      return lawView(await this.law.on(on), freshForm({ on: typed }))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return new OtherPage(lawView(await this.law.on(undefined), refusedForm({ on: typed }, error)), 422)
    }
  }
}
