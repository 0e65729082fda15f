import { Controller, Get, Param, type PipeTransform, Post } from '@nestjs/common'

import type { Actor } from '../../shared/domain/actor.js'
import { NotFound } from '../../shared/domain/errors.js'
import { Audience } from '../../web/audience.js'
import { type FormView, orShowAgain, readForm } from '../../web/pages/form.js'
import { FormBody, type FormFields } from '../../web/pages/form-body.js'
import { Page } from '../../web/pages/page.js'
import { type PageAnswer, SeeOther } from '../../web/pages/page-route.js'
import { CurrentActor } from '../../web/request-parts.js'
import { UuidParam } from '../../web/uuid-param.js'
import { readSection, SeenForm } from './agreement-draft.form.js'
import { draftHref, sectionView, withClash } from './agreement-draft-views.js'
import { AgreementDraftsService } from './agreement-drafts.service.js'
import { AGREEMENT_SECTIONS, type AgreementSectionId } from './domain/agreement-sections.js'

const VIEW = 'agreements/views/section.njk'

/** The part that an address names. */
class SectionParam implements PipeTransform<string, AgreementSectionId> {
  transform(value: string): AgreementSectionId {
    const section = AGREEMENT_SECTIONS.find(({ id }) => id === value)
    if (section === undefined) throw new NotFound('part of an agreement')
    return section.id
  }
}

/** The parts of a draft, each a form of its own. */
@Controller('officer/agreements/drafts/:id/:section')
@Audience('procurement-officer')
export class AgreementSectionsPages {
  constructor(private readonly drafts: AgreementDraftsService) {}

  @Get()
  @Page(VIEW, 'name and law', 'validity and periods', 'terms and levy', 'categories', 'filters', 'frozen', 'long text')
  show(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('section', SectionParam) section: AgreementSectionId,
  ): Promise<object> {
    return this.viewOf(actor, id, section, null)
  }

  @Post()
  @Page(VIEW, 'refused', 'a category refused', 'changed by somebody else')
  save(
    @CurrentActor() actor: Actor,
    @Param('id', UuidParam) id: string,
    @Param('section', SectionParam) section: AgreementSectionId,
    @FormBody() fields: FormFields,
  ): Promise<PageAnswer> {
    return orShowAgain(
      fields,
      async () => {
        const change = await readSection(section, fields)
        const { seen } = await readForm(SeenForm, { seen: fields['seen'] ?? '' })
        await this.drafts.change(actor, id, Number(seen), change)
        return new SeeOther(draftHref(id), 'agreement-saved')
      },
      (form, refusal) => this.viewOf(actor, id, section, withClash(form, refusal)),
    )
  }

  private async viewOf(actor: Actor, id: string, section: AgreementSectionId, form: FormView | null): Promise<object> {
    return sectionView(await this.drafts.get(actor, id), section, form)
  }
}
